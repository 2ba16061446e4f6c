import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '#db/client'
import { countedDay } from '#db/counted-day'
import type { Language } from '~/i18n/language'

/** What a signature is counted by. */
export interface Counted {
  petitionId: string
  /** Day of acceptance in the network's zone at that time, YYYY-MM-DD. */
  day: string
  area: string
  /** The likeliest county of the ZIP; null for a private signature, or when unknown. */
  county: string | null
  language: Language
  source: string
  isPrivate: boolean
  channel: 'mail' | 'sms' | 'paper'
  /** Hour of acceptance, UTC, YYYY-MM-DDTHH; null for a private signature, which keeps only the day. */
  hour: string | null
}

/** The columns of `Counted` from the table or alias `signature`. */
export function countedColumns(signature: string): RawBuilder<unknown> {
  const row = sql.ref(signature)
  return sql`${row}.petition_id as "petitionId", ${countedDay(signature, 'accepted_at')}::text as day,
    case when not ${row}.is_private then to_char(${row}.accepted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24') end as hour,
    ${row}.area, ${row}.county, ${row}.language, ${row}.source, ${row}.is_private as "isPrivate", ${row}.channel`
}

/** Adds new signatures to the tallies as received; they are not part of any public number yet. */
export async function addReceived(
  trx: Trx,
  signings: {
    petition: { id: string }
    area: string
    county: string | null
    day: string
    way: Counted['channel']
    arrival: { at: Date; submission: { language: Language; source: string; isPrivate: boolean } }
  }[],
): Promise<void> {
  const counted = signings.map(({ petition, area, county, day, way, arrival: { at, submission } }) => ({
    petitionId: petition.id,
    day,
    area,
    county,
    language: submission.language,
    source: submission.source,
    isPrivate: submission.isPrivate,
    channel: way,
    hour: submission.isPrivate ? null : at.toISOString().slice(0, 13),
  }))
  await addToTallies(trx, counted, { received: 1, confirmed: 0 }, signings[0]?.arrival.at)
}

/**
 * Adds signatures to `tally` and `petition_total`, or subtracts them with negative steps. Rows are written in a fixed
 * order, so that two workers cannot deadlock.
 *
 * @param step how much one signature adds to each number
 * @param now  when the total changed
 */
export async function addToTallies(
  trx: Trx,
  counted: Counted[],
  step: { received: number; confirmed: number },
  now: Date | undefined,
): Promise<void> {
  if (counted.length === 0 || !now) return
  await sql`
    insert into tally (petition_id, day, area, language, source, received, confirmed, private)
    select petition_id, day, area, language, source, count(*) * ${step.received}, count(*) * ${step.confirmed},
      count(*) filter (where is_private) * ${step.confirmed}
    from unnest(
      ${counted.map((one) => one.petitionId)}::uuid[], ${counted.map((one) => one.day)}::date[], ${counted.map((one) => one.area)}::text[],
      ${counted.map((one) => one.language)}::text[], ${counted.map((one) => one.source)}::text[], ${counted.map((one) => one.isPrivate)}::boolean[]
    ) as one (petition_id, day, area, language, source, is_private)
    group by petition_id, day, area, language, source
    order by petition_id, day, area, language, source
    on conflict (petition_id, day, area, language, source) do update set
      received = tally.received + excluded.received,
      confirmed = tally.confirmed + excluded.confirmed,
      private = tally.private + excluded.private
  `.execute(trx)
  await addToSlices(trx, counted, step)
  await sql`
    insert into petition_total (petition_id, received, confirmed, private, changed_at)
    select petition_id, count(*) * ${step.received}, count(*) * ${step.confirmed}, count(*) filter (where is_private) * ${step.confirmed}, ${now}
    from unnest(${counted.map((one) => one.petitionId)}::uuid[], ${counted.map((one) => one.isPrivate)}::boolean[]) as one (petition_id, is_private)
    group by petition_id order by petition_id
    on conflict (petition_id) do update set
      received = petition_total.received + excluded.received,
      confirmed = petition_total.confirmed + excluded.confirmed,
      private = petition_total.private + excluded.private,
      changed_at = excluded.changed_at
  `.execute(trx)
}

/** The same numbers by single dimensions, for the dashboards: few rows per petition, however many people sign. */
async function addToSlices(trx: Trx, counted: Counted[], step: { received: number; confirmed: number }): Promise<void> {
  const slices = new Map<string, { petitionId: string; dimension: string; key: string; count: number }>()
  for (const one of counted) {
    for (const [dimension, key] of [
      ['day', one.day],
      ['hour', one.hour],
      ['area', one.area],
      ['county', one.county],
      ['language', one.language],
      ['source', one.source],
      ['channel', one.channel],
    ] as const) {
      if (key === null) continue
      const name = `${one.petitionId} ${dimension} ${key}`
      const slice = slices.get(name) ?? { petitionId: one.petitionId, dimension, key, count: 0 }
      slice.count += 1
      slices.set(name, slice)
    }
  }
  const rows = [...slices.values()]
  const column = <T>(value: (row: (typeof rows)[number]) => T) => rows.map(value)
  await sql`
    insert into tally_by (petition_id, dimension, key, received, confirmed)
    select petition_id, dimension, key, count * ${step.received}, count * ${step.confirmed}
    from unnest(${column((row) => row.petitionId)}::uuid[], ${column((row) => row.dimension)}::text[], ${column((row) => row.key)}::text[],
      ${column((row) => row.count)}::integer[]) as slice (petition_id, dimension, key, count)
    order by petition_id, dimension, key
    on conflict (petition_id, dimension, key) do update set received = tally_by.received + excluded.received, confirmed = tally_by.confirmed + excluded.confirmed
  `.execute(trx)
}
