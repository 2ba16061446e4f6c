import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#db/client'
import { contains } from '#db/folded'
import { siteDay } from '#db/site-day'
import type { Bilingual, Language } from '~/i18n/language'
import type { StateName } from '~/office/editor/writing-tabs'
import { linesOnPage, type Part, pagesOf, skippedLines, type TableState } from '~/office/table/table-state'
import { dayAfter } from '~/ui/page/zoned-time'
import { type Standing, standings } from './standing'

const text = z.string().trim().max(100).default('').catch('')

/** Filters of the list, as in its address; '' for any. Archived pages show only when asked for. */
export const pagesFilter = z.object({
  q: text,
  kind: text,
  campaign: text,
  standing: z
    .enum(['', ...standings])
    .default('')
    .catch(''),
})

export type PagesFilter = z.output<typeof pagesFilter>

/** Columns the list can be sorted by. */
export const sortablePages = ['title', 'kind', 'campaign', 'standing', 'all', 'week'] as const
type Sortable = (typeof sortablePages)[number]

/** A petition or an action, with its numbers. */
export interface PageLine {
  id: string
  /** `petition`, or a kind of outreach from `actions/registry.server.ts`. */
  kind: string
  slug: string
  groupId: string
  title: Bilingual
  state: StateName
  standing: Standing
  /** ISO 8601, as the other times. */
  opensAt: string | null
  /** When it ends by itself or with its campaign; null: it does not. */
  endsAt: string | null
  /** IANA; null: the usual one. */
  timeZone: string | null
  campaign: { slug: string; name: Bilingual }
  /** Confirmed signatures, or outreach. */
  all: number
  today: number
  week: number
  weekBefore: number
  /** Per day, the last thirty days, oldest first. */
  days: number[]
  /** Ascending numbers of signatures to reach; empty for actions. */
  goalSteps: number[]
  /** When somebody last changed it. */
  changedAt: string
}

/** A page of the list. */
export type ListedPages = Part<PageLine, Sortable>

interface Asking {
  /** Of whose pages. */
  groupIds: string[]
  filter?: PagesFilter
  table?: TableState<Sortable>
  language: Language
  /** Only copies of this petition, archived ones too. */
  templateId?: string
  /** Archived ones too, where the filter asks for no standing. */
  hasArchived?: boolean
}

/** A page of the list, in an order. */
export async function listPages(db: Db, asking: Asking, now: Date): Promise<ListedPages> {
  const { groupIds, language, templateId, hasArchived = templateId !== undefined } = asking
  const { q, kind, campaign, standing } = asking.filter ?? pagesFilter.parse({})
  const table = asking.table ?? { sort: '', isDown: false, page: 1 }
  const { lines, count } = await selectPages(
    db,
    {
      groupIds,
      templateId,
      where: sql`(${q} = '' or ${contains(sql`slug`, q)} or ${contains(sql`title ->> 'en'`, q)} or ${contains(sql`title ->> 'es'`, q)})
        and (${kind} = '' or kind = ${kind}) and (${campaign} = '' or campaign ->> 'slug' = ${campaign})
        and case when ${standing} = '' then ${hasArchived} or standing <> 'archived' else standing = ${standing} end`,
      order: orderOf(table, language),
      most: linesOnPage,
      skip: skippedLines(table),
    },
    now,
  )
  if (lines.length > 0 || table.page === 1) return { lines, count, table }
  // Something was archived or deleted meanwhile.
  const first = await listPages(db, { ...asking, table: { ...table, page: 1 } }, now)
  const page = pagesOf(first.count)
  return page === 1 ? first : listPages(db, { ...asking, table: { ...table, page } }, now)
}

/**
 * The first pages that meet a condition.
 *
 * @param wanted.where on a `line`, as the order
 * @param wanted.order ends in a comma
 * @returns `count`: how many meet it, unless all of them were skipped
 */
export async function selectPages(
  db: Db,
  wanted: {
    groupIds: string[]
    where: RawBuilder<unknown>
    order: RawBuilder<unknown>
    most: number
    skip?: number
    templateId?: string | undefined
  },
  now: Date,
): Promise<{ lines: PageLine[]; count: number }> {
  const { groupIds, where, order, most, skip = 0, templateId = null } = wanted
  const { rows } = await sql<Row & { count: number }>`
    with ${everyPage(groupIds, now, templateId)}
    select *, ${siteDay(now)} as "onDay", count(*) over ()::integer as count from line where ${where} order by ${order} id limit ${most} offset ${skip}
  `.execute(db)
  return { lines: rows.map(lineOf), count: rows[0]?.count ?? 0 }
}

/** The pages of one kind in a campaign, counted; archived ones by themselves. */
export interface PageSums {
  /** Slug of the campaign. */
  campaign: string
  kind: string
  isArchived: boolean
  open: number
  drafts: number
  all: number
  week: number
  weekBefore: number
}

/** Counts the pages of these groups, and what was done on them. */
export async function sumPages(db: Db, groupIds: string[], now: Date): Promise<PageSums[]> {
  const { rows } = await sql<PageSums>`
    with ${everyPage(groupIds, now)}
    select campaign ->> 'slug' as campaign, kind, standing = 'archived' as "isArchived",
      count(*) filter (where standing in ('open', 'changed'))::integer as open, count(*) filter (where standing = 'draft')::integer as drafts,
      sum("all")::integer as "all", sum(in_week)::integer as week, sum(in_week_before)::integer as "weekBefore"
    from line group by 1, 2, 3
  `.execute(db)
  return rows
}

