import type { Trx } from '#db/client'
import { utcDay } from '#db/utc-day'
import { changeOutcomes } from '~/actions/outreach/change-outcomes.server'
import { reportTextContact } from '~/actions/outreach/office-texts.server'
import { suppress } from '~/people/suppression.server'

/** A text that did not arrive, and to whom it went: a signer or a phone that texted us, by its mark, or an official. */
export interface Undelivered {
  messageId: string
  blindIndex: Buffer | null
  contactDetailId: string | null
}

/** Why, as `reasonOf` says it. */
export interface WhyUndelivered {
  isContactAtFault: boolean
  hasOptedOut: boolean
}

/**
 * Remembers what a text that did not arrive tells, whether its sending was refused or its delivery failed: a phone that has
 * opted out with the provider is suppressed, one that cannot be reached is failing, an official's number is reported, and the
 * outreach that the text was has failed.
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
      .set((eb) => ({ failing_since: eb.fn.coalesce('failing_since', eb.val(utcDay(now))) }))
      .where('blind_index', '=', blindIndex)
      .execute()
  if (hasOptedOut) await suppress({ trx }, 'sms', blindIndex, now)
}
