import { type Ladder, ladderOf } from './ladder'
import { ladderContent, type StoredStep } from './ladder-content'
import { nextMoment } from './next-moment'
import type { At } from './take-step'

/** What somebody comes to next besides waiting, and when. */
export interface Ahead {
  /** Null: the end. */
  step: StoredStep | null
  at: Date
}

/**
 * Looks past the waits before the next thing that a ladder does or asks.
 *
 * @param content as stored
 * @param place where they are, and when that is due
 * @param zone IANA, where they live
 */
export function lookAhead(content: unknown, place: At & { at: Date }, zone: string): Ahead {
  return lookInto(ladderOf(ladderContent.parse(content).steps), place, zone)
}

function lookInto(ladder: Ladder, place: At & { at: Date }, zone: string): Ahead {
  let { at } = place
  let key = place.hasWaited ? ladder.next(place.key) : place.key
  for (;;) {
    const step = key === null ? null : ladder.step(key)
    if (step?.kind !== 'wait' && step?.kind !== 'rung') return { step, at }
    if (step.kind === 'wait') at = nextMoment(step, zone, at)
    key = ladder.next(step.key)
  }
}
