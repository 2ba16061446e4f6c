import type { Db } from '#db/client'
import { isOutOfMoney } from '~/channels/money/limits.server'
import type { Env } from '~/env.server'
import { isPaused } from '~/queue/outbox/switches.server'

/** Whether calls are connected for a campaign now: not stopped, and today's money neither spent nor reserved. */
export async function mayConnect(
  { db, env }: { db: Db; env: Pick<Env, 'prices'> },
  campaignId: string,
  now: Date,
): Promise<boolean> {
  return !(await isPaused(db, 'calls')) && !(await isOutOfMoney(db, 'voice', env.prices.callsADay, campaignId, now))
}
