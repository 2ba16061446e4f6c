import { createHmac } from 'node:crypto'
import type { RecordContext } from '~/queue/intake/opened-submission'

/**
 * Notes that something has arrived, and says whether it is for the first time, by whichever way it came in. Kept for 60 days
 * (`purge-traces.server.ts`).
 *
 * @param name what it is known by, such as its sender and Message-ID
 */
export async function isFirstArrival(
  { trx, keyring }: Pick<RecordContext, 'trx' | 'keyring'>,
  name: string,
  at: Date,
): Promise<boolean> {
  const mark = createHmac('sha256', keyring.blindKey).update(`arrival ${name}`).digest()
  const added = await trx
    .insertInto('mail_arrival')
    .values({ mark, arrived_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}
