import { createHash, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { translator } from '~/i18n/translator'
import { addSpend } from '~/outbox/spend.server'
import type { CallOutcome } from '~/outreach/outreach'
import { addOutreach } from '~/outreach/record-outreach.server'
import { markContact } from '~/people/signer-marks.server'
import { oweAnswer } from '~/conversations/answers.server'
import { lineOf } from '~/conversations/line.server'
import { confirmationCode } from '~/vault/links.server'
import { sealText } from '~/vault/open.server'
import type { Arrival, Recording } from '~/worker/arrival'
import { bridgePlace } from './dial-due.server'

/** Codes one phone is sent in a day, and tries at each. */
const mostCodes = 4
const mostAttempts = 5
const codeMinutes = 15

/** Writes down who wants to be connected, and owes them the code that proves their number. A phone that was sent too many today gets none. */
export async function recordBridgeRequests(recording: Recording, arrivals: Arrival<'bridge-request'>[]): Promise<void> {
  const { trx, keyring, vault } = recording
  for (const { submission, at } of arrivals) {
    const { bridgeId, actionId, phone, language, postIds, area, source, scriptUrl } = submission
    const { contactIndex } = markContact(keyring, 'sms', phone)
    const { rows } = await sql<{ n: number }>`select count(*)::integer as n from bridge_call where blind_index = ${contactIndex} and asked_at > ${at}::timestamptz - interval '24 hours'`.execute(trx)
    if (rows[0]!.n >= mostCodes) continue
    await trx
      .insertInto('bridge_call')
      .values({
        id: bridgeId, advocacy_campaign_id: actionId, blind_index: contactIndex, sealed_phone: sealText(vault.site(), bridgePlace(bridgeId), phone), language, area, source, post_ids: postIds,
        way: 'sms', state: 'unproven', failure: null, provider_id: null, asked_at: at, proven_at: null, claimed_at: null, ended_at: null, seconds: null, removed_at: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const line = await lineOf(recording, phone, at, contactIndex, language)
    const t = translator(language)
    const code = t('texts.voice.code', { code: confirmationCode(keyring, bridgeId) })
    const body = scriptUrl ? `${code} ${t('texts.voice.script', { url: scriptUrl })}` : code
    await oweAnswer(trx, recording, { conversationId: line.conversationId, template: 'text-answer', language, body, onceKey: `bridge-code ${bridgeId}` }, at)
  }
}

/** Takes the code that proves a number: at most five tries in a quarter of an hour. */
export async function recordBridgeCodes({ trx, keyring }: Recording, arrivals: Arrival<'bridge-code'>[]): Promise<void> {
  for (const { submission, at } of arrivals) {
    const call = await trx.selectFrom('bridge_call').select(['id', 'code_attempts', 'asked_at']).where('id', '=', submission.bridgeId).where('state', '=', 'unproven').forUpdate().executeTakeFirst()
    if (!call || call.code_attempts >= mostAttempts || at.getTime() - call.asked_at.getTime() > codeMinutes * 60_000) continue
    const isRight = sameDigits(confirmationCode(keyring, call.id), submission.code)
    await trx.updateTable('bridge_call').set(isRight ? { state: 'proven', proven_at: at } : { code_attempts: call.code_attempts + 1 }).where('id', '=', call.id).execute()
  }
}

function sameDigits(right: string, typed: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(right), digest(typed.replace(/\D/g, '')))
}

/** Records what became of connected calls: each leg and each end once, however often the provider tells of it. */
export async function recordBridgeEvents(recording: Recording, arrivals: Arrival<'bridge-event'>[]): Promise<void> {
  for (const arrival of arrivals) {
    switch (arrival.submission.event.is) {
      case 'answered':
        await answered(recording, arrival)
        break
      case 'leg':
      case 'told':
        await legOf(recording, arrival)
        break
      case 'ended':
        await ended(recording, arrival)
    }
  }
}

async function answered({ trx }: Recording, { submission: { bridgeId } }: Arrival<'bridge-event'>): Promise<void> {
  if (bridgeId) await trx.updateTable('bridge_call').set({ state: 'answered' }).where('id', '=', bridgeId).where('state', 'in', ['dialing', 'ringing', 'unknown']).execute()
}

const whenNotReached: Record<string, CallOutcome> = { busy: 'busy', 'no-answer': 'no-answer', failed: 'no-answer', canceled: 'no-answer' }

/**
 * An outreach for a leg that reached nobody at once, for one that did when its caller has said how it went: the key they
 * pressed. A leg that was connected and never told of counts for nothing: nobody knows who answered.
 */
async function legOf({ trx }: Recording, { submission, at }: Arrival<'bridge-event'>): Promise<void> {
  const { bridgeId, callSid, actionId, language, area, event } = submission
  if (event.is !== 'leg' && event.is !== 'told') return
  if (event.is === 'leg' && bridgeId) {
    await trx
      .insertInto('bridge_leg')
      .values({ bridge_call_id: bridgeId, position: event.position, post_id: event.postId, outcome: whenNotReached[event.status] ?? null, seconds: event.seconds, begun_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  const outcome = event.is === 'told' ? event.outcome : whenNotReached[event.status]
  if (!outcome || !actionId) return
  const leg = bridgeId ? await trx.selectFrom('bridge_leg').select('seconds').where('bridge_call_id', '=', bridgeId).where('position', '=', event.position).executeTakeFirst() : undefined
  await addOutreach(trx, [{
    id: outreachId(callSid, event.position), advocacyId: actionId, postId: event.postId, contactDetailId: null, channel: 'call', outcome, via: bridgeId ? 'bridge' : 'call-in', language, area,
    source: bridgeId ? 'web' : 'call-in', durationSeconds: event.is === 'leg' ? event.seconds : (leg?.seconds ?? null), personId: null, doneAt: at,
  }])
}

/** The same leg told of twice is the same outreach. */
function outreachId(callSid: string, position: number): string {
  const hex = createHash('sha256').update(`outreach ${callSid} ${position}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** The end of a call, and what it cost. */
async function ended({ trx }: Recording, { submission: { bridgeId, callSid, actionId, event }, at }: Arrival<'bridge-event'>): Promise<void> {
  if (event.is !== 'ended') return
  const fresh = await trx.insertInto('provider_event').values({ sid: callSid, kind: 'call-in', seen_at: at, removed_at: null }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst()
  if (fresh.numInsertedOrUpdatedRows !== 1n) return
  const call = bridgeId
    ? await trx
        .updateTable('bridge_call')
        .set({ state: 'ended', failure: event.status === 'completed' ? null : event.status, ended_at: at, seconds: event.seconds, provider_id: callSid })
        .where('bridge_call.id', '=', bridgeId)
        .returning((eb) => eb.selectFrom('advocacy_campaign').select('campaign_id').whereRef('advocacy_campaign.id', '=', 'bridge_call.advocacy_campaign_id').as('campaignId'))
        .executeTakeFirst()
    : actionId ? await trx.selectFrom('advocacy_campaign').select('campaign_id as campaignId').where('id', '=', actionId).executeTakeFirst() : undefined
  const minutes = Math.ceil(event.seconds / 60)
  if (minutes > 0) await addSpend(trx, 'voice', [{ campaignId: call?.campaignId ?? null, units: minutes, micros: minutes * minuteMicros }], at)
}

/** Of a connected minute, both ends together: what Twilio asks for in the US, rounded up. The budget is reckoned with it. */
export const minuteMicros = 28_000
