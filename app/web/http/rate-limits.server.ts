import { hash } from 'node:crypto'
import { RateLimiterCluster, RateLimiterMemory } from 'rate-limiter-flexible'
import { networkOf } from './client-key'
import { type DayKey, openDayKey } from './day-key'

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
  /** Messages stopped from this network: mailbox providers stop them for many people. */
  stopping(network: string, now: Date): Promise<RateVerdict>
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
/** A mailbox provider unsubscribes everybody it delivers to, after a large mailing. */
const stoppingRefusedAfter = 1_000
/** Ten pages a second: enough for a rally of six hundred who sign over one Wi-Fi and read on. Cached pages do not count. */
const renderingRefusedAfter = 3_000
/** Per hour. */
const callingRefusedAfter = 5
const fiveMinutes = 300
/** How many times more is accepted from a network known to be shared; nothing from there is held. */
const sharedTimes = 10

/**
 * Opens the limits. Sources are counted under a key that changes every day, so that no record of today can be matched
 * with an address tomorrow.
 *
 * @param sharedNetworks addresses shared by many people, such as a church's Wi-Fi
 * @param sharedKey the key of the counts that this machine's processes share (`joinSharedCounts`); null: this process counts alone
 */
export function openRateLimits(sharedNetworks: readonly string[] = [], sharedKey: DayKey | null = null): RateLimits {
  const shared = new Set(sharedNetworks.map(networkOf))
  const keyFor = openRatchet(sharedKey ?? undefined)
  const limit = (name: string, most: number, duration = fiveMinutes) => {
    const [ofOne, ofMany] = [
      openLimit({ name, points: most, duration }, sharedKey !== null),
      openLimit({ name: `${name} of many`, points: most * sharedTimes, duration }, sharedKey !== null),
    ]
    return (key: string, isShared: boolean) => (isShared ? ofMany : ofOne)(key)
  }
  const signing = limit('signing', signingRefusedAfter)
  const acting = limit('acting', actingRefusedAfter)
  const asking = limit('asking', askingRefusedAfter)
  const stopping = limit('stopping', stoppingRefusedAfter)
  const rendering = limit('rendering', renderingRefusedAfter)
  const calling = limit('calling', callingRefusedAfter, 3_600)
  const ofNetwork =
    (limit: Limit) =>
    async (network: string, now: Date): Promise<RateVerdict> =>
      verdictOf(await limit(keyFor(network, now), shared.has(network)))
  return {
    acting: ofNetwork(acting),
    asking: ofNetwork(asking),
    stopping: ofNetwork(stopping),
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

/** Counts one request under a key, in a network that is shared or not. */
type Limit = (key: string, isShared: boolean) => Promise<Used>

/** Milliseconds. */
const parentAnswersWithin = 1_000

function openLimit(
  { name, points, duration }: { name: string; points: number; duration: number },
  isOfMachine: boolean,
): (key: string) => Promise<Used> {
  const own = new RateLimiterMemory({ duration, keyPrefix: name, points })
  if (!isOfMachine) return (key) => consume(own, key)
  const ofMachine = new RateLimiterCluster({ duration, keyPrefix: name, points, timeoutMs: parentAnswersWithin })
  return async (key) => {
    try {
      // While this process is stopping its parent may be gone already.
      if (process.connected) return await consume(ofMachine, key)
    } catch {
      // The parent did not answer in time: nobody is refused or held up because of that.
    }
    return consume(own, key)
  }
}

function verdictOf({ isOver, retryAfter }: Used): RateVerdict {
  return isOver ? { outcome: 'refuse', retryAfter } : { outcome: 'ok' }
}

async function consume(limiter: RateLimiterMemory | RateLimiterCluster, key: string): Promise<Used> {
  try {
    const { consumedPoints } = await limiter.consume(key)
    return { isOver: false, points: consumedPoints, retryAfter: 0 }
  } catch (refusal) {
    if (refusal instanceof Error) throw refusal
    const { msBeforeNext, consumedPoints } = refusal as { msBeforeNext: number; consumedPoints: number }
    return { isOver: true, points: consumedPoints, retryAfter: Math.max(1, Math.ceil(msBeforeNext / 1_000)) }
  }
}

/** Keyed hashes of sources. @param from see `openDayKey` */
export function openRatchet(from?: DayKey): (network: string, now: Date) => string {
  const dayKey = openDayKey(from)
  // A plain hash with a fixed-length secret prefix: enough for a key that exists only in memory, for a day.
  return (network, now) => hash('sha256', dayKey(now).key + network, 'base64')
}
