import type { Channel } from '#db/schema'
import type { Language } from '~/i18n/language'

/** Every message Firme sends to a person who signs. */
export type Template = 'confirm-signature' | 'confirm-reminder' | 'already-signed' | 'thank-you' | 'own-page-link' | 'everything-we-hold'

/** A message that somebody is owed. */
export interface OwedMessage {
  channel: Channel
  template: Template
  language: Language
  contactId: string
  blindIndex: Buffer
  /** Whether somebody has ever answered from this contact. */
  proven: boolean
  personId: string | null
  signatureId: string | null
  petitionId: string | null
  /** Said once: a second message under the same key is not owed. */
  onceKey: string
}

/** A message in the hands of the sender. */
export interface ClaimedMessage {
  id: string
  channel: Channel
  template: Template
  language: Language
  attempts: number
  contactId: string
  campaignId: string
  sealedContact: Buffer
  blindIndex: Buffer
  signatureId: string | null
  petitionSlug: string | null
  petitionTitle: string | null
  /** Sealed details of the person, or null when the message is for a contact. */
  personId: string | null
  sealedPerson: Buffer | null
}
