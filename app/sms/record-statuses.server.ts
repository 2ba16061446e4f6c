import { changeOutcomes } from '~/outreach/change-outcomes.server'
import { suppress } from '~/people/record-stops.server'
import type { Arrival, Recording } from '~/worker/arrival'
import { progress } from './message-progress'
import { reasonOf } from './twilio-outcome'

/**
 * Records what the provider tells of texts: each only moves forward, whatever comes late, twice or out of order. A text
 * whose sender was killed is found again by the id of the message, which its callback carries.
 */
export async function recordStatuses(recording: Recording, arrivals: Arrival<'text-status'>[]): Promise<void> {
  for (const { submission, at } of arrivals) await recordStatus(recording, submission, at)
}

/** One word about one text. @returns whether it was news */
export async function recordStatus(recording: Pick<Recording, 'trx'>, { messageId, sid, status, code, segments }: Arrival<'text-status'>['submission'], at: Date): Promise<boolean> {
  const { trx } = recording
  const message = await trx
    .selectFrom('message')
    .leftJoin('contact_point', 'contact_point.id', 'message.contact_id')
    .select(['message.id', 'message.state', 'message.provider_id', 'message.contact_id', 'contact_point.blind_index'])
    .where('message.channel', '=', 'sms')
    .where((eb) => (messageId ? eb('message.id', '=', messageId) : eb('message.provider_id', '=', sid)))
    .forUpdate('message')
    .executeTakeFirst()
  // A callback of one text under the id of another is nobody's.
  if (!message || (message.provider_id !== null && message.provider_id !== sid)) return false
  const state = progress(message.state, status)
  if (state === message.state) return false
  const failed = state === 'undelivered' ? reasonOf(code) : null
  await trx
    .updateTable('message')
    .set((eb) => ({ state, provider_id: sid, failure: failed?.reason ?? null, sent_at: eb.fn.coalesce('sent_at', eb.val(at)), segments: eb.fn.coalesce('segments', eb.val(segments)) }))
    .where('id', '=', message.id)
    .execute()
  if (state === 'delivered' || state === 'undelivered') await changeOutcomes(trx, [message.id], state === 'delivered' ? 'delivered' : 'failed')
  if (failed?.isContactAtFault && message.contact_id) {
    await trx.updateTable('contact_point').set((eb) => ({ failing_since: eb.fn.coalesce('failing_since', eb.val(at.toISOString().slice(0, 10))) })).where('id', '=', message.contact_id).execute()
  }
  if (failed?.hasOptedOut && message.blind_index) await suppress(recording, 'sms', message.blind_index, at)
  return true
}
