import type { SendOutcome } from '~/channels/mail/mailer'

/** A text that is ready to go. */
export interface OutgoingText {
  messageId: string
  /** E.164. */
  to: string
  body: string
}

/** A text that the provider took in for us. */
interface ReceivedText {
  sid: string
  from: string
  body: string
}

/** A text as the provider lists it among those that we sent. */
interface ListedText {
  sid: string
  body: string
  /** The provider's own word, as in its callbacks. */
  status: string
  code: number | null
}

/** The way out for texts, and what the provider remembers of them. */
export interface Sms {
  send(text: OutgoingText, now: () => Date): Promise<SendOutcome>
  /** How many may be sent now: none while the provider is left alone because it fails. */
  allows(most: number, now: Date): number
  /** What a segment costs, in millionths of a dollar. */
  segmentMicros: number
  /** The same of a text to a territory. */
  territorySegmentMicros: number
  /** What texts may cost a day while the office has set no limit, in millionths of a dollar. */
  dayMicros: number
  /** What arrived since then. @throws when the provider does not answer */
  listReceived(since: Date): Promise<ReceivedText[]>
  /** What we sent to a number since then. @throws when the provider does not answer */
  listSent(to: string, since: Date): Promise<ListedText[]>
  /** Deletes the provider's record; one that is gone already counts as deleted. @throws when the provider does not answer */
  remove(sid: string): Promise<void>
}
