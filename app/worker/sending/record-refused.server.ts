import type { Trx } from '#db/client'
import { siteDay } from '#db/site-day'
import { recordLettersReturned } from '~/actions/letters/delivery/record-letters-sent-or-returned.server'
import { suppress } from '~/people/suppression.server'
import type { ClaimedMessage } from '~/queue/outbox/message'
import { recordUndelivered } from '~/worker/recording/record-undelivered.server'

/** Why a message failed for good, and what that tells about its recipient. */
export interface Refused {
  reason: string
  isContactAtFault: boolean
  hasOptedOut: boolean
}

/**
 * Records what a permanent refusal tells about the contact, phone or official, and about the letters in the message.
 */
export async function recordRefused(trx: Trx, message: ClaimedMessage, refused: Refused, now: Date): Promise<void> {
  const { channel, contact, conversation, contactDetail } = message
  if (channel === 'sms')
    return recordUndelivered(
      trx,
      {
        messageId: message.id,
        blindIndex: (contact ?? conversation)?.blindIndex ?? null,
        contactDetailId: contactDetail?.id ?? null,
      },
      refused,
      now,
    )
  if (contactDetail) {
    const why = refused.isContactAtFault ? 'bad-address' : refused.reason === 'mail-refused' ? 'blocked' : 'other'
    await recordLettersReturned(trx, message.id, why, 'refused', refused.reason, now)
  }
  if (refused.isContactAtFault && contact) {
    const day = siteDay(now)
    await trx
      .updateTable('contact_point')
      .set((eb) => ({ failing_since: eb.fn.coalesce('failing_since', day) }))
      .where('id', '=', contact.id)
      .execute()
  }
  if (refused.hasOptedOut && contact)
    await suppress({ trx }, { channel, blindIndex: contact.blindIndex, how: 'text' }, now)
}
