import type { Channel, Role } from '#db/schema'
import type { Language } from '~/i18n/language'

/** Every message Firme sends to a signer. */
export type SignerTemplate =
  | 'confirm-signature'
  | 'confirm-reminder'
  | 'confirm-contact'
  | 'contact-changing'
  | 'already-signed'
  | 'thank-you'
  | 'own-page-link'
  | 'everything-we-hold'
  | 'official-answered'
  | 'call-reminder'
  | 'somebody-here'
  | 'confirm-news'
  | 'ladder-message'
  | 'did-they-answer'

/**
 * Messages to letter writers: by email, since it is the mailbox that is confirmed. `letter-came-back` goes as a text to
 * people who wrote by text.
 */
export type WriterTemplate = 'confirm-letter' | 'already-wrote' | 'letter-came-back'

/** Messages to owners: a daily limit is nearly or fully spent. */
type MoneyTemplate = 'money-near' | 'money-spent'

/** Messages to owners: a campaign's people will be forgotten in this many days. */
type ForgettingTemplate = 'forgetting-30' | 'forgetting-7'

/** What needs an organizer and what came in, for those who asked for it. */
type DigestTemplate = 'daily-digest'

/** Messages to an organizer about their own account. */
type AccountTemplate = 'let-in-again' | 'sign-in-failed' | AddressTemplate | 'sender-test'

/**
 * Mail about an address: to a new one, of an organizer or of a group's mail, with the link that confirms it; and to the one
 * that an organizer has so far. Its recipient is sealed in its body.
 */
type AddressTemplate = 'confirm-address' | 'confirm-sender' | 'address-changes'

const addressTemplates: readonly AnyTemplate[] = [
  'confirm-address',
  'confirm-sender',
  'address-changes',
] satisfies AddressTemplate[]

export function isAddressTemplate(template: AnyTemplate): template is AddressTemplate {
  return addressTemplates.includes(template)
}

/** Every message with a template in `emails/`, including those to organizers. */
export type Template =
  | SignerTemplate
  | WriterTemplate
  | MoneyTemplate
  | ForgettingTemplate
  | AccountTemplate
  | DigestTemplate
  | 'office-invitation'

/** Mail to officials, in the writers' words. */
export type OfficialTemplate = 'letter-to-official' | 'letter-digest'

/**
 * Texts written when queued: replies to a phone that has just texted us, `text-nudge`, which nobody is waiting for, and
 * `text-to-official` in the writer's words.
 */
export type AnswerTemplate = 'text-answer' | 'text-stopped' | 'text-help' | 'text-nudge' | 'text-to-official'

/** A mail that an organizer writes by hand to somebody who answered our mail. */
export type HandTemplate = 'mail-answer'

/** A message to many, in an organizer's words, and the same shown to its writer (`messages/broadcasts/`). */
export type BroadcastTemplate = 'broadcast' | 'broadcast-test'

/** All messages. */
export type AnyTemplate = Template | OfficialTemplate | AnswerTemplate | HandTemplate | KindTemplate | BroadcastTemplate

/** An email that only one kind of action sends; its template is in the kind's own object (`OutreachKind.mails`). */
export type KindTemplate = `action-${string}`

export function isKindTemplate(template: AnyTemplate): template is KindTemplate {
  return template.startsWith('action-')
}

/** Allowed even after an opt-out, as replies: that the phone is opted out and how to come back. */
export const evenWhenStopped: readonly AnswerTemplate[] = ['text-stopped', 'text-help']

/** Mails of which none is better than two: not sent again when it is unknown whether they were. */
export const neverTwice: readonly AnyTemplate[] = ['daily-digest']

/** Sent even when the day's money is spent. */
export const evenWithoutMoney: readonly AnyTemplate[] = ['text-stopped']

/** Texts that nobody is waiting for: sent only during the day, which organizers cannot change. */
export const byDayOnly: readonly string[] = [
  'official-answered',
  'confirm-reminder',
  'contact-changing',
  'ladder-message',
  'letter-came-back',
  'somebody-here',
  'text-nudge',
  'broadcast',
]

/** What is sent to many: only to who subscribed (`people/subscriptions.server.ts`), and no more often than we promise. */
export const toMany: readonly AnyTemplate[] = ['official-answered', 'did-they-answer', 'broadcast', 'ladder-message']

