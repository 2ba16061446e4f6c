import { hash, randomBytes } from 'node:crypto'
import { RateLimiterMemory } from 'rate-limiter-flexible'

/** What to do with one more request from a source: take it, take it but hold it, or refuse it for some seconds. */
export type Verdict = { verdict: 'ok' } | { verdict: 'hold' } | { verdict: 'refuse'; retryAfter: number }

/** Counts requests by source. Nothing is stored: keys and counts live in memory and cannot be reversed tomorrow. */
export interface RateLimits {
  /** One more signature from this network. */
  signing(network: string, now: Date): Promise<Verdict>
  /** One more code or link request from this network. */
  asking(network: string, now: Date): Promise<Verdict>
  /** One more call to be connected from this network. */
  calling(network: string, now: Date): Promise<Verdict>
}

/** More than this many in five minutes are held (a rally's Wi-Fi goes on signing); far more are refused. */
const signingHeldAfter = 60
const signingRefusedAfter = 600
const askingRefusedAfter = 30
/** In an hour. */
const callingRefusedAfter = 5
const fiveMinutes = 300

/**
 * Opens the limits of one process. The key under which sources are counted is random and moves forward every day by a
 * one-way step, so that no record of today can be matched with an address tomorrow.
 */
export function openRateLimits(): RateLimits {
  const limits = { duration: fiveMinutes, keyPrefix: '' }
  const signing = new RateLimiterMemory({ ...limits, points: signingRefusedAfter })
  const asking = new RateLimiterMemory({ ...limits, points: askingRefusedAfter })
  const calling = new RateLimiterMemory({ duration: 3_600, keyPrefix: '', points: callingRefusedAfter })
  const keyFor = openRatchet()
  return {
    async calling(network, now) {
      const used = await consume(calling, keyFor(network, now))
      return used.isOver ? { verdict: 'refuse', retryAfter: used.retryAfter } : { verdict: 'ok' }
    },
    async signing(network, now) {
      const used = await consume(signing, keyFor(network, now))
      if (used.isOver) return { verdict: 'refuse', retryAfter: used.retryAfter }
      return { verdict: used.points > signingHeldAfter ? 'hold' : 'ok' }
    },
    async asking(network, now) {
      const used = await consume(asking, keyFor(network, now))
      return used.isOver ? { verdict: 'refuse', retryAfter: used.retryAfter } : { verdict: 'ok' }
    },
  }
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<{ isOver: boolean; points: number; retryAfter: number }> {
  try {
    const { consumedPoints } = await limiter.consume(key)
    return { isOver: false, points: consumedPoints, retryAfter: 0 }
  } catch (refusal) {
    if (refusal instanceof Error) throw refusal
    const { msBeforeNext, consumedPoints } = refusal as { msBeforeNext: number; consumedPoints: number }
    return { isOver: true, points: consumedPoints, retryAfter: Math.max(1, Math.ceil(msBeforeNext / 1_000)) }
  }
}

/** Keyed hashes of sources. Yesterday's key is overwritten by its own hash. */
export function openRatchet(): (network: string, now: Date) => string {
  let key = randomBytes(32).toString('hex')
  let day = 0
  return (network, now) => {
    const today = Math.floor(now.getTime() / 86_400_000)
    if (day !== 0 && today > day) key = hash('sha256', `next day ${key}`)
    day = Math.max(day, today)
    // A secret of fixed length first: enough for a key that lives a day in memory.
    return hash('sha256', key + network, 'base64')
  }
}
