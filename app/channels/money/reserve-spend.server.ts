import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#db/client'
import { addSpend, type Spent } from './spend.server'

/** A text about to be sent, and what it costs. */
export interface Payable extends Spent {
  /** Sent whatever is left, such as the answer to STOP; booked all the same. */
  isExempt: boolean
}

/**
 * Books the cost of texts before they are sent, as far as today's limits go: the total and each campaign's. First come,
 * first served; a shorter text may still fit where a longer one did not. Holds a lock, so that two senders cannot both
 * spend what is left. What is not sent after all is given back with `giveBack`.
 *
 * @param usual default daily limit of the total, in millionths of a dollar
 * @returns for each text, whether it is paid for and may be sent
 */
export async function reserveSpend(db: Db, texts: Payable[], usual: number, now: Date): Promise<boolean[]> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('money sms', 0))`.execute(trx)
    const left = await readLeft(trx, usual, now)
    const isPaid = texts.map(({ campaignId, micros, isExempt }) => {
      const purses = campaignId === null ? [null] : [null, campaignId]
      const may = isExempt || purses.every((purse) => (left.get(purse) ?? Number.POSITIVE_INFINITY) >= micros)
      if (may) for (const purse of purses) if (left.has(purse)) left.set(purse, left.get(purse)! - micros)
      return may
    })
    await addSpend(
      trx,
      'sms',
      texts.filter((_, index) => isPaid[index]),
      now,
    )
    return isPaid
  })
}

/** Returns the money of texts that were not sent. @param reservedAt decides the day it is returned to */
export async function giveBack(db: Db, texts: Spent[], reservedAt: Date): Promise<void> {
  await addSpend(
    db,
    'sms',
    texts.map((one) => ({ ...one, units: -one.units, micros: -one.micros })),
    reservedAt,
  )
}

/** Campaigns that cannot pay for one more segment today; a row without campaign: the total cannot. */
export function cannotPaySegment(usual: number, segmentMicros: number, now: Date): RawBuilder<unknown> {
  return sql`select campaign_id from (${leftToday(usual, now)}) as purse where left_micros < ${Math.max(1, segmentMicros)}`
}

/** What is left of each limit, by campaign; null: the total. Campaigns without a limit of their own are not in it. */
async function readLeft(db: Db, usual: number, now: Date): Promise<Map<string | null, number>> {
  const { rows } = await sql<{ campaign_id: string | null; left_micros: number }>`${leftToday(usual, now)}`.execute(db)
  return new Map(rows.map((row) => [row.campaign_id, row.left_micros]))
}

function leftToday(usual: number, now: Date): RawBuilder<unknown> {
  const spent = (where: RawBuilder<unknown>) =>
    sql`coalesce((select sum(micros) from spend where way = 'sms' and day = (select site_day(${now})) and ${where}), 0)`
  return sql`
    select null::uuid as campaign_id, (coalesce((select day_micros from money_limit where way = 'sms' and campaign_id is null), ${usual}::bigint) - ${spent(sql`true`)})::float8 as left_micros
    union all
    select campaign_id, (day_micros - ${spent(sql`spend.campaign_id = money_limit.campaign_id`)})::float8 from money_limit where way = 'sms' and campaign_id is not null
  `
}
