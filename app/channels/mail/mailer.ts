/** A mail that is ready to go. */
export interface OutgoingMail {
  /** Id of the message; gives the same Message-ID however often it is sent. */
  messageId: string
  to: string
  subject: string
  text: string
  /** Null: plain text alone. */
  html: string | null
  language: string
  /** Who is named beside us as sender, such as "Rosa M.", or null. */
  sender: string | null
  /** Where answers go instead of to us, or null. */
  replyTo: string | null
  /** Whether a person's own words are in it: then it does not say that a machine wrote it (RFC 3834 §5). */
  isPersonal: boolean
  /** Told to the bounce address, so that we know what came back; '' when nobody would. */
  bounceToken: string
  /** Absolute address where this reader stops all mail (RFC 8058: a POST); null for mail to somebody who works here. */
  stopUrl: string | null
  attachments: { filename: string; content: string | Buffer; contentType: string }[]
}

/**
 * What came of one send. `later` heals with time; `refused` does not; `ours`: the fault is on our side, so it waits until that is
 * mended; `unknown`: it may have left, and must not be sent again by itself. Reasons are our words.
 */
export type SendOutcome =
  | { outcome: 'sent'; providerId: string | null }
  /** `isLine`: the server itself did not answer, or not now, so that no mail leaves. */
  | { outcome: 'later'; reason: string; retryAfterSeconds: number | null; isLine?: true }
  /** `code`: the server's own, such as 5.7.26. `scope`: whether it holds for all mail, all to this domain, or this one. */
  | { outcome: 'ours'; reason: string; code: string | null; scope: 'all' | 'domain' | 'message' }
  | { outcome: 'refused'; reason: string; isContactAtFault: boolean; hasOptedOut: boolean }
  | { outcome: 'unknown'; reason: string }

/** Sends mail, or captures it. */
export interface Mailer {
  send(mail: OutgoingMail): Promise<SendOutcome>
  close(): Promise<void>
}