interface Row extends Omit<PageLine, 'days' | 'today' | 'week' | 'weekBefore' | 'opensAt' | 'endsAt' | 'changedAt'> {
  opensAt: Date | null
  endsAt: Date | null
  changedAt: Date
  byDay: Record<string, number> | null
  onDay: string
}

/**
 * Every petition and action of these groups as `line`, from rollups alone. A draft goes by its draft title.
 *
 * @param templateId only copies of this petition; null for all
 */
function everyPage(groupIds: string[], now: Date, templateId: string | null = null): RawBuilder<unknown> {
  const since = siteDay(now, 30)
  const lastWeek = siteDay(now, 7)
  const weekBefore = siteDay(now, 14)
  return sql`
    thing as (
      select petition.id, 'petition' as kind, petition.slug, petition.group_id, petition.campaign_id, petition.state, petition.opens_at, petition.closes_at, petition.time_zone, petition.goal_steps, petition.updated_at,
        case when state = 'draft' then coalesce(draft.content -> 'title', title) else title end as title, draft.saved_at, draft.content as draft, last.published_at, last.content as published,
        coalesce(petition_total.confirmed, 0) as "all",
        (select jsonb_object_agg(key, confirmed) from tally_by where petition_id = petition.id and dimension = 'day' and key > ${since}::text) as by_day
      from petition left join petition_draft as draft on draft.petition_id = petition.id left join petition_total on petition_total.petition_id = petition.id
      left join lateral (select published_at, content from petition_revision where petition_id = petition.id order by revision desc limit 1) as last on true
      where petition.group_id = any(${groupIds}::uuid[]) and (${templateId}::uuid is null or template_id = ${templateId}::uuid)
      union all
      select action.id, action.kind, action.slug, action.group_id, action.campaign_id, action.state, action.opens_at, action.closes_at, action.content ->> 'timeZone', '{}', action.updated_at,
        case when state = 'draft' then coalesce(draft.content -> 'title', title) else title end, draft.saved_at, draft.content, last.published_at, last.content - 'whom', coalesce(tally.all, 0)::integer, tally.by_day
      from advocacy_campaign as action left join advocacy_draft as draft on draft.advocacy_campaign_id = action.id
      left join lateral (
        select sum(count) as "all", jsonb_object_agg(day, count) filter (where day > ${since}) as by_day
        from (select day, sum(count)::integer as count from outreach_tally where advocacy_campaign_id = action.id group by day) as of_day
      ) as tally on true
      left join lateral (select published_at, content from advocacy_revision where advocacy_campaign_id = action.id order by revision desc limit 1) as last on true
      where action.group_id = any(${groupIds}::uuid[]) and ${templateId}::uuid is null),
    line as (
      select thing.id, kind, thing.slug, thing.group_id as "groupId", thing.title, thing.state, opens_at as "opensAt", least(thing.closes_at, campaign.ends_at) as "endsAt", time_zone as "timeZone",
        jsonb_build_object('slug', campaign.slug, 'name', campaign.name) as campaign, "all", by_day as "byDay", goal_steps as "goalSteps", greatest(thing.updated_at, saved_at) as "changedAt",
        (select coalesce(sum(count::integer), 0) from jsonb_each_text(by_day) as of_day (day, count) where day > ${lastWeek}::text)::integer as in_week,
        (select coalesce(sum(count::integer), 0) from jsonb_each_text(by_day) as of_day (day, count) where day > ${weekBefore}::text and day <= ${lastWeek}::text)::integer as in_week_before,
        case when thing.state <> 'open' then thing.state when least(thing.closes_at, campaign.ends_at) <= ${now} then 'ended' when opens_at > ${now} then 'scheduled'
          when saved_at > coalesce(published_at, thing.updated_at) and draft is distinct from published then 'changed' else 'open' end as standing
      from thing join campaign on campaign.id = campaign_id)`
}

function orderOf({ sort, isDown }: TableState<Sortable>, language: Language): RawBuilder<unknown> {
  const direction = isDown ? sql`desc` : sql`asc`
  const title = sql`lower(coalesce(nullif(title ->> ${language}, ''), title ->> 'en', slug))`
  const columns: Record<Sortable | '', RawBuilder<unknown>> = {
    '': sql`array_position(${[...standings]}::text[], standing), "all" desc,`,
    title: sql`${title} ${direction},`,
    kind: sql`kind ${direction}, ${title},`,
    campaign: sql`campaign -> 'name' ->> ${language} ${direction}, ${title},`,
    standing: sql`array_position(${[...standings]}::text[], standing) ${direction}, ${title},`,
    all: sql`"all" ${direction},`,
    week: sql`in_week ${direction}, "all" ${direction},`,
  }
  return columns[sort]
}

function lineOf({ byDay, onDay, ...row }: Row): PageLine {
  const days = Array.from({ length: 30 }, (_, index) => byDay?.[dayAfter(onDay, index - 29)] ?? 0)
  const sum = (from: number, to: number) => days.slice(from, to).reduce((total, count) => total + count, 0)
  const times = {
    opensAt: row.opensAt?.toISOString() ?? null,
    endsAt: row.endsAt?.toISOString() ?? null,
    changedAt: row.changedAt.toISOString(),
  }
  return { ...row, ...times, days, today: days[29]!, week: sum(23, 30), weekBefore: sum(16, 23) }
}
