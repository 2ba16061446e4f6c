import type { SendOutcome } from '~/mailer/mailer'

/** A text that is ready to go. */
export interface OutgoingText {
  messageId: string
  /** E.164. */
  to: string
  body: string
}

/** Sends texts, or captures them. */
export interface Sms {
  send(text: OutgoingText, now: Date): Promise<SendOutcome>
}
