import type { SendOutcome } from './mailer'

/** What nodemailer tells of a failed send. */
export interface SmtpError {
  /** Nodemailer's own word: ECONNECTION, ETIMEDOUT, ETLS, EAUTH, EENVELOPE … */
  code?: string | undefined
  /** The server's reply, such as 421 or 550 (RFC 5321 §4.2). */
  responseCode?: number | undefined
}

/** The server's replies that tell us something more than their first digit. */
const replies: Record<number, string> = {
  421: 'mail-server-busy',
  450: 'mailbox-busy',
  451: 'mail-server-error',
  452: 'mail-server-full',
  454: 'mail-server-tls',
  535: 'mail-server-login',
  550: 'no-such-mailbox',
  551: 'no-such-mailbox',
  552: 'mailbox-full',
  553: 'no-such-mailbox',
  554: 'mail-refused',
}

/** Replies to which the address itself is the reason. */
const addressAtFault = new Set([550, 551, 553])

/**
 * Turns a failed send into our word. 4xx, time-outs, broken connections and TLS failures heal; 5xx do not, but for a
 * login that is refused: that is ours to mend, and the mail waits.
 */
export function smtpOutcome({ code, responseCode }: SmtpError): SendOutcome {
  if (responseCode && responseCode >= 500 && responseCode !== 535 && responseCode !== 530) {
    const reason = replies[responseCode] ?? 'mail-refused'
    return { outcome: 'refused', reason, isContactAtFault: addressAtFault.has(responseCode), hasOptedOut: false }
  }
  const reason = (responseCode && replies[responseCode]) || connectionReason(code)
  return { outcome: 'later', reason, retryAfterSeconds: null }
}

function connectionReason(code: string | undefined): string {
  switch (code) {
    case 'ETLS':
      return 'mail-server-tls'
    case 'ETIMEDOUT':
      return 'mail-server-silent'
    case 'EAUTH':
      return 'mail-server-login'
    default:
      return 'mail-server-unreachable'
  }
}