/**
 * Whether a mail comes from its group's own address: once the DNS lets us send for it and our mail server has accepted a
 * test. The test itself goes first. Mail to officials always comes from our address.
 */
export function comesFromGroup(message: ClaimedMessage): boolean {
  const { senderAddress, isSenderAligned, isSenderAccepted, template, contactDetail } = message
  if (contactDetail) return false
  return senderAddress !== null && isSenderAligned && (isSenderAccepted || template === 'sender-test')
}

/** A message to a signer or writer, to be queued. */
export interface QueuedMessage {
  channel: Channel
  template: SignerTemplate | WriterTemplate | KindTemplate
  language: Language
  contactId: string
  blindIndex: Buffer
  /** Whether somebody has ever responded from this contact. */
  proven: boolean
  /** Repeats a request to confirm; uses a separate budget. */
  isAgain?: boolean
  /** Messages with the same value count once against the budget. */
  together?: string
  personId: string | null
  signatureId: string | null
  petitionId: string | null
  /** The call, letter or text action that it is about. */
  advocacyId?: string
  /** When to send it; default: at once. */
  dueAt?: Date
  /** It does not leave from then on; default: it may whenever it can. */
  dueUntil?: Date
  letterId?: string
  /** Idempotency key: a second message with the same key is not queued. */
  onceKey: string
}

/** A message claimed for sending. */
export interface ClaimedMessage {
  id: string
  channel: Channel
  template: AnyTemplate
  language: Language
  attempts: number
  /** A signer's contact; null for an official or an invited organizer. */
  contact: { id: string; campaignId: string; sealed: Buffer; blindIndex: Buffer } | null
  /** The name that the group's mail to signers comes from; null: ours. */
  senderName: string | null
  /** The group's own address, once somebody who reads its mail has confirmed it, and whether mail may come from it. */
  senderAddress: string | null
  isSenderAligned: boolean
  /** Whether our mail server has accepted mail from it, in a test. */
  isSenderAccepted: boolean
  /** The member group whose mail it is, and how it says that it can be reached; null for the network's, and for others. */
  group: { name: string; town: string; mail: string | null; phone: string | null } | null
  /** Of the group whose mail it is, also the network. */
  postalAddress: string | null
  /** What the group whose mail it is goes by, also the network; '' for others, and for a network without a name. */
  groupName: string
  /** The campaign of the contact, in the message's language; null for organizers and officials. */
  campaignName: string | null
  invitation: {
    id: string
    sealed: Buffer
    group: string
    role: Role
    /** Who invites. */
    by: { id: string; sealed: Buffer } | null
  } | null
  organizer: { id: string; sealed: Buffer } | null
  /** The limit reported, in millionths of a dollar; null campaign: the total. */
  alert: { way: 'sms' | 'voice'; campaign: string | null; limit: number; spent: number } | null
  /** The campaign whose people are about to be forgotten, and the day. */
  forgetting: { campaign: string; people: number; day: string } | null
  /** A day's digest for an organizer: its day in their zone, and `DigestContent`. */
  digest: { day: string; content: unknown } | null
  /** A phone that texted us. */
  conversation: { id: string; sealedPhone: Buffer; blindIndex: Buffer } | null
  /** The campaign that pays for it; null: none in particular. */
  paidBy: string | null
  /** The message to many that it is, or shows to its writer, and which of two subjects it has. */
  broadcastId: string | null
  variant: 'a' | 'b' | null
  /** The request for news that it asks to confirm. */
  newsRequestId: string | null
  /** The list of people that somebody came with whom it asks: where it says that we met them, and its day; '' for unknown. */
  list: { where: string; day: string } | null
  /** An official's address or number. */
  contactDetail: { id: string; value: string } | null
  letterId: string | null
  /** Text sealed when the message was queued. */
  sealedBody: Buffer | null
  /** Subject of a mail written by hand, and what it answers; sealed. */
  sealedMail: Buffer | null
  signatureId: string | null
  petitionSlug: string | null
  petitionTitle: string | null
  /** The petition's own words for this message, or null. */
  ownSubject: string | null
  ownText: string | null
  /** The action that it, or its letter, belongs to; null when there is none. */
  action: { kind: string; slug: string; title: string } | null
  /** Sealed details of the person, or null when the message is for a contact. */
  personId: string | null
  sealedPerson: Buffer | null
}
