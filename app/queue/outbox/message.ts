import type { Channel } from '#db/schema'
import type { Language } from '~/i18n/language'

/** Every message Firme sends to a person who signs. */
export type SignerTemplate =
  | 'confirm-signature'
  | 'confirm-reminder'
  | 'already-signed'
  | 'thank-you'
  | 'own-page-link'
  | 'everything-we-hold'
  | 'official-answered'
  | 'call-reminder'

/** Messages to who wrote a letter: by mail, since it is the mailbox that is confirmed; to who wrote by text, `letter-came-back` as a text. */
export type WriterTemplate = 'confirm-letter' | 'already-wrote' | 'letter-came-back'

/** Messages to owners: a day's money is nearly spent, or is. */
type MoneyTemplate = 'money-near' | 'money-spent'

/** Messages to owners: the people of a campaign are forgotten in so many days. */
type ForgettingTemplate = 'forgetting-30' | 'forgetting-7'

/** Messages to an organizer about their own account. */
type AccountTemplate = 'let-in-again'

/** Every message that has a form in `emails/`, those to organizers included. */
export type Template =
  | SignerTemplate
  | WriterTemplate
  | MoneyTemplate
  | ForgettingTemplate
  | AccountTemplate
  | 'office-invitation'

/** What goes to officials: in the words of those who wrote it. */
export type OfficialTemplate = 'letter-to-official' | 'letter-digest'

/**
 * Texts whose words are made when they are owed: answers to who has just texted us, `text-nudge` that nobody waits for, and
 * `text-to-official` in the words of who wrote it.
 */
export type AnswerTemplate = 'text-answer' | 'text-stopped' | 'text-help' | 'text-nudge' | 'text-to-official'

/** Every message there is. */
export type AnyTemplate = Template | OfficialTemplate | AnswerTemplate | KindTemplate

/** A mail that only one kind of action sends; its form stands in the kind's own object (`OutreachKind.mails`). */
export type KindTemplate = `action-${string}`

export function isKindTemplate(template: AnyTemplate): template is KindTemplate {
  return template.startsWith('action-')
}

/** What may go to a phone that has opted out: that it has, and how to come back, when it asks. */
export const evenWhenStopped: readonly AnswerTemplate[] = ['text-stopped', 'text-help']

/** Texts that nobody waits for: they leave by day only, and no organizer can change that. */
export const byDayOnly: readonly string[] = ['official-answered', 'confirm-reminder', 'letter-came-back', 'text-nudge']

/** Templates that go only to who has allowed news on the channel, checked once more when they are claimed. */
export const needsConsent: readonly Template[] = ['official-answered']

/** A message that a signer is owed. */
export interface QueuedMessage {
  channel: Channel
  template: SignerTemplate | WriterTemplate | KindTemplate
  language: Language
  contactId: string
  blindIndex: Buffer
  /** Whether somebody has ever answered from this contact. */
  proven: boolean
  /** Asked to confirm once more what waits already: that has a budget of its own. */
  isAgain?: boolean
  /** Messages of one ask count once against the budget. */
  together?: string
  personId: string | null
  signatureId: string | null
  petitionId: string | null
  /** The call, letter or text action that it is about. */
  advocacyId?: string
  /** When it leaves; at once when nothing is said. */
  dueAt?: Date
  letterId?: string
  /** Said once: a second message under the same key is not owed. */
  onceKey: string
}

/** A message in the hands of the sender. */
export interface ClaimedMessage {
  id: string
  channel: Channel
  template: AnyTemplate
  language: Language
  attempts: number
  /** A signer's contact, or null when it goes to an official or to somebody who is invited to the office. */
  contact: { id: string; campaignId: string; sealed: Buffer; blindIndex: Buffer } | null
  invitation: { id: string; sealed: Buffer } | null
  organizer: { id: string; sealed: Buffer } | null
  /** The limit that it tells of, in millionths of a dollar; without campaign that of all together. */
  alert: { way: 'sms' | 'voice'; campaign: string | null; limit: number; spent: number } | null
  /** The campaign whose people are about to be forgotten, and the day. */
  forgetting: { campaign: string; people: number; day: string } | null
  /** A phone that texted us. */
  conversation: { id: string; sealedPhone: Buffer; blindIndex: Buffer } | null
  /** The campaign whose money it costs; null: nobody's in particular. */
  paidBy: string | null
  /** An official's address or number. */
  contactDetail: { id: string; value: string } | null
  letterId: string | null
  /** Words that were sealed when it was owed. */
  sealedBody: Buffer | null
  signatureId: string | null
  petitionSlug: string | null
  petitionTitle: string | null
  /** What the petition itself says in this message, or null. */
  ownSubject: string | null
  ownText: string | null
  /** The action it is about, or that its letter belongs to, when it is about one that leads to officials. */
  action: { kind: string; slug: string; title: string } | null
  /** Sealed details of the person, or null when the message is for a contact. */
  personId: string | null
  sealedPerson: Buffer | null
}
