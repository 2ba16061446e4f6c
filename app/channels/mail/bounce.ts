import type { ParsedMail } from 'mailparser'
import { recipientFault, statusIn } from './mail-fault'

/** What an email to the bounce address says about one that we sent. */
export type Bounce =
  /**
   * Delivery failed: the address is bad; the mailbox is full; the receiving server rejects our mail; it accepts nothing
   * right now; or another permanent reason.
   */
  | { what: 'failed'; why: Cause; status: string }
  /** The reader reported it as spam. */
  | { what: 'complaint' }
  /** Delayed, delivered, a vacation reply, or unrecognized: nothing changes. */
  | { what: 'nothing' }

type Cause = 'bad-address' | 'full' | 'blocked' | 'later' | 'other'

/** Bounce tokens found in return paths. The caller uses the first that is ours. */
export function tokensIn(raw: string): string[] {
  const unfolded = raw.replace(/=\r?\n/g, '').replace(/\r?\n[ \t]+/g, ' ')
  return [...new Set([...unfolded.matchAll(/\+([0-9a-f]{48})@/gi)].map((match) => match[1]!.toLowerCase()))]
}

/**
 * Bounce tokens in the address that an email was sent to in order to stop our messages (`stopAddress`). Only its own headers
 * say so: a report about one of our mails quotes that address too.
 */
export function stopTokensIn(raw: string): string[] {
  return addressedIn(raw, /\+stop-([0-9a-f]{48})@/gi)
}

/** Bounce tokens in the address that an answer to one of our mails was sent to (`replyAddress`). */
export function replyTokensIn(raw: string): string[] {
  return addressedIn(raw, /\+re-([0-9a-f]{48})@/gi)
}

function addressedIn(raw: string, token: RegExp): string[] {
  const head = (raw.split(/\r?\n\r?\n/, 1)[0] ?? '').slice(0, longestHead).replace(/\r?\n[ \t]+/g, ' ')
  const addressed = head.match(/^(?:to|cc|delivered-to|x-original-to|envelope-to):.*$/gim) ?? []
  return addressed.flatMap((line) => [...line.matchAll(token)].map((match) => match[1]!.toLowerCase()))
}

/**
 * Bounce tokens in the `List-Unsubscribe` of one of our mails that a complaint encloses: some providers take out every
 * address, the return path too, and leave this one.
 */
export function enclosedStopTokens(raw: string): string[] {
  const unfolded = raw.replace(/=\r?\n/g, '').replace(/\r?\n[ \t]+/g, ' ')
  return [...new Set([...unfolded.matchAll(/\+stop-([0-9a-f]{48})@/gi)].map((match) => match[1]!.toLowerCase()))]
}

/** Header bytes of an email or a part: Postfix's own limit. */
export const longestHead = 102_400

/**
 * Reads a mail server's report. If it has a machine-readable part, only that counts: the text for people, and any codes
 * in it, may say anything. Some servers send only a text.
 *
 * @returns null when this is no report at all
 * @see RFC 3464 (delivery status), RFC 3463 (status codes), RFC 5965 (feedback reports)
 */
export function bounceIn(mail: ParsedMail): Bounce | null {
  const part = (type: string) =>
    mail.attachments.find((one) => one.contentType.toLowerCase() === type)?.content.toString('utf8') ?? null
  const feedback = part('message/feedback-report')
  if (feedback !== null)
    return {
      what: /^(abuse|fraud|virus|other)$/i.test(fieldsOf(feedback).get('feedback-type') ?? '')
        ? 'complaint'
        : 'nothing',
    }
  const status = part('message/delivery-status') ?? part('message/global-delivery-status')
  return status === null ? inWords(mail) : deliveryOf(status)
}

