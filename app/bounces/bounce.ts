import { simpleParser } from 'mailparser'

/** What a mail that arrived at the bounce address says of one that we sent. */
export type Bounce =
  /** It will not arrive: the address is at fault, the other side does not want it, or something else for good. */
  | { what: 'failed'; why: 'bad-address' | 'blocked' | 'other'; status: string }
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
  const mail = await simpleParser(raw, { keepDeliveryStatus: true, skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true, skipTextLinks: true, maxHeadSize: longestHead }).catch(orTooMuch)
  if (mail === null) return { what: 'nothing' }
  const part = (type: string) => mail.attachments.find((one) => one.contentType.toLowerCase() === type)?.content.toString('utf8') ?? null
  const feedback = part('message/feedback-report')
  if (feedback !== null) return { what: /^(abuse|fraud|virus|other)$/i.test(fieldsOf(feedback).get('feedback-type') ?? '') ? 'complaint' : 'nothing' }
  const status = part('message/delivery-status') ?? part('message/global-delivery-status')
  return status === null ? { what: 'nothing' } : deliveryOf(status)
}

/** The first recipient that failed; each recipient is a block of fields after that of the message. */
function deliveryOf(report: string): Bounce {
  const blocks = report.replace(/\r\n/g, '\n').split(/\n\s*\n/).map(fieldsOf)
  const failed = blocks.find((fields) => fields.get('action')?.toLowerCase() === 'failed')
  if (!failed) return { what: 'nothing' }
  const status = /([245])\.(\d{1,3})\.(\d{1,3})/.exec(failed.get('status') ?? '')?.[0] ?? ''
  return { what: 'failed', why: causeOf(status, failed.get('diagnostic-code') ?? ''), status }
}

/** Codes that speak of the address itself (RFC 3463 §3.2, §3.3; RFC 7505), and those of policy (§3.8). */
function causeOf(status: string, diagnostic: string): 'bad-address' | 'blocked' | 'other' {
  if (/^5\.1\.(1|2|3|6|10)$/.test(status) || status === '5.2.1') return 'bad-address'
  if (status.startsWith('5.7.')) return 'blocked'
  // Servers that know no better than 5.0.0 often quote the reply of another: then that decides.
  const quoted = /^(?:5\.0\.0)?$/.test(status) ? /\b5\.\d{1,3}\.\d{1,3}\b/.exec(diagnostic)?.[0] : undefined
  return quoted && quoted !== status ? causeOf(quoted, '') : 'other'
}

function fieldsOf(block: string): Map<string, string> {
  const unfolded = block.replace(/\r\n/g, '\n').replace(/\n[ \t]+/g, ' ')
  return new Map(unfolded.split('\n').flatMap((line): [string, string][] => {
    const at = line.indexOf(':')
    return at > 0 ? [[line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()]] : []
  }).reverse())
}
