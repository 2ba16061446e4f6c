import { sql } from 'kysely'
import type { CallOutcome } from '~/actions/calls/call-outcomes'
import { outreachId } from '~/actions/outreach/outreach-id'
import { addOutreach, correctOutreach, toTenMinutes } from '~/actions/outreach/record-outreach.server'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'

type LegEvent =
  | Exclude<Extract<OpenedSubmission<'bridge-event'>['submission']['event'], { postId: string }>, { is: 'told' }>
  | { is: 'told'; position: number; postId: string; outcome: CallOutcome }

const whenNotReached: Record<string, CallOutcome> = {
  busy: 'busy',
  'no-answer': 'no-answer',
  failed: 'no-answer',
  canceled: 'no-answer',
}

interface Known {
  status: string | null
  pressed: CallOutcome | null
  is_machine: boolean
  seconds: number | null
  contact_detail_id: string | null
  begun_at: Date
}

/**
 * Records the outcome for one office in a call: the key the caller pressed; otherwise the provider's status of a leg
 * that reached nobody; otherwise voicemail if a machine answered. A connected leg without any of these is not counted,
 * because nobody knows who answered. The result does not depend on the order or repetition of events.
 */
export async function recordLeg(
  { trx }: RecordContext,
  { submission, at }: OpenedSubmission<'bridge-event'>,
  event: LegEvent,
): Promise<void> {
  const { bridgeId, callSid, actionId, language, area } = submission
  if (!actionId) return
  const learned = {
    status: event.is === 'leg' ? event.status : null,
    seconds: event.is === 'leg' ? event.seconds : null,
    pressed: event.is === 'told' ? event.outcome : null,
    isMachine: event.is === 'machine',
  }
  const { rows } = await sql<Known>`
    insert into call_leg (call_sid, position, advocacy_campaign_id, post_id, organization_id, begun_at, free_at, reserved_micros, status, seconds, pressed, is_machine)
    select ${callSid}, ${event.position}::smallint, ${actionId}::uuid, post.id, post.organization_id, ${at}::timestamptz, ${at}::timestamptz, 0, ${learned.status}::text, ${learned.seconds}::integer, ${learned.pressed}::text, ${learned.isMachine}::boolean
    from post where post.id = ${event.postId}
    on conflict (call_sid, position) do update set
      status = coalesce(call_leg.status, excluded.status), seconds = coalesce(call_leg.seconds, excluded.seconds),
      pressed = coalesce(call_leg.pressed, excluded.pressed), is_machine = call_leg.is_machine or excluded.is_machine
    returning status, pressed, is_machine, seconds, contact_detail_id, begun_at
  `.execute(trx)
  const known = rows[0]
  const outcome = known && outcomeOf(known)
  if (!outcome) return
  const outreach = {
    id: outreachId(`call ${callSid} ${event.position}`),
    advocacyId: actionId,
    postId: event.postId,
    contactDetailId: known.contact_detail_id,
    channel: 'call' as const,
    outcome,
    via: bridgeId ? ('bridge' as const) : ('call-in' as const),
    language,
    area,
    source: bridgeId ? 'web' : 'call-in',
    durationSeconds: known.seconds,
    personId: null,
    doneAt: toTenMinutes(known.begun_at),
  }
  if ((await addOutreach(trx, [outreach])) === 0) await correctOutreach(trx, outreach)
}

function outcomeOf({ pressed, status, is_machine }: Known): CallOutcome | null {
  return pressed ?? whenNotReached[status ?? ''] ?? (is_machine ? 'voicemail' : null)
}
