import { giveBackLines } from '~/actions/calls/take-line.server'
import { beginTwiml } from '~/channels/voice/speech'
import { firstOpenCall } from './call-in.server'
import { codeCallOf } from './prove-by-call.server'
import { type Answered, type Answering, reportEvent, sessionOf } from './session.server'

const ends = new Set(['completed', 'busy', 'no-answer', 'failed', 'canceled'])

/** Handles the end of a call: releases its lines and reports the event, from which its cost is recorded. */
export async function endCall(
  answering: Answering,
  query: URLSearchParams,
  fields: Record<string, string>,
  now: Date,
): Promise<Answered> {
  const { CallStatus: status = '', CallDuration = '0', CallSid: callSid = '' } = fields
  const nothing = { twiml: beginTwiml().toString() }
  if (!ends.has(status)) return nothing
  const about = await whatEnded(answering, query, now)
  if (!about) return { outcome: 'forged' }
  await giveBackLines(answering.db, callSid, now)
  const appended = await reportEvent(
    answering,
    { language: 'es', area: '', ...about.call },
    callSid,
    { is: about.is, status, seconds: Number(CallDuration) || 0 },
    now,
  )
  return appended.outcome === 'busy' ? appended : nothing
}

async function whatEnded(
  answering: Answering,
  query: URLSearchParams,
  now: Date,
): Promise<{ is: 'ended' | 'code-ended'; call: { bridgeId: string | null; actionId: string | null } } | null> {
  const bridgeId = query.get('b')
  // The status callback for incoming calls has no parameters of ours, but all incoming calls are connected for the same
  // action.
  if (bridgeId === null)
    return { is: 'ended', call: { bridgeId, actionId: (await firstOpenCall(answering.db, now))?.id ?? null } }
  const found =
    query.get('for') === 'code' ? await codeCallOf(answering, bridgeId) : await sessionOf(answering, query, now)
  return (
    found && { is: query.get('for') === 'code' ? 'code-ended' : 'ended', call: { bridgeId, actionId: found.actionId } }
  )
}
