/** A mail that is ready to go. */
export interface OutgoingMail {
  /** Id of the message; gives the same Message-ID however often it is sent. */
  messageId: string
  to: string
  subject: string
  text: string
  html: string
  language: string
  /** Absolute address where this reader stops all mail (RFC 8058: a POST); null for mail to somebody who works here. */
  stopUrl: string | null
  attachments: { filename: string; content: string; contentType: string }[]
}

/**
 * What came of one send. `later` heals with time; `refused` does not; `unknown`: it may have left, and must not be
 * sent again by itself. Reasons are our words.
 */
export type SendOutcome =
  | { outcome: 'sent'; providerId: string | null }
  | { outcome: 'later'; reason: string; retryAfterSeconds: number | null }
  | { outcome: 'refused'; reason: string; isContactAtFault: boolean; hasOptedOut: boolean }
  | { outcome: 'unknown'; reason: string }

/** Sends mail, or captures it. */
export interface Mailer {
  send(mail: OutgoingMail): Promise<SendOutcome>
  close(): Promise<void>
}
