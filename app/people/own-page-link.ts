import type { QueuedMessage } from '~/queue/outbox/message'

/** A way to reach somebody, as a message needs it. */
export type Recipient = Pick<QueuedMessage, 'channel' | 'language' | 'contactId' | 'blindIndex' | 'proven'>

/** A link to the own page, where whoever reads this contact sees all names on it, with what they signed and wrote, and can delete them. */
export function ownPageLink(to: Recipient, arrivalId: string): QueuedMessage {
  return {
    ...to,
    template: 'own-page-link',
    personId: null,
    signatureId: null,
    petitionId: null,
    onceKey: `own-page-link ${arrivalId} ${to.contactId}`,
  }
}