/** Senders of reports, and how reports without a machine-readable part begin. */
const serverNames = /^(mailer-daemon|postmaster|mail-?delivery|mailadmin|noreply-dmarc)/i
const reportWords =
  /qmail-send program|mail delivery (software|subsystem|system)|undeliver(able|ed)|delivery (has |status notification \(?)?fail|failure notice|could(n.t| not) be delivered|(was|were) not delivered|returned mail|returned to sender|no se (ha podido|pudo|puede) entregar|correo (no entregado|devuelto)|error de entrega|may not exist, or you may not have permission/i
/** Servers try a delayed mail again. */
const delayWords =
  /\b(delayed|warning: could not send|still being retried|do not need to (do anything|resend)|retrasad[oa])\b/i
/** What follows is our own mail. */
const ownMail =
  /\n[ >]*-{2,}[^\n]{0,80}(copy of|original|returned|mensaje|message)|\n[^\n]{0,20}below this line is a copy|\nreturn-path:|\n(original message|mensaje original)/i

/** A text that quotes the subject of our mail. */
const quoted = /^[ >]*(subject|asunto):[^\n]*|["“][^"“”\n]{1,200}["”]/gim

/** What the server itself says in a subject such as "Undeliverable: Why was the hearing delayed?". */
function ownSubject(subject: string): string {
  return /^(warning|aviso)\b/i.test(subject) ? subject : subject.replace(/:.*/s, '')
}

/** A report that is only a text. A person's or program's automatic reply is none, whatever it says. */
function inWords(mail: ParsedMail): Bounce | null {
  const subject = ownSubject(mail.subject ?? '')
  const header = (name: string) => String(mail.headers.get(name) ?? '')
  const hasFailed = mail.headers.has('x-failed-recipients')
  const isReply =
    /\bvacation\b|\bauto(matic)?[ -]?(reply|response)|out of (the )?office|respuesta autom|fuera de (la )?oficina/i
  if (!hasFailed) {
    if (isReply.test(`${subject} ${header('auto-submitted')}`) || header('x-autoreply') || header('x-autorespond'))
      return null
    if (!serverNames.test(mail.from?.value[0]?.address ?? '')) return null
  }
  const whole = mail.text || String(mail.html || '').replace(/<[^<>]*>/g, ' ')
  const end = ownMail.exec(whole)?.index ?? whole.length
  const said = whole.slice(0, Math.min(end, 4_000))
  const own = `${subject} ${said.replace(quoted, ' ')}`
  if (delayWords.test(own)) return { what: 'nothing' }
  if (!hasFailed && !reportWords.test(own)) return { what: 'nothing' }
  const status = statusIn(said)
  const reply = /\b(5\d\d)[ -](?=[#(]?5\.|[A-Z<])/.exec(said)?.[1] ?? ''
  return { what: 'failed', why: causeOf(status, `${reply} ${said.replace(/\s+/g, ' ')}`.trim()), status }
}

/** Reads the first recipient that failed. Each recipient is a block of fields after the message's own block. */
function deliveryOf(report: string): Bounce {
  const blocks = report
    .replace(/\r\n/g, '\n')
    .split(/\n\s*\n/)
    .map(fieldsOf)
  // Some servers add a comment to the action, or leave it out.
  const failed = blocks.find((fields) =>
    /^failed\b/i.test(fields.get('action') ?? fields.get('status')?.replace(/^5.*/, 'failed') ?? ''),
  )
  if (!failed) return { what: 'nothing' }
  const status = /([245])\.(\d{1,3})\.(\d{1,3})/.exec(failed.get('status') ?? '')?.[0] ?? ''
  return { what: 'failed', why: causeOf(status, failed.get('diagnostic-code') ?? ''), status }
}

/**
 * Uses the same table as refusals at send time. Servers that only say 5.0.0 often quote another server's reply; then
 * that reply decides.
 */
export function causeOf(status: string, diagnostic: string): Cause {
  const said = /^(?:5\.0\.0)?$/.test(status) ? statusIn(diagnostic) || status : status
  switch (recipientFault({ reply: replyIn(diagnostic), text: diagnostic, status: said, isAtRecipient: false })) {
    case 'mailbox':
      return 'bad-address'
    case 'server':
      return 'blocked'
    case 'ours':
      return said.startsWith('5.7.') ? 'blocked' : 'other'
    case 'later':
      return 'later'
    case 'full':
      return 'full'
  }
}

/**
 * The server's reply in a diagnostic such as "smtp; 550 …". A 4xx reply is ignored: mail that failed with one was
 * retried for days.
 */
function replyIn(diagnostic: string): number | null {
  const reply = Number(/^\s*(?:smtp;\s*)?(\d{3})\b/i.exec(diagnostic)?.[1] ?? 0)
  return reply >= 500 && reply < 600 ? reply : null
}

function fieldsOf(block: string): Map<string, string> {
  const unfolded = block.replace(/\r\n/g, '\n').replace(/\n[ \t]+/g, ' ')
  return new Map(
    unfolded
      .split('\n')
      .flatMap((line): [string, string][] => {
        const at = line.indexOf(':')
        return at > 0 ? [[line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()]] : []
      })
      .reverse(),
  )
}
