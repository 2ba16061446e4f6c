import { utcDay } from '#db/utc-day'
import type { Target } from '~/officials/posts/target'
import type { CallLoad } from './call-loads.server'

/** When each post was last shown first, as an increasing counter. */
type Shown = ReadonlyMap<string, number>

const nobodyYet: Shown = new Map()

/**
 * The order in which to call: from the post they began with; for a new visitor, from the post whose turn it is,
 * preferring offices that can be called now.
 *
 * @param start slug of the post they began with, or null
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
 * Which post comes first: the one shown first longest ago or never; then the one with the fewest calls today; then a
 * different one each day, so that no post is always first.
 *
 * @param ids    posts in order, at least one
 * @param called calls to each today
 * @param day    YYYY-MM-DD
 * @returns index in `ids` to begin at; the others follow in order
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
