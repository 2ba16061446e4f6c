import { hash, randomBytes } from 'node:crypto'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { networkOf } from './client-key'

/** What to do with a request: accept it, accept but hold it, or refuse it for some seconds. */
export type RateVerdict = { outcome: 'ok' } | { outcome: 'hold' } | { outcome: 'refuse'; retryAfter: number }

/** Counts requests by source, in memory only. The keys cannot be reversed tomorrow. */
export interface RateLimits {
  /** A signature from this network. */
  signing(network: string, now: Date): Promise<RateVerdict>
  /** A form post on the page of a call, text or letter from this network. */
  acting(network: string, now: Date): Promise<RateVerdict>
  /** A request for a code or link from this network. */
  asking(network: string, now: Date): Promise<RateVerdict>
  /** A page rendered for this network alone. */
  rendering(network: string, now: Date): Promise<RateVerdict>
  /** A request for a connected call from this network. */
  calling(network: string, now: Date): Promise<RateVerdict>
}

/**
 * Above this number in five minutes signatures are held (at a rally, people on shared Wi-Fi can keep signing); far
 * above it they are refused.
 */
const signingHeldAfter = 60
const signingRefusedAfter = 600
/** Enough for a hall of a hundred people who each call three officials. */
const actingRefusedAfter = 600
const askingRefusedAfter = 30
/** Ten pages a second: enough for a rally of six hundred who sign over one Wi-Fi and read on. Cached pages do not count. */
const renderingRefusedAfter = 3_000
/** Per hour. */
const callingRefusedAfter = 5
const fiveMinutes = 300
/** How many times more is accepted from a network known to be shared; nothing from there is held. */
const sharedTimes = 10

/**
 * Opens the limits of one process. Sources are counted under a random key that is replaced every day by its own hash,
 * so that no record of today can be matched with an address tomorrow.
 *
 * @param sharedNetworks addresses shared by many people, such as a church's Wi-Fi
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
    async (network: string, now: Date): Promise<RateVerdict> =>
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

/** Counts one request under a key. */
type Limit = (key: string, isShared: boolean) => Promise<Used>

function openLimit(most: number, duration: number): Limit {
  const [ofOne, ofMany] = [most, most * sharedTimes].map(
    (points) => new RateLimiterMemory({ duration, keyPrefix: '', points }),
  ) as [RateLimiterMemory, RateLimiterMemory]
  return (key, isShared) => consume(isShared ? ofMany : ofOne, key)
}

function verdictOf({ isOver, retryAfter }: Used): RateVerdict {
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
    // A plain hash with a fixed-length secret prefix: enough for a key that exists only in memory, for a day.
    return hash('sha256', key + network, 'base64')
  }
}
