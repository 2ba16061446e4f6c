import { simpleParser } from 'mailparser'
import { recipientFault, statusIn } from './mail-fault'

/** What a mail that arrived at the bounce address says of one that we sent. */
export type Bounce =
  /**
   * It will not arrive: the address is at fault; the other side does not want mail from us; it takes no more right now; or
   * something else for good.
   */
  | { what: 'failed'; why: 'bad-address' | 'blocked' | 'later' | 'other'; status: string }
  /** Its reader has said that it is spam. */
  | { what: 'complaint' }
  /** Delayed, delivered, an answer from a holiday, or nothing that we understand: nothing changes. */
  | { what: 'nothing' }

/** Marks of returned mails, as they stand in the return path; the first that is ours counts. */
export function tokensIn(raw: string): string[] {
  const unfolded = raw.replace(/=\r?\n/g, '').replace(/\r?\n[ \t]+/g, ' ')
  return [...new Set([...unfolded.matchAll(/\+([0-9a-f]{48})@/gi)].map((match) => match[1]!.toLowerCase()))]
}

/** Bytes of the headers of a mail or a part of it: Postfix's own limit. */
const longestHead = 102_400

/** A mail with longer headers, or with a thousand parts, is no report of a mail server. @throws any other error */
function orTooMuch(error: NodeJS.ErrnoException): null {
  if (error.code === 'EMAXLEN') return null
  throw error
}

/**
 * Reads a report of a mail server. Only what says so in its own machine-readable part counts: words for people, and
 * codes in them, may say anything.
 *
 * @see RFC 3464 (delivery status), RFC 3463 (status codes), RFC 5965 (feedback reports)
 */
export async function readBounce(raw: Buffer): Promise<Bounce> {
  const mail = await simpleParser(raw, {
    keepDeliveryStatus: true,
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
    skipTextLinks: true,
    maxHeadSize: longestHead,
  }).catch(orTooMuch)
  if (mail === null) return { what: 'nothing' }
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
  return status === null ? { what: 'nothing' } : deliveryOf(status)
}

/** The first recipient that failed; each recipient is a block of fields after that of the message. */
function deliveryOf(report: string): Bounce {
  const blocks = report
    .replace(/\r\n/g, '\n')
    .split(/\n\s*\n/)
    .map(fieldsOf)
  const failed = blocks.find((fields) => fields.get('action')?.toLowerCase() === 'failed')
  if (!failed) return { what: 'nothing' }
  const status = /([245])\.(\d{1,3})\.(\d{1,3})/.exec(failed.get('status') ?? '')?.[0] ?? ''
  return { what: 'failed', why: causeOf(status, failed.get('diagnostic-code') ?? ''), status }
}

/** By the same table as refusals at sending; servers that know no better than 5.0.0 often quote the reply of another, which decides then. */
function causeOf(status: string, diagnostic: string): 'bad-address' | 'blocked' | 'later' | 'other' {
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
      return 'other'
  }
}

/** The server's reply in a diagnostic, such as "smtp; 550 …"; one of the class 4 that has failed all the same was tried for days. */
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
