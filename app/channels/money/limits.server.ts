import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Language } from '~/i18n/language'

/** What costs money: texts and connected calls. */
export type Way = 'sms' | 'voice'

/** What a way may cost a day and has cost today, for one campaign or for all together; in millionths of a dollar. */
export interface Money {
  way: Way
  /** Null: all together. */
  campaignId: string | null
  /** '' for all together. */
  campaign: string
  /** Null: a campaign without a limit of its own. */
  limit: number | null
  spent: number
}

/** What holds for all together while the office has set no limit; in millionths of a dollar. */
export type Usual = Record<Way, number>

/** From this share on it is said that the money comes to an end. */
const nearAt = 0.8

/** Whether the day's money is spent, that of all together or that of a campaign. @param campaignId null: only that of all together matters */
export async function isOutOfMoney(
  db: Db,
  way: Way,
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

/** Today's money: all together first, then each published campaign. Days are UTC. */
export async function readMoney(db: Db, usual: Usual, language: Language, now: Date): Promise<Money[]> {
  const { rows } = await sql<Money>`
    with today as (select way, campaign_id, micros from spend where day = (${now}::timestamptz at time zone 'UTC')::date), asked (id, name) as (
      select null::uuid, '' union all select id, name ->> ${language} from campaign where state = 'published' or id in (select campaign_id from today)
    )
    select ways.way, asked.id as "campaignId", asked.name as campaign,
      coalesce(day_micros, case when asked.id is null then ways.usual end)::float8 as limit,
      (select coalesce(sum(micros), 0) from today where today.way = ways.way and (asked.id is null or today.campaign_id = asked.id))::float8 as spent
    from (values ('voice', ${usual.voice}::bigint), ('sms', ${usual.sms}::bigint)) as ways (way, usual) cross join asked
    left join money_limit on money_limit.way = ways.way and money_limit.campaign_id is not distinct from asked.id
    order by asked.id is not null, asked.name, ways.way
  `.execute(db)
  return rows
}

/** How the day's money stands against its limit. */
export function standing({ limit, spent }: Pick<Money, 'limit' | 'spent'>): 'fine' | 'near' | 'spent' {
  if (limit === null) return 'fine'
  return spent >= limit ? 'spent' : spent >= limit * nearAt ? 'near' : 'fine'
}

/** Sets what may be spent a day from now on. @param dollars null: no limit of its own, or the usual one for all together */
export async function setLimit(
  db: Db,
  way: Way,
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
