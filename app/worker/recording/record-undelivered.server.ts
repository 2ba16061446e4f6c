import type { Trx } from '#db/client'
import { siteDay } from '#db/site-day'
import { changeOutcomes } from '~/actions/outreach/change-outcomes.server'
import { reportTextContact } from '~/actions/outreach/office-texts.server'
import { suppress } from '~/people/suppression.server'

/**
 * A text that was not delivered, and its recipient: a signer or a phone that texted us, by blind index, or an official.
 */
export interface Undelivered {
  messageId: string
  blindIndex: Buffer | null
  contactDetailId: string | null
}

/** The parts of `reasonOf` that matter here. */
export interface WhyUndelivered {
  isContactAtFault: boolean
  hasOptedOut: boolean
}

/**
 * Records what an undelivered or refused text tells: suppresses a phone that opted out with the provider, marks an
 * unreachable one as failing, reports an official's number, and marks the text's outreach as failed.
 */
export async function recordUndelivered(
  trx: Trx,
  { messageId, blindIndex, contactDetailId }: Undelivered,
  { isContactAtFault, hasOptedOut }: WhyUndelivered,
  now: Date,
): Promise<void> {
  await changeOutcomes(trx, [messageId], 'failed')
  if (contactDetailId && (hasOptedOut || isContactAtFault))
    await reportTextContact(trx, contactDetailId, hasOptedOut ? 'opted-out' : 'no-texts', now)
  if (!blindIndex) return
  if (isContactAtFault)
    await trx
      .updateTable('contact_point')
      .set((eb) => ({ failing_since: eb.fn.coalesce('failing_since', siteDay(now)) }))
      .where('blind_index', '=', blindIndex)
      .execute()
  if (hasOptedOut) await suppress({ trx }, { channel: 'sms', blindIndex, how: 'text' }, now)
}
