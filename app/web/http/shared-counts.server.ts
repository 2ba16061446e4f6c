import cluster, { type Worker } from 'node:cluster'
import { RateLimiterClusterMaster } from 'rate-limiter-flexible'
import { type DayKey, openDayKey } from './day-key'

/** What a web process asks its parent. */
const askForKey = 'firme: day key'
/** Milliseconds. */
const longestWait = 2_000

/**
 * Counts requests for all web processes of this machine, in the parent's memory: otherwise each would allow the whole limit.
 * Gives them the key under which sources are counted; addresses stay with the processes that see them.
 */
export function keepSharedCounts(): void {
  new RateLimiterClusterMaster()
  const dayKey = openDayKey()
  cluster.on('message', (worker: Worker, message: unknown) => {
    if (message === askForKey && worker.isConnected()) worker.send({ dayKey: dayKey(new Date()) })
  })
}

/** Asks the parent for the key of the shared counts. @returns null without a parent that keeps any; then each process counts alone */
export function joinSharedCounts(): Promise<DayKey | null> {
  if (!cluster.isWorker) return Promise.resolve(null)
  return new Promise((resolve) => {
    const finish = (key: DayKey | null) => {
      clearTimeout(timer)
      process.off('message', hear)
      resolve(key)
    }
    const hear = (message: unknown) => {
      if (typeof message === 'object' && message !== null && 'dayKey' in message) finish(message.dayKey as DayKey)
    }
    const timer = setTimeout(() => finish(null), longestWait)
    process.on('message', hear)
    process.send!(askForKey)
  })
}
