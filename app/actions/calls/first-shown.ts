import type { Db } from '#db/client'
import type { Target } from '~/officials/posts/target'
import type { CallLoad } from './call-loads.server'
import { inTurn } from './rotation'

/** Milliseconds after which whoever was led to a desk has told how it went, or never will. */
const remembered = 10 * 60_000

/** When a post was last shown first: the moment, and a number that grows. */
type Shows = Map<string, { at: number; turn: number }>

/** Of each database that this process serves. In memory alone: whoever opens a page writes nothing. */
const showsIn = new WeakMap<Db, Shows>()
let turn = 0

/**
 * Whom somebody who opens a call page now is to call, in turn. Calls that people make by themselves are known only when
 * they tell of them, minutes later: until then, fifty who open the page at once are led to one desk after the other.
 * Each process counts for itself.
 *
 * @param start slug of the desk they began at: they go on there, and it is nobody's turn
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
