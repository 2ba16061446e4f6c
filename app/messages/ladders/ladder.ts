import type { StepOf, StoredStep } from './ladder-content'

/** A ladder to walk through: its lines in order, and where each leads. */
export interface Ladder {
  steps: readonly StoredStep[]
  step(key: string): StoredStep | null
  /** The step below in the same rung; null at its end. */
  next(key: string): string | null
  /** The rung that a step belongs to; null above the first. */
  rungOf(key: string): StepOf<'rung'> | null
}

/** Prepares the lines of a ladder for walking. */
export function ladderOf(steps: readonly StoredStep[]): Ladder {
  const places = new Map(steps.map(({ key }, at) => [key, at]))
  const below = (key: string) => steps[(places.get(key) ?? steps.length) + 1]
  return {
    steps,
    step: (key) => steps[places.get(key) ?? steps.length] ?? null,
    next(key) {
      const next = below(key)
      return next && next.kind !== 'rung' ? next.key : null
    },
    rungOf(key) {
      const at = places.get(key)
      return at === undefined ? null : (steps.slice(0, at + 1).findLast((one) => one.kind === 'rung') ?? null)
    },
  }
}

/** The rungs from the lowest to the highest. */
export function rungsOf({ steps }: Pick<Ladder, 'steps'>): StepOf<'rung'>[] {
  return steps.filter((step) => step.kind === 'rung')
}

/** Every step that a step can lead to; null for the end, `undefined` never. A key that is no step of its rung is kept. */
export function waysFrom(ladder: Ladder, key: string): (string | null)[] {
  const step = ladder.step(key)
  const next = ladder.next(key)
  switch (step?.kind) {
    case undefined:
    case 'end':
      return [null]
    case 'condition':
      return [step.yes || next, step.no || next]
    case 'split':
      return [step.other || next, next]
    case 'go':
      return [step.to || null]
    case 'rung':
    case 'wait':
    case 'message':
    case 'tag':
    case 'task':
      return [next]
  }
}
