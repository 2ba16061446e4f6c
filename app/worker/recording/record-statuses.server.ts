import { changeOutcomes } from '~/actions/outreach/change-outcomes.server'
import { progress } from '~/channels/sms/message-progress'
import { reasonOf } from '~/channels/sms/twilio-outcome'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import { recordUndelivered } from './record-undelivered.server'

/**
 * Records delivery reports for texts. States only move forward, so late, repeated and unordered reports are safe. A
 * text whose sender was killed is matched by its message id, which is in the callback URL.
 */
export async function recordStatuses(
  recording: RecordContext,
  arrivals: OpenedSubmission<'text-status'>[],
): Promise<void> {
  for (const { submission, at } of arrivals) await recordStatus(recording, submission, at)
}

/** Records one delivery report. @returns whether the state changed */
export async function recordStatus(
  recording: Pick<RecordContext, 'trx'>,
  { messageId, sid, status, code, segments }: OpenedSubmission<'text-status'>['submission'],
  at: Date,
): Promise<boolean> {
  const { trx } = recording
  const message = await trx
    .selectFrom('message')
    .leftJoin('contact_point', 'contact_point.id', 'message.contact_id')
    .leftJoin('conversation', 'conversation.id', 'message.conversation_id')
    .select([
      'message.id',
      'message.state',
      'message.provider_id',
      'message.contact_detail_id',
      'contact_point.blind_index as contact_index',
      'conversation.blind_index as phone_index',
    ])
    .where('message.channel', '=', 'sms')
    .where((eb) => (messageId ? eb('message.id', '=', messageId) : eb('message.provider_id', '=', sid)))
    .forUpdate('message')
    .executeTakeFirst()
  // Ignore a callback that uses another text's message id.
  if (!message || (message.provider_id !== null && message.provider_id !== sid)) return false
  const state = progress(message.state, status)
  if (state === message.state) return false
  const failed = state === 'undelivered' ? reasonOf(code) : null
  await trx
    .updateTable('message')
    .set((eb) => ({
      state,
      provider_id: sid,
      failure: failed?.reason ?? null,
      sent_at: eb.fn.coalesce('sent_at', eb.val(at)),
      segments: eb.fn.coalesce('segments', eb.val(segments)),
    }))
    .where('id', '=', message.id)
    .execute()
  if (state === 'delivered') await changeOutcomes(trx, [message.id], 'delivered')
  if (failed)
    await recordUndelivered(
      trx,
      {
        messageId: message.id,
        blindIndex: message.contact_index ?? message.phone_index,
        contactDetailId: message.contact_detail_id,
      },
      failed,
      at,
    )
  return true
}
