import { sql } from 'kysely'
import type { Db } from '#db/client'
import { siteDay } from '#db/site-day'
import type { ListedPost } from '~/actions/kind/target-words'
import type { Language } from '~/i18n/language'

/** Numbers that are updated live. */
export interface LiveOutreach {
  all: number
  today: number
  hour: number
  reached: number
}

/** Outreach to one official, by outcome. */
export interface OfficialFigures extends ListedPost {
  postId: string
  /** Null: the post is vacant. */
  name: string | null
  /** Counts by outcome. */
  outcomes: Record<string, number>
  all: number
  reached: number
  /** YYYY-MM-DD, or null: never reached. */
  lastReached: string | null
}

/** Everything an action's dashboard shows, from its tally; only the last hour is counted from `outreach`. */
export interface OutreachFigures extends LiveOutreach {
  /** The last thirty days, oldest first. `rest`: outreach that reached nobody. */
  days: { day: string; reached: number; rest: number }[]
  outcomes: { outcome: string; count: number }[]
  languages: { language: Language; count: number }[]
  officials: OfficialFigures[]
}

/** Reads the live numbers. @param reached outcomes that count as reached */
export async function readLiveOutreach(
  db: Db,
  actionId: string,
  reached: readonly string[],
  now: Date,
): Promise<LiveOutreach> {
  const { rows } = await sql<LiveOutreach>`
    select coalesce(sum(count), 0)::integer as all, coalesce(sum(count) filter (where day = ${siteDay(now)}), 0)::integer as today,
      coalesce(sum(count) filter (where outcome = any(${[...reached]}::text[])), 0)::integer as reached,
      (select count(*)::integer from outreach where advocacy_campaign_id = ${actionId} and done_at > ${now}::timestamptz - interval '1 hour') as hour
    from outreach_tally where advocacy_campaign_id = ${actionId}
  `.execute(db)
  return rows[0]!
}

/** Live counts by outcome, named `outcome-spoke` and so on. */
export async function readLiveOutcomes(
  db: Db,
  actionId: string,
  outcomes: readonly string[],
): Promise<Record<string, number>> {
  const counts = await countByOutcome(db, actionId)
  return Object.fromEntries(outcomes.map((outcome) => [`outcome-${outcome}`, counts.get(outcome) ?? 0]))
}

async function countByOutcome(db: Db, actionId: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('outreach_tally')
    .select(({ fn }) => ['outcome', fn.sum<string>('count').as('count')])
    .where('advocacy_campaign_id', '=', actionId)
    .groupBy('outcome')
    .execute()
  return new Map(rows.map(({ outcome, count }) => [outcome, Number(count)]))
}

/** Reads the whole dashboard. @param outcomes in display order @param reached outcomes that count as reached */
export async function readOutreachFigures(
  db: Db,
  actionId: string,
  outcomes: readonly string[],
  reached: readonly string[],
  now: Date,
): Promise<OutreachFigures> {
  const [live, byDay, counts, byLanguage, officials] = await Promise.all([
    readLiveOutreach(db, actionId, reached, now),
    readDays(db, actionId, reached, now),
    countByOutcome(db, actionId),
    db
      .selectFrom('outreach_tally')
      .select(({ fn }) => ['language', fn.sum<string>('count').as('count')])
      .where('advocacy_campaign_id', '=', actionId)
      .groupBy('language')
      .orderBy('language')
      .execute(),
    readOfficials(db, actionId, reached),
  ])
  return {
    ...live,
    days: byDay,
    outcomes: outcomes.map((outcome) => ({ outcome, count: counts.get(outcome) ?? 0 })),
    languages: byLanguage.map(({ language, count }) => ({ language, count: Number(count) })),
    officials,
  }
}

async function readDays(
  db: Db,
  actionId: string,
  reached: readonly string[],
  now: Date,
): Promise<OutreachFigures['days']> {
  const { rows } = await sql<OutreachFigures['days'][number]>`
    select days.day, coalesce(sum(count) filter (where outcome = any(${[...reached]}::text[])), 0)::integer as reached, coalesce(sum(count) filter (where outcome <> all(${[...reached]}::text[])), 0)::integer as rest
    from (select generate_series(${siteDay(now, 29)}, ${siteDay(now)}, interval '1 day')::date as day) as days
    left join outreach_tally on outreach_tally.day = days.day and advocacy_campaign_id = ${actionId} group by days.day order by days.day
  `.execute(db)
  return rows
}

/** The action's listed targets, and officials that were reached because the action finds them by place. */
async function readOfficials(db: Db, actionId: string, reached: readonly string[]): Promise<OfficialFigures[]> {
  const { rows } = await sql<OfficialFigures>`
    select post.id as "postId", official.name, post.role, post.title, post.district, coalesce(outer_place.name, place.name) as place, coalesce(outer_place.kind, place.kind) as "placeKind",
      coalesce(tally.outcomes, '{}') as outcomes, coalesce(tally.all, 0) as all, coalesce(tally.reached, 0) as reached, tally.last_reached as "lastReached"
    from (select post_id as id from advocacy_target where advocacy_campaign_id = ${actionId} union select post_id from outreach_tally where advocacy_campaign_id = ${actionId}) as wanted
    join post using (id) join division as place on place.id = post.division_id left join division as outer_place on outer_place.id = place.parent_id and place.kind = 'district'
    left join membership on membership.post_id = post.id and membership.ended_on is null left join official on official.id = membership.official_id
    left join advocacy_target on advocacy_target.post_id = post.id and advocacy_target.advocacy_campaign_id = ${actionId}
    left join lateral (
      select jsonb_object_agg(outcome, count) as outcomes, sum(count)::integer as all, (sum(count) filter (where outcome = any(${[...reached]}::text[])))::integer as reached, max(last) filter (where outcome = any(${[...reached]}::text[])) as last_reached
      from (select outcome, sum(count)::integer as count, max(day) as last from outreach_tally where advocacy_campaign_id = ${actionId} and post_id = post.id group by outcome) as by_outcome
    ) as tally on true
    order by coalesce(tally.reached, 0) desc, coalesce(tally.all, 0) desc, advocacy_target.position nulls last, post.slug
    limit 500
  `.execute(db)
  return rows
}
