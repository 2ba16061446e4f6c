import { type Ladder, waysFrom } from './ladder'
import type { StoredStep } from './ladder-content'

/** A box of the drawing, in its units. */
interface DrawnStep {
  key: string
  kind: StoredStep['kind']
  /** Top of the box. */
  y: number
}

/** A way from one box to another, as the `d` of a path. */
interface DrawnWay {
  from: string
  to: string
  path: string
  /** What leads along it: an answer, a lot, or nothing in particular. */
  by: 'next' | 'yes' | 'no' | 'other'
  /** Where its word stands. */
  at: { x: number; y: number }
}

export interface DrawnLadder {
  width: number
  height: number
  steps: DrawnStep[]
  ways: DrawnWay[]
}

/** Fits on a phone; boxes stand below each other, and ways that leave the line pass at the right. */
export const box = { x: 8, width: 268, height: 44, gap: 22 }
const width = 362

/** Draws a ladder as a path from top to bottom. */
export function drawLadder(ladder: Ladder): DrawnLadder {
  const steps = ladder.steps.map(({ key, kind }, at) => ({ key, kind, y: 8 + at * (box.height + box.gap) }))
  const top = new Map(steps.map(({ key, y }) => [key, y]))
  let lane = 0
  const ways = ladder.steps.flatMap((step): DrawnWay[] =>
    namedWays(ladder, step).flatMap(({ by, to }): DrawnWay[] => {
      const [from, target] = [top.get(step.key)!, to === null ? undefined : top.get(to)]
      if (to === null || target === undefined) return []
      if (to === ladder.next(step.key)) {
        const x = box.x + box.width / 2
        return [
          {
            from: step.key,
            to,
            by,
            path: `M${x} ${from + box.height}V${target - 2}`,
            at: { x: x + 8, y: from + box.height + 15 },
          },
        ]
      }
      // Each in a lane of its own, so that two do not cover each other.
      lane = (lane % 4) + 1
      const [right, out] = [box.x + box.width, box.x + box.width + 10 * lane]
      const [start, stop] = [from + box.height / 2 + 6, target + box.height / 2 - 6]
      return [
        {
          from: step.key,
          to,
          by,
          path: `M${right} ${start}H${out}V${stop}H${right + 2}`,
          at: { x: out + 3, y: start + 12 },
        },
      ]
    }),
  )
  return { width, height: steps.length * (box.height + box.gap) + 8, steps, ways }
}

function namedWays(ladder: Ladder, step: StoredStep): { by: DrawnWay['by']; to: string | null }[] {
  const ways = waysFrom(ladder, step.key)
  const names: readonly DrawnWay['by'][] =
    step.kind === 'condition' ? ['yes', 'no'] : step.kind === 'split' ? ['other', 'next'] : ['next']
  return ways.map((to, at) => ({ by: names[at] ?? 'next', to }))
}
