import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { PetitionState, TallyDimension } from '#db/schema'
import { utcDay } from '#db/utc-day'

/** Signatures received and confirmed, under one key of a dimension. */
export interface Slice {
  key: string
  received: number
  confirmed: number
}

/**
 * Numbers of one petition by one dimension. Reads a few rollup rows however many have signed, never `signature`.
 *
 * @param since for days and hours: the first key wanted, compared as text
 */
export async function readSlices(db: Db, petitionId: string, dimension: TallyDimension, since = ''): Promise<Slice[]> {
  return db
    .selectFrom('tally_by')
    .select(['key', 'received', 'confirmed'])
    .where('petition_id', '=', petitionId)
    .where('dimension', '=', dimension)
    .where('key', '>=', since)
    .orderBy(
      dimension === 'day' || dimension === 'hour' ? 'key' : 'confirmed',
      dimension === 'day' || dimension === 'hour' ? 'asc' : 'desc',
    )
    .execute()
}

/** One petition in the list: its state and numbers. */
export interface PetitionStanding {
  id: string
  slug: string
  groupId: string
  title: { en: string; es: string }
  state: PetitionState
  confirmed: number
  received: number
  today: number
  /** Confirmed signatures per day, the last thirty days, oldest first. */
  days: number[]
  isTemplate: boolean
  templateId: string | null
}

/**
 * Petitions of these groups with their numbers, from rollups alone.
 *
 * @param templateId only copies of this template; null for all
 */
export async function readStandings(
  db: Db,
  groupIds: string[],
  now: Date,
  templateId: string | null = null,
): Promise<PetitionStanding[]> {
  const { rows } = await sql<Omit<PetitionStanding, 'days'> & { byDay: Record<string, number> | null }>`
    select petition.id, petition.slug, petition.group_id as "groupId", petition.title, petition.state,
      coalesce(petition_total.confirmed, 0) as confirmed, coalesce(petition_total.received, 0) as received,
      coalesce((days.by_day ->> ${utcDay(now)})::integer, 0) as today, days.by_day as "byDay", petition.template_id as "templateId",
      exists (select from petition as copy where copy.template_id = petition.id) as "isTemplate"
    from petition
    left join petition_total on petition_total.petition_id = petition.id
    left join lateral (
      select jsonb_object_agg(key, confirmed) as by_day from tally_by
      where tally_by.petition_id = petition.id and dimension = 'day' and key > ${utcDay(daysBefore(now, 30))}) as days on true
    where petition.group_id = any(${groupIds}::uuid[]) and (${templateId}::uuid is null or petition.template_id = ${templateId}::uuid)
    order by petition.state = 'open' desc, coalesce(petition_total.confirmed, 0) desc, petition.created_at
    limit 1000
  `.execute(db)
  const keys = Array.from({ length: 30 }, (_, index) => utcDay(daysBefore(now, 29 - index)))
  return rows.map(({ byDay, ...row }) => ({ ...row, days: keys.map((key) => byDay?.[key] ?? 0) }))
}

export function daysBefore(moment: Date, days: number): Date {
  return new Date(moment.getTime() - days * 86_400_000)
}
