/** An email ready to send. */
export interface OutgoingMail {
  /** Message id; makes the Message-ID the same on every retry. */
  messageId: string
  to: string
  subject: string
  text: string
  /** Null: plain text only. */
  html: string | null
  language: string
  /** Name shown with ours as sender, such as "Rosa M.", or null. */
  sender: string | null
  /**
   * Name and address of a group whose domain lets us send for it, in place of ours; missing for our own. Without a DKIM key
   * it comes from our address all the same.
   */
  from?: { name: string; address: string } | null
  /** Reply-To address, or null for ours. */
  replyTo: string | null
  /** Whether answers come back to us, with a token that says to which mail; without a bounce address they go to `replyTo`. */
  takesReplies?: boolean
  /** The mail that it answers, and the chain of those before, without angle brackets. */
  answers?: { inReplyTo: string; references: string[] } | null
  /** Whether it contains a person's own words; if so, it is not marked as auto-generated (RFC 3834 §5). */
  isPersonal: boolean
  /** Part of the return path, so that we know which email bounced; '' when nothing would be recorded. */
  bounceToken: string
  /** Absolute URL where this reader stops all mail (RFC 8058: a POST); null for mail to our own staff. */
  stopUrl: string | null
  attachments: { filename: string; content: string | Buffer; contentType: string }[]
  /** Whether the sender wants to read what the server says: a test. */
  isTest?: boolean
}

/**
 * Outcome of one send. `later`: temporary. `refused`: permanent. `ours`: our fault, so it waits until fixed. `unknown`:
 * it may have left and must not be resent automatically. Reasons are our own terms.
 */
export type SendOutcome = Outcome & {
  /** What the server answered to a test, without addresses. */
  said?: string
}

type Outcome =
  | { outcome: 'sent'; providerId: string | null }
  /** `isLine`: the server itself did not answer, or not now, so no mail can leave. */
  | { outcome: 'later'; reason: string; retryAfterSeconds: number | null; isLine?: true }
  /**
   * `code`: the server's own, such as 5.7.26. `scope`: affects all mail, all mail to this domain, or this message.
   * `isContent`: the server had read the message and its From: header; before that it knows only the return path.
   */
  | { outcome: 'ours'; reason: string; code: string | null; scope: 'all' | 'domain' | 'message'; isContent?: true }
  | { outcome: 'refused'; reason: string; isContactAtFault: boolean; hasOptedOut: boolean }
  | { outcome: 'unknown'; reason: string }

/** Sends email, or captures it. */
export interface Mailer {
  /** @param now its date: the database's clock, not that of this machine */
  send(mail: OutgoingMail, now: Date): Promise<SendOutcome>
  close(): Promise<void>
}
