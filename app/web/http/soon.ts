import { setTimeout as sleep } from 'node:timers/promises'

/** Milliseconds before each look after the first: two seconds in all, and seven looks in the worst case. */
const pauses = [100, 200, 300, 400, 500, 500]

/**
 * Waits for what the worker makes of a submission, which usually takes less than a second, so that the answer to a post
 * can already say it.
 *
 * @param look returns null while there is nothing
 * @returns null after two seconds without anything
 */
export async function soon<Found>(look: () => Promise<Found | null>): Promise<Found | null> {
  let found = await look()
  for (const pause of pauses) {
    if (found !== null) break
    await sleep(pause)
    found = await look()
  }
  return found
}
