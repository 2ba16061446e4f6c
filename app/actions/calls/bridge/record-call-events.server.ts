import { sql } from 'kysely'
import type { CallOutcome } from '~/actions/calls/call-outcomes'
import { costOf, minutesOf, usualCallPrices } from '~/channels/money/prices'
import { addSpend } from '~/channels/money/spend.server'
import { isFirstReport } from '~/channels/provider-events.server'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import { territoryZone } from '~/ui/forms/us-number'
import { openText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { recordCodeEvent } from './record-code-events.server'
import { recordLeg } from './record-legs.server'

type Event = OpenedSubmission<'bridge-event'>

/** Records events of bridge and code calls. Idempotent: repeated events for a leg or an end count once. */
export async function recordCallEvents(recording: RecordContext, arrivals: Event[]): Promise<void> {
  for (const arrival of arrivals) {
    const { event } = arrival.submission
    switch (event.is) {
      case 'answered':
        await answered(recording, arrival)
        break
      case 'leg':
      case 'told':
      case 'machine':
        await recordLeg(recording, arrival, event)
        break
      case 'told-on-page':
        await toldOnPage(recording, arrival, event)
        break
      case 'ended':
        await ended(recording, arrival, event)
        break
      case 'code-asked':
      case 'code-refused':
      case 'code-ended':
        await recordCodeEvent(recording, arrival, event)
    }
  }
}

async function answered({ trx }: RecordContext, { submission: { bridgeId } }: Event): Promise<void> {
  if (bridgeId)
    await trx
      .updateTable('bridge_call')
      .set({ state: 'answered' })
      .where('id', '=', bridgeId)
      .where('state', 'in', ['dialing', 'ringing', 'unknown'])
      .execute()
}

/**
 * Records what somebody told on the page after we connected them, as if they had pressed it in the call: a key that they
 * did press stays, and nothing counts twice. Nothing is recorded of a call that reached no office.
 */
async function toldOnPage(
  recording: RecordContext,
  arrival: Event,
  { outcome }: { outcome: CallOutcome },
): Promise<void> {
  const { rows } = await sql<{ callSid: string; actionId: string; position: number; postId: string }>`
    select call_sid as "callSid", call_leg.advocacy_campaign_id as "actionId", position, post_id as "postId"
    from bridge_call join call_leg on call_sid = provider_id
    where bridge_call.id = ${arrival.submission.bridgeId} order by position desc limit 1
  `.execute(recording.trx)
  const [leg] = rows
  if (!leg) return
  const { callSid, actionId, position, postId } = leg
  await recordLeg(
    recording,
    { ...arrival, submission: { ...arrival.submission, callSid, actionId } },
    { is: 'told', position, postId, outcome },
  )
}

/** Records the end of a call and its cost, and releases the money reserved for it. */
async function ended(
  recording: RecordContext,
  { submission: { bridgeId, callSid, actionId }, at }: Event,
  { status, seconds }: { status: string; seconds: number },
): Promise<void> {
  const { trx, callPrices = usualCallPrices } = recording
  if (!(await isFirstReport(trx, { kind: 'call-in', sid: callSid }, at))) return
  if (bridgeId) {
    await trx
      .updateTable('bridge_call')
      .set({
        state: 'ended',
        failure: status === 'completed' ? null : status,
        ended_at: at,
        seconds,
        provider_id: callSid,
      })
      .where('id', '=', bridgeId)
      .execute()
  }
  const legs = await trx
    .updateTable('call_leg')
    .set({ reserved_micros: '0' })
    .where('call_sid', '=', callSid)
    .returning('advocacy_campaign_id')
    .execute()
  const servedId = legs[0]?.advocacy_campaign_id ?? actionId
  const action = servedId
    ? await trx.selectFrom('advocacy_campaign').select('campaign_id').where('id', '=', servedId).executeTakeFirst()
    : undefined
  if (seconds > 0)
    await addSpend(
      trx,
      'voice',
      [
        {
          campaignId: action?.campaign_id ?? null,
          units: minutesOf(seconds),
          micros: costOf(
            { seconds, legs: legs.length, territoryEnds: await territoryEnds(recording, bridgeId, callSid) },
            callPrices,
          ),
        },
      ],
      at,
    )
}

/** Ends of a call in a territory: the phone we called, and any office. Incoming callers pay for their own end. */
async function territoryEnds({ trx, vault }: RecordContext, bridgeId: string | null, callSid: string): Promise<number> {
  const call = bridgeId
    ? await trx.selectFrom('bridge_call').select('sealed_phone').where('id', '=', bridgeId).executeTakeFirst()
    : undefined
  const { rows } = await sql<{
    value: string
  }>`select value from call_leg join contact_detail on contact_detail.id = contact_detail_id where call_sid = ${callSid}`.execute(
    trx,
  )
  const isCaller =
    bridgeId !== null &&
    call !== undefined &&
    territoryZone(openText(vault.site(), sealedAs('bridge_call', bridgeId, 'phone'), call.sealed_phone)) !== null
  return Number(isCaller) + Number(rows.some(({ value }) => territoryZone(value) !== null))
}
