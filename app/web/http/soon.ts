import { setTimeout as sleep } from 'node:timers/promises'

/** Milliseconds between two looks. */
const pause = 200
const looks = 10

/**
 * Waits for what the worker makes of a submission, which usually takes less than a second, so that the answer to a post
 * can already say it.
 *
 * @param look returns null while there is nothing
 * @returns null after two seconds without anything
 */
export async function soon<Found>(look: () => Promise<Found | null>): Promise<Found | null> {
  for (let left = looks; left > 0; left -= 1) {
    const found = await look()
    if (found !== null) return found
    await sleep(pause)
  }
  return look()
}
