import { recipientFault, statusIn } from './mail-fault'
import type { SendOutcome } from './mailer'

/** What nodemailer reports about a failed send. */
export interface SmtpError {
  /** Nodemailer's own code: ECONNECTION, ETIMEDOUT, ETLS, EAUTH, EENVELOPE … */
  code?: string | undefined
  /** The server's reply code, such as 421 or 550 (RFC 5321 §4.2). */
  responseCode?: number | undefined
  /**
   * The step that failed: CONN, EHLO, STARTTLS, AUTH …, MAIL FROM, RCPT TO, DATA; API before anything was sent to the
   * server.
   */
  command?: string | undefined
  /** The server's full reply. It may quote an address: read here, never stored. */
  response?: string | undefined
  /** Nodemailer's own message. */
  message?: string | undefined
}

/** Reply codes that say more than their first digit. */
const replies: Record<number, string> = {
  421: 'mail-server-busy',
  450: 'mailbox-busy',
  451: 'mail-server-error',
  452: 'mail-server-full',
  454: 'mail-server-tls',
  530: 'mail-server-login',
  535: 'mail-server-login',
}

/** Full today; emptied, or given up by its owner, in some days. */
const mailboxFull: SendOutcome = { outcome: 'later', reason: 'mailbox-full', retryAfterSeconds: 14_400 }

/**
 * Maps a failed send to our outcome.
 *
 * Only a refused recipient can be the recipient's fault (`recipientFault`). A refusal at any other step is ours: at the
 * greeting, login or MAIL FROM no mail leaves at all; at DATA this provider rejects the message. 4xx, timeouts and
 * broken connections are temporary.
 */
export function smtpOutcome(error: SmtpError): SendOutcome {
  const { code, responseCode: reply, command = '', response = '' } = error
  if (code === 'EAUTH' || command.startsWith('AUTH')) return ours(error, 'mail-server-login', 'all')
  if (reply === undefined) return withoutReply(error)
  const isRecipient = command === 'RCPT TO'
  const isContent = command === 'DATA'
  const fault = recipientFault({ reply, text: response, isAtRecipient: isRecipient })
  if (reply < 500) {
    if (isRecipient && fault === 'full') return mailboxFull
    return {
      outcome: 'later',
      reason: replies[reply] ?? 'mail-server-error',
      retryAfterSeconds: null,
      ...(isRecipient || isContent ? {} : { isLine: true }),
    }
  }
  if (!isRecipient && !isContent)
    return isTooLarge(reply, response)
      ? ours(error, 'mail-too-large', 'message')
      : ours(error, replies[reply] ?? 'mail-server-refuses-us', 'all')
  if (isContent)
    // Even after DATA, our own server may say that we may not send any more.
    return fault === 'server'
      ? ours(error, 'mail-server-refuses-us', 'all')
      : ours(error, 'mail-refused-by-provider', 'domain')
  switch (fault) {
    case 'mailbox':
      return { outcome: 'refused', reason: 'no-such-mailbox', isContactAtFault: true, hasOptedOut: false }
    case 'full':
      return mailboxFull
    case 'later':
      return { outcome: 'later', reason: 'mailbox-busy', retryAfterSeconds: 3_600 }
    case 'server':
      return ours(error, replies[reply] ?? 'mail-server-refuses-us', 'all')
    case 'ours':
      return ours(error, 'mail-refused-by-provider', 'domain')
  }
}

/** The server did not answer, or nodemailer stopped before it asked. */
function withoutReply(error: SmtpError): SendOutcome {
  switch (error.code) {
    case 'ETLS':
    case 'EREQUIRETLS':
      return ours(error, 'mail-server-tls', 'all')
    case 'EENVELOPE':
      // An address that this server cannot accept, such as one with characters it does not support.
      if (error.message?.startsWith('Invalid sender')) return ours(error, 'mail-server-refuses-us', 'all')
      return { outcome: 'refused', reason: 'no-such-mailbox', isContactAtFault: true, hasOptedOut: false }
    case 'EMESSAGE':
      return ours(error, 'mail-too-large', 'message')
    case 'ETIMEDOUT':
      return { outcome: 'later', reason: 'mail-server-silent', retryAfterSeconds: null, isLine: true }
    default:
      return { outcome: 'later', reason: 'mail-server-unreachable', retryAfterSeconds: null, isLine: true }
  }
}

function ours(
  { code, responseCode, response = '' }: SmtpError,
  reason: string,
  scope: 'all' | 'domain' | 'message',
): SendOutcome {
  return {
    outcome: 'ours',
    reason,
    code: statusIn(response) || (responseCode ? String(responseCode) : null),
    scope,
    // Nodemailer's own code for a refusal of the message, once the server has read it.
    ...(code === 'EMESSAGE' ? { isContent: true } : {}),
  }
}

/** RFC 1870 §6.1, RFC 3463 5.3.4: this message is too large. */
function isTooLarge(reply: number, response: string): boolean {
  return statusIn(response) === '5.3.4' || (reply === 552 && statusIn(response) === '')
}
