import { hash, randomBytes } from 'node:crypto'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { networkOf } from './client-key'

/** What to do with one more request from a source: take it, take it but hold it, or refuse it for some seconds. */
export type Verdict = { outcome: 'ok' } | { outcome: 'hold' } | { outcome: 'refuse'; retryAfter: number }

/** Counts requests by source. Nothing is stored: keys and counts live in memory and cannot be reversed tomorrow. */
export interface RateLimits {
  /** One more signature from this network. */
  signing(network: string, now: Date): Promise<Verdict>
  /** One more press on the page of a call, a text or a letter from this network. */
  acting(network: string, now: Date): Promise<Verdict>
  /** One more code or link request from this network. */
  asking(network: string, now: Date): Promise<Verdict>
  /** One more page rendered for this network alone. */
  rendering(network: string, now: Date): Promise<Verdict>
  /** One more call to be connected from this network. */
  calling(network: string, now: Date): Promise<Verdict>
}

/** More than this many in five minutes are held (a rally's Wi-Fi goes on signing); far more are refused. */
const signingHeldAfter = 60
const signingRefusedAfter = 600
/** A hall of a hundred people, each of whom calls three officials. */
const actingRefusedAfter = 600
const askingRefusedAfter = 30
/** Ten pages a second, all the time: a rally of six hundred who sign over one Wi-Fi and read on. Pages kept in memory do not count. */
const renderingRefusedAfter = 3_000
/** In an hour. */
const callingRefusedAfter = 5
const fiveMinutes = 300
/** How many times as much comes from a network that many are known to share; nothing from there is held. */
const sharedTimes = 10

/**
 * Opens the limits of one process. The key under which sources are counted is random and moves forward every day by a
 * one-way step, so that no record of today can be matched with an address tomorrow.
 *
 * @param sharedNetworks addresses behind which many people sit, such as a church's Wi-Fi
 */
export function openRateLimits(sharedNetworks: readonly string[] = []): RateLimits {
  const shared = new Set(sharedNetworks.map(networkOf))
  const keyFor = openRatchet()
  const inFiveMinutes = (most: number) => openLimit(most, fiveMinutes)
  const [signing, acting, asking, rendering] = [
    inFiveMinutes(signingRefusedAfter),
    inFiveMinutes(actingRefusedAfter),
    inFiveMinutes(askingRefusedAfter),
    inFiveMinutes(renderingRefusedAfter),
  ]
  const calling = openLimit(callingRefusedAfter, 3_600)
  const ofNetwork =
    (limit: Limit) =>
    async (network: string, now: Date): Promise<Verdict> =>
      verdictOf(await limit(keyFor(network, now), shared.has(network)))
  return {
    acting: ofNetwork(acting),
    asking: ofNetwork(asking),
    rendering: ofNetwork(rendering),
    calling: ofNetwork(calling),
    async signing(network, now) {
      const isShared = shared.has(network)
      const used = await signing(keyFor(network, now), isShared)
      return !used.isOver && !isShared && used.points > signingHeldAfter ? { outcome: 'hold' } : verdictOf(used)
    },
  }
}

interface Used {
  isOver: boolean
  points: number
  retryAfter: number
}

/** Counts one more under a key. */
type Limit = (key: string, isShared: boolean) => Promise<Used>

function openLimit(most: number, duration: number): Limit {
  const [ofOne, ofMany] = [most, most * sharedTimes].map(
    (points) => new RateLimiterMemory({ duration, keyPrefix: '', points }),
  ) as [RateLimiterMemory, RateLimiterMemory]
  return (key, isShared) => consume(isShared ? ofMany : ofOne, key)
}

function verdictOf({ isOver, retryAfter }: Used): Verdict {
  return isOver ? { outcome: 'refuse', retryAfter } : { outcome: 'ok' }
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<Used> {
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
