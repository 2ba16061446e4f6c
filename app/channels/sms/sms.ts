import type { SendOutcome } from '~/channels/mail/mailer'

/** A text ready to send. */
export interface OutgoingText {
  messageId: string
  /** E.164. */
  to: string
  body: string
}

/** A text that the provider received for us. */
interface ReceivedText {
  sid: string
  from: string
  body: string
}

/** A sent text as the provider lists it. */
interface ListedText {
  sid: string
  body: string
  /** The provider's own status, as in its callbacks. */
  status: string
  code: number | null
}

/** The text channel, and the provider's records. */
export interface Sms {
  send(text: OutgoingText, now: () => Date): Promise<SendOutcome>
  /** How many may be sent now: none while the circuit breaker is open. */
  allows(most: number, now: Date): number
  /** Price of a segment, in millionths of a dollar. */
  segmentMicros: number
  /** The same for a text to a territory. */
  territorySegmentMicros: number
  /** Default daily limit for texts, used until the office sets one; in millionths of a dollar. */
  dayMicros: number
  /**
   * Texts received since then.
   *
   * @throws when the provider does not answer
   */
  listReceived(since: Date): Promise<ReceivedText[]>
  /**
   * Texts sent to a number since then.
   *
   * @throws when the provider does not answer
   */
  listSent(to: string, since: Date): Promise<ListedText[]>
  /**
   * Deletes the provider's record; already deleted counts as deleted.
   *
   * @throws when the provider does not answer
   */
  remove(sid: string): Promise<void>
}
