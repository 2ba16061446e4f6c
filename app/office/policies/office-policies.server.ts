import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#db/client'
import { siteDay } from '#db/site-day'
import { readWhole } from '#db/whole-number'
import type { Policy } from '~/campaigns/policies/policy'
import { plain } from '~/officials/posts/name-key'

/** Filters for the list of policies; '' means any. */
export const policyFilter = z.object({
  search: z.string().max(100).catch(''),
  state: z
    .string()
    .regex(/^([A-Z]{2})?$/)
    .catch(''),
  kind: z
    .string()
    .regex(/^[a-z0-9-]{0,60}$/)
    .catch(''),
  freshness: z.enum(['', 'fresh', 'stale']).catch(''),
  standing: z.enum(['', 'open', 'ended']).catch(''),
  after: z.string().max(20).catch(''),
})
export type PolicyFilter = z.output<typeof policyFilter>

/** A policy in the office's list. */
export type PolicyLine = Pick<
  Policy,
  | 'id'
  | 'kind'
  | 'model'
  | 'agency'
  | 'adoptedOn'
  | 'endedOn'
  | 'adoptedNoLater'
  | 'endedNoLater'
  | 'checkedOn'
  | 'sourceUrl'
> & { place: string; state: string | null; isStale: boolean }

const linesAtOnce = 100

/** Policies by place, those that need checking first when only these are asked for. */
export async function listOfficePolicies(
  db: Db,
  filter: PolicyFilter,
  staleDays: number,
  now: Date,
): Promise<{ lines: PolicyLine[]; next: string | null; count: number }> {
  const before = Math.min(100_000, readWhole(filter.after) ?? 0)
  const words = `%${plain(filter.search).replaceAll(' ', '%')}%`
  const isStale = sql`(ended_on is null and checked_on < ${siteDay(now)} - ${staleDays}::integer)`
  const { rows } = await sql<PolicyLine & { count: number }>`
    select policy.id, policy.kind, model, agency, adopted_on as "adoptedOn", ended_on as "endedOn", adopted_no_later as "adoptedNoLater", ended_no_later as "endedNoLater",
      checked_on as "checkedOn", source_url as "sourceUrl", division.name as place, division.state, ${isStale} as "isStale", count(*) over ()::integer as count
    from policy join division on division.id = division_id
    where removed_at is null and (${filter.state} = '' or division.state = ${filter.state}) and (${filter.kind} = '' or policy.kind = ${filter.kind})
      and (${filter.freshness} = '' or (${filter.freshness} = 'stale') = ${isStale})
      and (${filter.standing} = '' or (${filter.standing} = 'open') = (ended_on is null))
      and (${filter.search} = '' or plain_text(division.name || ' ' || agency) like ${words} or replace(division.slug, '-', ' ') like ${words})
    order by case when ${filter.freshness} = 'stale' then checked_on end, division.state nulls first, division.name, adopted_on desc nulls last, policy.id
    offset ${before} limit ${linesAtOnce}
  `.execute(db)
  if (rows.length === 0 && before > 0) return listOfficePolicies(db, { ...filter, after: '' }, staleDays, now)
  const count = rows[0]?.count ?? 0
  return { lines: rows, next: before + rows.length < count ? String(before + rows.length) : null, count }
}

/** A policy as its form shows it. */
export interface OfficePolicy {
  id: string
  place: string
  placeName: string
  endedOn: string | null
  checkedOn: string
  fields: Record<string, string>
}

/** @returns null when there is none with that id, or it was removed */
export async function readOfficePolicy(db: Db, id: string): Promise<OfficePolicy | null> {
  const row = await db
    .selectFrom('policy')
    .innerJoin('division', 'division.id', 'division_id')
    .leftJoin('document', 'document.id', 'document_id')
    .select([
      'policy.id',
      'division.slug as place',
      'division.name',
      'division.state',
      'policy.kind',
      'model',
      'agency',
      'adopted_on',
      'ended_on',
      'note',
      'document.slug as document',
      'source_url',
      'source_title',
      'checked_on',
    ])
    .where('policy.id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    place: row.place,
    placeName: [row.name, row.state].filter(Boolean).join(', '),
    endedOn: row.ended_on,
    checkedOn: row.checked_on,
    fields: {
      place: row.place,
      kind: row.kind,
      model: row.model,
      agency: row.agency,
      adopted_on: row.adopted_on ?? '',
      ended_on: row.ended_on ?? '',
      note_en: row.note.en,
      note_es: row.note.es,
      document: row.document ?? '',
      source_url: row.source_url,
      source_title: row.source_title,
      checked_on: row.checked_on,
    },
  }
}
