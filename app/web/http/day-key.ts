import { hash, randomBytes } from 'node:crypto'

/** A key for one day. The next day's is its hash, so that it leads forward only. */
export interface DayKey {
  key: string
  /** Days since 1970, UTC. */
  day: number
}

/**
 * A key that is replaced every day by its own hash: what was counted under it today cannot be matched with an address
 * tomorrow.
 *
 * @param from the key of some day, to have the same as another process; default: a random one
 */
export function openDayKey(from?: DayKey): (now: Date) => DayKey {
  let { key, day } = from ?? { key: randomBytes(32).toString('hex'), day: 0 }
  return (now) => {
    const today = Math.floor(now.getTime() / 86_400_000)
    if (day === 0) day = today
    for (; day < today; day += 1) key = hash('sha256', `next day ${key}`)
    return { key, day }
  }
}
