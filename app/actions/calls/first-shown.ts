import type { Db } from '#db/client'
import type { Target } from '~/officials/posts/target'
import type { CallLoad } from './call-loads.server'
import { inTurn } from './rotation'

/** Milliseconds after which a visitor sent to a post has reported the outcome, or never will. */
const remembered = 10 * 60_000

/** When a post was last shown first: the time, and an increasing counter. */
type Shows = Map<string, { at: number; turn: number }>

/**
 * For each database this process serves. Kept in memory only, because viewing a page must not write to the database.
 */
const showsIn = new WeakMap<Db, Shows>()
let turn = 0

/**
 * Orders the targets for a visitor who opens a call page now. Calls that people make themselves are reported only
 * minutes later; until then, this rotation spreads simultaneous visitors across the posts. Each process rotates by
 * itself.
 *
 * @param start slug of the post they began with; they continue there, and the rotation does not advance
 */
export function shownInTurn(
  db: Db,
  targets: Target[],
  desks: ReadonlyMap<string, CallLoad>,
  start: string | null,
  now: Date,
): Target[] {
  const shows: Shows = showsIn.get(db) ?? new Map()
  showsIn.set(db, shows)
  const lately = new Map(
    [...shows].flatMap(([postId, show]) =>
      now.getTime() - show.at < remembered ? [[postId, show.turn] as const] : [],
    ),
  )
  const list = inTurn(targets, desks, start, now, lately)
  const [first] = list
  if (first && first.slug !== start) shows.set(first.postId, { at: now.getTime(), turn: (turn += 1) })
  return list
}
