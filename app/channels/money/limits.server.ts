import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Env } from '~/env.server'
import type { Language } from '~/i18n/language'

/** What costs money: texts and connected calls. */
export type PaidChannel = 'sms' | 'voice'

/** Daily limit and today's cost of one channel, for one campaign or in total; in millionths of a dollar. */
export interface Money {
  way: PaidChannel
  /** Null: the total. */
  campaignId: string | null
  /** '' for the total. */
  campaign: string
  /** Null: a campaign without its own limit. */
  limit: number | null
  spent: number
  /** The price of one more segment; zero for calls, which may exceed the limit by what was under way. */
  least: number
}

/** Default daily limits for the total, used until the office sets one, and the price of a segment; in millionths of a dollar. */
export type Usual = Record<PaidChannel | 'segment', number>

export function usualMoney({ callsADay, textsADay, segment }: Env['prices']): Usual {
  return { voice: callsADay, sms: textsADay, segment }
}

/** Share of the limit from which organizers are warned. */
const nearAt = 0.8

/**
 * Whether today's money is spent, in total or for a campaign.
 *
 * @param campaignId null: check only the total
 */
export async function isOutOfMoney(
  db: Db,
  way: PaidChannel,
  usual: number,
  campaignId: string | null,
  now: Date,
): Promise<boolean> {
  const { rows } =
    await sql`select from out_of_money(${way}, ${usual}, ${now}) as spent where spent.campaign_id is null or spent.campaign_id = ${campaignId}`.execute(
      db,
    )
  return rows.length > 0
}

/** Today's money: the total first, then each published campaign. */
export async function readMoney(db: Db, usual: Usual, language: Language, now: Date): Promise<Money[]> {
  const { rows } = await sql<Money>`
    with today as (select way, campaign_id, micros from spend where day = (select site_day(${now}))), asked (id, name) as (
      select null::uuid, '' union all select id, name ->> ${language} from campaign where state = 'published' or id in (select campaign_id from today)
    )
    select ways.way, asked.id as "campaignId", asked.name as campaign,
      coalesce(day_micros, case when asked.id is null then ways.usual end)::float8 as limit,
      (select coalesce(sum(micros), 0) from today where today.way = ways.way and (asked.id is null or today.campaign_id = asked.id))::float8 as spent,
      ways.least::float8 as least
    from (values ('voice', ${usual.voice}::bigint, 0), ('sms', ${usual.sms}::bigint, ${usual.segment}::bigint)) as ways (way, usual, least) cross join asked
    left join money_limit on money_limit.way = ways.way and money_limit.campaign_id is not distinct from asked.id
    order by asked.id is not null, asked.name, ways.way
  `.execute(db)
  return rows
}

/** How today's spending compares with its limit: `spent` when not even one more segment can be paid. */
export function standing({ limit, spent, least }: Pick<Money, 'limit' | 'spent' | 'least'>): 'fine' | 'near' | 'spent' {
  if (limit === null) return 'fine'
  return spent + Math.max(1, least) > limit ? 'spent' : spent >= limit * nearAt ? 'near' : 'fine'
}

/**
 * Sets the daily limit from now on.
 *
 * @param dollars null: no limit for the campaign; for the total, the default limit
 */
export async function setLimit(
  db: Db,
  way: PaidChannel,
  campaignId: string | null,
  dollars: number | null,
  now: Date,
): Promise<void> {
  if (dollars === null) {
    await sql`delete from money_limit where way = ${way} and campaign_id is not distinct from ${campaignId}::uuid`.execute(
      db,
    )
    return
  }
  await sql`
    insert into money_limit (way, campaign_id, day_micros, changed_at) values (${way}, ${campaignId}, ${Math.round(dollars * 1_000_000)}, ${now})
    on conflict (way, campaign_id) do update set day_micros = excluded.day_micros, changed_at = excluded.changed_at
  `.execute(db)
}
