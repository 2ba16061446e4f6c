import type { Db } from '#db/client'
import { isOutOfMoney } from '~/channels/money/limits.server'
import type { Env } from '~/env.server'
import { isPaused } from '~/queue/outbox/switches.server'

/** Whether calls are connected for a campaign now: nobody has stopped them, and the day's money is not spent, nor set aside for calls that are under way. */
export async function mayConnect(
  { db, env }: { db: Db; env: Pick<Env, 'prices'> },
  campaignId: string,
  now: Date,
): Promise<boolean> {
  return !(await isPaused(db, 'calls')) && !(await isOutOfMoney(db, 'voice', env.prices.callsADay, campaignId, now))
}
