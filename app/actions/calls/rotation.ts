import { utcDay } from '#db/utc-day'
import type { Target } from '~/officials/posts/target'
import type { CallLoad } from './call-loads.server'

/** When each desk was last shown first, by post: a number that grows. */
type Shown = ReadonlyMap<string, number>

const nobodyYet: Shown = new Map()

/**
 * Whom to call in which order: from the desk they began at; at first, the one whose turn it is, among those that take
 * calls if there are any.
 *
 * @param start slug of the desk they began at, or null
 */
export function inTurn(
  targets: Target[],
  desks: ReadonlyMap<string, CallLoad>,
  start: string | null,
  now: Date,
  shown = nobodyYet,
): Target[] {
  if (targets.length === 0) return targets
  const begun = targets.findIndex((target) => target.slug === start)
  if (begun >= 0) return rotated(targets, begun)
  const free = targets.filter((target) => desks.get(target.postId)!.freeAt === null)
  const candidates = (free.length > 0 ? free : targets).map((target) => target.postId)
  const first =
    candidates[
      beginAt(candidates, new Map([...desks].map(([postId, desk]) => [postId, desk.calledToday])), utcDay(now), shown)
    ]
  return rotated(
    targets,
    targets.findIndex((target) => target.postId === first),
  )
}

/**
 * Who is called first: the desk that was shown first the longest ago, or not at all; among equals, the one that was called
 * least today; among those, another one each day, so that no desk is always first.
 *
 * @param ids    the desks in their order, at least one
 * @param called calls to each today
 * @param day    YYYY-MM-DD
 * @returns the place in `ids` at which to begin; the others follow in their order
 */
export function beginAt(
  ids: readonly string[],
  called: ReadonlyMap<string, number>,
  day: string,
  shown = nobodyYet,
): number {
  const turn = Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000)
  const places = ids.map((_, index) => (turn + index) % ids.length)
  const [lastShown, count] = [shown, called].map((by) => (place: number) => by.get(ids[place]!) ?? 0) as [
    (place: number) => number,
    (place: number) => number,
  ]
  return places.reduce((best, place) =>
    (lastShown(place) - lastShown(best) || count(place) - count(best)) < 0 ? place : best,
  )
}

function rotated<T>(list: readonly T[], beginning: number): T[] {
  return [...list.slice(beginning), ...list.slice(0, beginning)]
}
