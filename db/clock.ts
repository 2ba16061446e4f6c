import { sql } from 'kysely'
import type { Db } from './client'

/**
 * The database's clock, which decides in every process what is due: a machine whose own clock is wrong neither delays
 * messages nor makes links expire.
 */
export interface Clock {
  now: () => Date
  /** Compares now, and every minute from then on. */
  look: () => Promise<void>
  stop: () => void
}

/** Milliseconds. */
const comparedEvery = 60_000
/** Milliseconds an answer may take: what is measured is wrong by half of it at most. */
const longestAnswer = 1_000

/**
 * Opens the clock. Until the database first answers, and while it does not, time goes on from what was last known; at
 * first that is this machine's own clock.
 *
 * @param noteError told when the database does not answer
 * @param ownClock this machine's clock, in milliseconds
 */
export function openClock(db: Db, noteError: (error: unknown) => void, ownClock: () => number = Date.now): Clock {
  let ahead = 0
  let timer: NodeJS.Timeout | undefined
  const compare = async () => {
    const asked = ownClock()
    const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db)
    const answered = ownClock()
    if (answered - asked <= longestAnswer) ahead = rows[0]!.now.getTime() - (asked + answered) / 2
  }
  return {
    now: () => new Date(ownClock() + ahead),
    look() {
      timer ??= setInterval(() => void compare().catch(noteError), comparedEvery)
      return compare().catch(noteError)
    },
    stop: () => clearInterval(timer),
  }
}
