import type { Db } from '#db/client'
import { lineOf } from '~/actions/calls/bridge/dialable'
import { readCallLoads } from '~/actions/calls/call-loads.server'
import { callableAt } from '~/actions/calls/call-to-make'
import { openingAt } from '~/officials/posts/office-hours'
import type { Target, TargetContact } from '~/officials/posts/target'
import { readTargets } from '~/officials/posts/targets.server'
import type { CallSession } from './session.server'

/** An office that we ring, and where. */
export interface OfficeLine {
  /** Which one of the call it is, from 0. */
  position: number
  target: Target
  contact: TargetContact
  number: string
}

/** Whom a caller is led to next. */
export type NextOffice =
  | { outcome: 'free'; line: OfficeLine }
  /** Nobody is there now; a voicemail may be. */
  | { outcome: 'closed'; line: OfficeLine; opensAt: Date }
  | { outcome: 'nobody' }

/**
 * The next office of a call that takes one: those that have agreed, that have no number we ring, or that are full are
 * passed over.
 *
 * @param callSid   the call; an office whose line it holds already is the next, however often we are asked
 * @param from      the first that is looked at
 * @param voicemail the one whose voicemail the caller wants, though nobody is there
 */
export async function nextOffice(
  db: Db,
  session: CallSession,
  callSid: string,
  from: number,
  voicemail: number | null,
  now: Date,
): Promise<NextOffice> {
  const lines = await linesOf(db, session)
  const desks = await readCallLoads(db, session.postIds, session.limits, now)
  const held = await db
    .selectFrom('call_leg')
    .select('position')
    .where('call_sid', '=', callSid)
    .where('position', '>=', from)
    .where('free_at', '>', now)
    .executeTakeFirst()
  const mine = lines.find(({ position }) => position === held?.position)
  if (mine) return { outcome: 'free', line: mine }
  const line = lines.find(({ position, target }) => position >= from && desks.get(target.postId)?.freeAt === null)
  if (!line) return { outcome: 'nobody' }
  const opening = openingAt(line.target.organization.officeHours, line.target.organization.timeZone, now)
  return opening.is === 'closed' && line.position !== voicemail
    ? { outcome: 'closed', line, opensAt: opening.opensAt }
    : { outcome: 'free', line }
}

/** When the first of those whom a caller has not reached takes calls again, and whether they have reached anybody. */
export async function tryAgainAt(
  db: Db,
  session: CallSession,
  callSid: string,
  now: Date,
): Promise<{ again: { at: Date; zone: string } | null; hasReached: boolean }> {
  const dialled = await db.selectFrom('call_leg').select('post_id').where('call_sid', '=', callSid).execute()
  const reached = new Set(dialled.map((leg) => leg.post_id))
  const desks = await readCallLoads(db, session.postIds, session.limits, now)
  const times = (await linesOf(db, session)).flatMap(({ target }) => {
    const at = reached.has(target.postId) ? null : callableAt(target, desks.get(target.postId)!, now)
    return at ? [{ at, zone: target.organization.timeZone ?? 'America/New_York' }] : []
  })
  const [again = null] = times.sort((one, two) => one.at.getTime() - two.at.getTime())
  return { again, hasReached: reached.size > 0 }
}

async function linesOf(db: Db, { actionId, postIds }: CallSession): Promise<OfficeLine[]> {
  const [targets, agreed] = await Promise.all([
    readTargets(db, postIds),
    db
      .selectFrom('advocacy_target')
      .select('post_id')
      .where('advocacy_campaign_id', '=', actionId)
      .where('has_agreed', '=', true)
      .execute(),
  ])
  const done = new Set(agreed.map((row) => row.post_id))
  return targets.flatMap((target): OfficeLine[] => {
    const line = done.has(target.postId) ? null : lineOf(target)
    return line ? [{ ...line, position: postIds.indexOf(target.postId), target }] : []
  })
}
