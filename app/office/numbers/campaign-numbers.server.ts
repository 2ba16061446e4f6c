import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { TallyDimension } from '#db/schema'
import { readSiteDay } from '#db/site-day'
import type { Bilingual } from '~/i18n/language'
import type { Slice } from '~/office/dashboard/rollups.server'
import { sumPages } from '~/office/pages/pages.server'
import { mainCode } from '~/office/share/source-name'
import { dayAfter, weekdayOf } from '~/ui/page/zoned-time'

/** Whose pages are counted. */
export interface Counted {
  groupIds: string[]
  /** A campaign's slug; '' for all of them. */
  campaign: string
}

/** What was done on all pages of one kind. */
export interface KindTotal {
  kind: string
  all: number
  /** In the last seven days. */
  week: number
}

/** Confirmed signatures and outreach of one week, by kind. */
export interface WeekCount {
  /** Its Monday, YYYY-MM-DD. */
  week: string
  counts: Record<string, number>
  all: number
}

/** Signatures of one page that came with one source code. */
export interface SourceCount {
  petition: { slug: string; title: Bilingual }
  source: string
  received: number
  confirmed: number
}

const weeksShown = 12
/** Source codes shown, the most used. */
const mostSources = 100

/** All numbers of a campaign, from rollups alone. */
export async function readCampaignNumbers(db: Db, counted: Counted, kinds: readonly string[], now: Date) {
  const [totals, weeks, areas, counties, sources] = await Promise.all([
    readTotals(db, counted, kinds, now),
    readWeeks(db, counted, now),
    readDimension(db, counted, 'area'),
    readDimension(db, counted, 'county'),
    readSources(db, counted),
  ])
  return { totals, weeks, areas, counties, sources }
}

/** The Mondays of the last twelve weeks, oldest first. @param today YYYY-MM-DD */
export function lastWeeks(today: string): string[] {
  const monday = dayAfter(today, -((weekdayOf(today) + 6) % 7))
  return Array.from({ length: weeksShown }, (_, index) => dayAfter(monday, -7 * (weeksShown - 1 - index)))
}

/** Kinds that have a page, in the order of the menu. */
async function readTotals(db: Db, { groupIds, campaign }: Counted, kinds: readonly string[], now: Date) {
  const sums = (await sumPages(db, groupIds, now)).filter((sum) => campaign === '' || sum.campaign === campaign)
  return kinds.flatMap((kind): KindTotal[] => {
    const own = sums.filter((sum) => sum.kind === kind)
    const add = (key: 'all' | 'week') => own.reduce((total, sum) => total + sum[key], 0)
    return own.length > 0 ? [{ kind, all: add('all'), week: add('week') }] : []
  })
}

async function readWeeks(db: Db, counted: Counted, now: Date): Promise<WeekCount[]> {
  const mondays = lastWeeks(await readSiteDay(db, now))
  const { rows } = await sql<{ week: string; kind: string; count: number }>`
    select to_char(date_trunc('week', day), 'YYYY-MM-DD') as week, kind, sum(count)::integer as count from (
      select key::date as day, 'petition' as kind, confirmed as count from tally_by
      where dimension = 'day' and key >= ${mondays[0]!} and petition_id in (${petitionsOf(counted)})
      union all
      select day, action.kind, count from outreach_tally join advocacy_campaign as action on action.id = advocacy_campaign_id join campaign on campaign.id = action.campaign_id
      where day >= ${mondays[0]!}::date and action.group_id = any(${counted.groupIds}::uuid[]) and (${counted.campaign} = '' or campaign.slug = ${counted.campaign})
    ) as done group by 1, 2
  `.execute(db)
  return mondays.map((week) => {
    const own = rows.filter((row) => row.week === week)
    return {
      week,
      counts: Object.fromEntries(own.map(({ kind, count }) => [kind, count])),
      all: own.reduce((sum, { count }) => sum + count, 0),
    }
  })
}

/** The signatures of all petitions by one dimension, most confirmed first. */
async function readDimension(db: Db, counted: Counted, dimension: TallyDimension): Promise<Slice[]> {
  const { rows } = await sql<Slice>`
    select key, sum(received)::integer as received, sum(confirmed)::integer as confirmed from tally_by
    where dimension = ${dimension} and petition_id in (${petitionsOf(counted)}) group by key order by 3 desc, key
  `.execute(db)
  return rows
}

async function readSources(db: Db, counted: Counted): Promise<SourceCount[]> {
  const { rows } = await sql<SourceCount>`
    select jsonb_build_object('slug', slug, 'title', title) as petition, key as source, received, confirmed
    from tally_by join petition on petition.id = petition_id
    where dimension = 'source' and received > 0 and petition_id in (${petitionsOf(counted)})
    order by confirmed desc, received desc, slug, key limit ${mostSources}
  `.execute(db)
  const sums = new Map<string, SourceCount>()
  for (const row of rows) {
    const source = mainCode(row.source)
    const key = `${row.petition.slug} ${source}`
    const { received, confirmed } = sums.get(key) ?? { received: 0, confirmed: 0 }
    sums.set(key, { ...row, source, received: received + row.received, confirmed: confirmed + row.confirmed })
  }
  return [...sums.values()].sort((one, other) => other.confirmed - one.confirmed || other.received - one.received)
}

function petitionsOf({ groupIds, campaign }: Counted) {
  return sql`select petition.id from petition join campaign on campaign.id = campaign_id
    where petition.group_id = any(${groupIds}::uuid[]) and (${campaign} = '' or campaign.slug = ${campaign})`
}
