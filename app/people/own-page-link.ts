import type { QueuedMessage } from '~/queue/outbox/message'

/** A contact as the outbox needs it. */
export type Recipient = Pick<QueuedMessage, 'channel' | 'language' | 'contactId' | 'blindIndex' | 'proven'>

/** A message with a link to the own page, where its reader sees and can delete everything from this contact. */
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
