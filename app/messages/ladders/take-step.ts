import type { Ladder } from './ladder'
import type { StepOf } from './ladder-content'
import { nextMoment } from './next-moment'

/** What a step needs to know of somebody. */
export interface Walker {
  /** IANA, where they live; of the group where that is unknown. */
  zone: string
  answer(step: StepOf<'condition'>): boolean
  /** Their lot, the same each time it is drawn. @returns 0 to 99 */
  lot(step: StepOf<'split'>): number
}

/** Where somebody is: at which step, and whether the wait there is over. */
export interface At {
  key: string
  hasWaited: boolean
}

/** What becomes of somebody at a step: they wait there, or go on. A step to go on with that is gone is the end. */
export type Taken = { outcome: 'waits'; until: Date } | { outcome: 'goes'; to: string | null }

/**
 * Takes one step of a ladder: what moves people is here alone, for those who are in it and for the rehearsal. What a step does
 * besides (a message, a tag, a task) is done by whoever calls this.
 */
export function takeStep(ladder: Ladder, { key, hasWaited }: At, walker: Walker, now: Date): Taken {
  const step = ladder.step(key)
  const next = ladder.next(key)
  switch (step?.kind) {
    case 'wait':
      return hasWaited ? goes(next) : { outcome: 'waits', until: nextMoment(step, walker.zone, now) }
    case 'condition':
      return goes((walker.answer(step) ? step.yes : step.no) || next)
    case 'split':
      return goes(walker.lot(step) < (step.percent ?? 0) ? step.other || next : next)
    case 'go':
      return goes(step.to || null)
    case 'rung':
    case 'message':
    case 'tag':
    case 'task':
      return goes(next)
    case 'end':
    case undefined:
      return goes(null)
  }
}

function goes(to: string | null): Taken {
  return { outcome: 'goes', to }
}
