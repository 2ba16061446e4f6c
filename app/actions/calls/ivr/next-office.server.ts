import type { Db } from '#db/client'
import { lineOf } from '~/actions/calls/bridge/dialable'
import { readCallLoads } from '~/actions/calls/call-loads.server'
import { callableAt } from '~/actions/calls/call-to-make'
import { openingAt } from '~/officials/posts/office-hours'
import type { Target, TargetContact } from '~/officials/posts/target'
import { readTargets } from '~/officials/posts/targets.server'
import { usualZone } from '~/ui/page/zones'
import type { CallSession } from './session.server'

/** An office with the number to dial. */
export interface OfficeLine {
  /** Position in the call, from 0. */
  position: number
  target: Target
  contact: TargetContact
  number: string
}

/** The next office in a call. */
export type NextOffice =
  | { outcome: 'free'; line: OfficeLine }
  /** Outside office hours; it may have voicemail. */
  | { outcome: 'closed'; line: OfficeLine; opensAt: Date }
  | { outcome: 'nobody' }

/**
 * Finds the next office in a call that can be called. Skips offices that have agreed, have no number we call, or are
 * full.
 *
 * @param callSid   the call; if it already holds an office's line, that office is next, so repeated webhooks are safe
 * @param from      first position to consider
 * @param voicemail position of a closed office whose voicemail the caller wants
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

/** When the first of the offices not dialed in this call can be called, and whether any was dialed. */
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
    return at ? [{ at, zone: target.organization.timeZone ?? usualZone }] : []
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
