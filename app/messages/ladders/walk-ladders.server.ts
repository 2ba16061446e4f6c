import type { Db } from '#db/client'
import type { Keyring } from '~/vault/keyring'
import { climbByActs } from './climb.server'
import { sweepLadders } from './sweep.server'

/**
 * One turn of the worker: lets people climb by what they just did, then takes the steps that are due.
 *
 * @returns how much there was to do
 */
export async function walkLadders(db: Db, keyring: Keyring, now: Date): Promise<number> {
  return (await climbByActs(db, now)) + (await sweepLadders(db, keyring, now))
}
