import type { SendOutcome } from '~/channels/mail/mailer'

/**
 * Circuit breaker for one provider: after five failures in a row it blocks sending for a while, then allows one
 * attempt.
 */
export interface Breaker {
  /** How many messages may be sent now; zero while the breaker is open. */
  allows(most: number, now: Date): number
  /** Records the outcome of one send. */
  note(result: SendOutcome, now: Date): void
}

const trips = 5
const firstRest = 15_000
const longestRest = 600_000

/** @see Nygard, Release It!, "Circuit Breaker" */
export function openBreaker(): Breaker {
  let failures = 0
  let rests = 0
  let openUntil = 0
  let trippedUntil = 0
  return {
    allows: (most, now) => (now.getTime() < openUntil ? 0 : rests > 0 ? 1 : failures > 0 ? Math.min(most, 10) : most),
    note(result, now) {
      if (!isProvidersFault(result)) {
        failures = rests = 0
        return
      }
      failures += 1
      const asked = result.outcome === 'later' ? Math.min((result.retryAfterSeconds ?? 0) * 1_000, longestRest) : 0
      const isTripped = failures >= trips || rests > 0
      const rest = isTripped ? Math.max(asked, Math.min(firstRest * 2 ** rests, longestRest)) : asked
      // Failures of sends that were in flight together trip it only once.
      if (isTripped && now.getTime() >= trippedUntil) {
        rests += 1
        trippedUntil = now.getTime() + rest
      }
      openUntil = Math.max(openUntil, now.getTime() + rest)
    },
  }
}

function isProvidersFault(result: SendOutcome): boolean {
  return result.outcome === 'later' || result.outcome === 'unknown'
}
