import { sql } from 'kysely'
import type { Trx } from '#db/client'
import type { Language } from '~/i18n/language'

/** What a signature is counted under. */
export interface Counted {
  petitionId: string
  /** Day of acceptance, UTC, YYYY-MM-DD. */
  day: string
  area: string
  language: Language
  source: string
  isPrivate: boolean
}

/** Adds fresh signatures to the tallies, as received: not yet part of any number that is shown. */
export async function addReceived(
  trx: Trx,
  signings: {
    petition: { id: string }
    area: string
    arrival: { at: Date; submission: { language: Language; source: string; isPrivate: boolean } }
  }[],
): Promise<void> {
  const counted = signings.map(({ petition, area, arrival: { at, submission } }) => ({
    petitionId: petition.id,
    day: at.toISOString().slice(0, 10),
    area,
    language: submission.language,
    source: submission.source,
    isPrivate: submission.isPrivate,
  }))
  await addToTallies(trx, counted, { received: 1, confirmed: 0 }, signings[0]?.arrival.at)
}

/**
 * Adds (or, with negative steps, takes away) signatures in `tally` and in `petition_total`, one row for each
 * combination, in one order, so that two workers never wait for each other in a circle.
 *
 * @param step how much one signature adds to each number
 * @param now  when the total changed
 */
export async function addToTallies(trx: Trx, counted: Counted[], step: { received: number; confirmed: number }, now: Date | undefined): Promise<void> {
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
