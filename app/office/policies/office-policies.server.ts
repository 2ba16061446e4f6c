import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#db/client'
import { siteDay } from '#db/site-day'
import type { Policy } from '~/campaigns/policies/policy'
import type { Language } from '~/i18n/language'
import { linesOnPage, type Part, skippedLines, type TableState, withinPages } from '~/office/table/table-state'
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

/** Columns the list can be sorted by. */
export const sortablePolicies = ['place', 'kind', 'agency', 'when', 'checked'] as const
type Sortable = (typeof sortablePolicies)[number]

interface AskedPolicies {
  filter: PolicyFilter
  table: TableState<Sortable>
  staleDays: number
  /** In whose words kinds are sorted. */
  language: Language
}

/** A page of the policies, usually by place; those that need checking first when only these are asked for. */
export async function listOfficePolicies(
  db: Db,
  { filter, table: asked, staleDays, language }: AskedPolicies,
  now: Date,
): Promise<Part<PolicyLine, Sortable>> {
  const words = `%${plain(filter.search).replaceAll(' ', '%')}%`
  const isStale = sql`(ended_on is null and checked_on < ${siteDay(now)} - ${staleDays}::integer)`
  const wanted = sql`policy join division on division.id = division_id
    where removed_at is null and (${filter.state} = '' or division.state = ${filter.state}) and (${filter.kind} = '' or policy.kind = ${filter.kind})
      and (${filter.freshness} = '' or (${filter.freshness} = 'stale') = ${isStale})
      and (${filter.standing} = '' or (${filter.standing} = 'open') = (ended_on is null))
      and (${filter.search} = '' or plain_text(division.name || ' ' || agency) like ${words} or replace(division.slug, '-', ' ') like ${words})`
  const counted = await sql<{ count: number }>`select count(*)::integer as count from ${wanted}`.execute(db)
  const { count } = counted.rows[0]!
  const table = withinPages(asked, count)
  const { rows } = await sql<PolicyLine>`
    select policy.id, policy.kind, model, agency, adopted_on as "adoptedOn", ended_on as "endedOn", adopted_no_later as "adoptedNoLater", ended_no_later as "endedNoLater",
      checked_on as "checkedOn", source_url as "sourceUrl", division.name as place, division.state, ${isStale} as "isStale"
    from ${wanted}
    order by ${orderOf(table, language, filter)} division.state nulls first, division.name, adopted_on desc nulls last, policy.id
    offset ${skippedLines(table)} limit ${linesOnPage}
  `.execute(db)
  return { lines: rows, table, count }
}

/** Ends in a comma. */
function orderOf(
  { sort, isDown }: TableState<Sortable>,
  language: Language,
  filter: PolicyFilter,
): RawBuilder<unknown> {
  const direction = isDown ? sql`desc` : sql`asc`
  const columns: Record<Sortable | '', RawBuilder<unknown>> = {
    '': filter.freshness === 'stale' ? sql`checked_on,` : sql``,
    place: sql`division.name ${direction},`,
    kind: sql`(select name ->> ${language} from policy_kind where key = policy.kind) ${direction}, model ${direction},`,
    agency: sql`nullif(agency, '') ${direction} nulls last,`,
    when: sql`coalesce(adopted_on, ended_on) ${direction} nulls last,`,
    checked: sql`checked_on ${direction},`,
  }
  return columns[sort]
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
