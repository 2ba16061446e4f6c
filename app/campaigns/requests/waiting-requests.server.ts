import type { Db } from '#db/client'

/** More than this nobody reads; whoever asks then is told to come back. */
export const mostWaiting = 200

/** Whether so many requests wait that no more are taken. */
export async function areTooManyWaiting(db: Db): Promise<boolean> {
  const last = await db
    .selectFrom('campaign_request')
    .select('id')
    .where('state', '=', 'waiting')
    .offset(mostWaiting - 1)
    .limit(1)
    .executeTakeFirst()
  return last !== undefined
}
