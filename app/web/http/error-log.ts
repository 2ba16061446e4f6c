import type { Logger } from './log.server'

/** Milliseconds between two lines about what can only be asked for again later. */
const quiet = 10_000

/**
 * Writes the errors of requests into the log. Those that come by the thousand, as while the database is away, get one
 * line in ten seconds, which says how many there were since the last one.
 *
 * @param isForLater whether there is nothing else to do than to ask again
 * @param now milliseconds
 */
export function openErrorLog(
  log: Pick<Logger, 'error' | 'warn'>,
  isForLater: (error: unknown) => boolean,
  now: () => number = Date.now,
) {
  let nextAt = -Infinity
  let unsaid = 0
  return (error: unknown, message: string, about: { method?: string } = {}): void => {
    if (!isForLater(error)) return log.error({ ...about, error }, message)
    if (now() < nextAt) {
      unsaid += 1
      return
    }
    log.warn({ ...about, error, unsaid }, message)
    nextAt = now() + quiet
    unsaid = 0
  }
}
