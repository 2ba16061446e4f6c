/** A mail server's reply about one email. */
export interface MailReply {
  /** Reply code such as 550 (RFC 5321 §4.2); null in a report without one. */
  reply: number | null
  /** As the server wrote it. Searched for codes and a few plain words; never stored. */
  text: string
  /** RFC 3463 status, when known from somewhere other than the text. */
  status?: string
  /** Whether the server said it about the recipient (RCPT TO). A report does not say at which step. */
  isAtRecipient: boolean
}

/**
 * Who is at fault when a recipient is refused.
 *
 * `mailbox`: no such address. `full`: the mailbox exists but accepts nothing more. `later`: accepts nothing right now.
 * `server`: our own mail server requires something from us before it accepts any mail. `ours`: the receiving side
 * rejects mail from us, or could not be reached.
 */
export type MailFault = 'mailbox' | 'full' | 'later' | 'server' | 'ours'

/** Phrases by which servers say that the address does not exist. */
const unknownWords =
  /no such (user|recipient|mailbox|person|account|address)|(user|recipient|mailbox|account|address)( is| was)? ?(unknown|not found|not exist|unavailable|disabled|inactive)|unknown (user|recipient|mailbox|account|local)|(does ?n.?t|do ?n.?t|does not|do not|(?<!may )not) (exist|have an? [^\n]{0,40}account)|invalid (mailbox|recipient|user)|not (listed|found) in [^\n]{0,40}directory|not our customer|no mailbox here|could ?n.?t find any host|non-?existent (host|domain|user|mailbox|address)|unrouteable address|nullmx|null mx|(domain|host)( name)?( was| is)? not found|no longer (available|valid|in use|with us|employed)/i
/** Phrases by which servers say that they reject the sender. */
const policyWords =
  /relay|\bspf\b|dkim|dmarc|spam|black ?list|block ?list|\bblocked\b|deny ?list|\brbl\b|dnsbl|policy|prohibit|reputation|authenticat|not authori[sz]ed|unauthori[sz]ed|permission|access denied|sender|reverse dns|\bptr\b|rate ?limit|limit exceeded|quota|unsolicited|banned/i
/**
 * What only our own mail server says. Many servers (Postfix's `smtpd_delay_reject`) answer about us, the login and the
 * sender only at RCPT TO.
 */
const serverWords =
  /relay(ing)?( access)?( is)?( not)? (denied|permitted|allowed|prohibited)|(not permitted|unable|denied|cannot|not allowed) to relay|relay(ing)? (denied|not)|sender verify failed|not owned by (auth )?user|not logged in|send ?as ?denied|not (allowed|permitted|authori[sz]ed) to send|must (issue a starttls|authenticate)|authentication (is )?required|client host rejected: access denied/i
const rateWords = /\brate\b|too (many|much|fast)|limit|per hour|try again|temporar/i
/** A mailbox has no room; not the sender's quota. */
const fullWords =
  /(mail ?box|inbox|account|disk)( is)? full|over ?(its |the |their )?quota|quota (is )?exceeded|exceed(s|ed)?( its| the| their)?( storage| mailbox)* quota|out of storage/i
const sendingWords = /send|sent|outgoing|daily|per day|hour/i
/**
 * RFC 3463 §3.8 and RFC 4954 §6: authentication required or failed. RFC 3463 §3.5, 5.4.5: our provider's daily limit.
 * Yahoo uses 5.7.9 for messages that it does not want.
 */
const ofServer = new Set(['7.8', '7.9', '7.11', '7.13', '7.14', '4.5'])

/**
 * Classifies the refusal of a recipient: a reply to RCPT TO, or a bounce report. One table for both.
 *
 * The address is at fault only when the reply is about the address itself: codes x.1.x (except the two about the
 * sender), and a plain 550, 551 or 553 whose words do not say otherwise. Policy (x.7.x), routing (x.4.x) and system
 * (x.3.x) codes count as ours, except where well-known servers use them for unknown addresses.
 *
 * @see RFC 3463 (status codes), RFC 7505 (null MX)
 */
export function recipientFault({ reply, text: said, status, isAtRecipient }: MailReply): MailFault {
  const text = said.slice(0, 2_000)
  const code = detailOf(status ?? statusIn(text))
  if (reply !== null && reply >= 400 && reply < 500) return code === '2.2' || isFull(text) ? 'full' : 'later'
  if (code === '7.9' && /policy/i.test(text)) return 'ours'
  if (reply === 530 || reply === 535 || (code && ofServer.has(code)) || serverWords.test(text)) return 'server'
  const [subject, detail] = code?.split('.').map(Number) ?? []
  switch (subject) {
    case 1:
      // These two are about the sender's address, its syntax and its domain, which are the same for all our mail.
      return detail === 7 || detail === 8 ? 'server' : 'mailbox'
    case 2:
      return ofMailbox(detail!, text)
    case 4:
      // Microsoft 365 uses 5.4.1 for unknown recipients; others use 5.4.x for domains that do not exist.
      return (detail === 1 && /recipient address rejected/i.test(text)) || unknownWords.test(text) ? 'mailbox' : 'ours'
    case 3:
    case 5:
      if (detail === 3 && rateWords.test(text)) return 'later'
      return detail === 0 ? plainFault({ reply, text, isAtRecipient: false }) : 'ours'
    case 6:
      return 'ours'
    case 7:
      // RFC 7293: the mailbox or the domain now belongs to somebody else.
      return detail === 17 || detail === 18 ? 'mailbox' : 'ours'
    default:
      return plainFault({ reply, text, isAtRecipient })
  }
}

/** Codes x.2.x: Microsoft 365 says in 5.2.121 and 5.2.122 that the mailbox gets too much mail just now. */
function ofMailbox(detail: number, text: string): MailFault {
  if (detail === 2 || isFull(text)) return 'full'
  if (detail === 121 || detail === 122) return 'later'
  if (detail === 1) return rateWords.test(text) ? 'later' : 'mailbox'
  return unknownWords.test(text) ? 'mailbox' : 'ours'
}

const isFull = (text: string) => fullWords.test(text) && !sendingWords.test(text)

/** For replies without a meaningful code (none, or x.0.0). */
function plainFault({ reply, text, isAtRecipient }: MailReply): MailFault {
  if (unknownWords.test(text)) return 'mailbox'
  if (reply === 552 || isFull(text)) return 'full'
  if (/too many recipients|per hour/i.test(text)) return 'later'
  if (reply === 521 || reply === 556) return 'mailbox'
  const speaksOfAddress = isAtRecipient && (reply === 550 || reply === 551 || reply === 553)
  return speaksOfAddress && !policyWords.test(text) ? 'mailbox' : 'ours'
}

/** The first class 4 or 5 status code in a server's text, or ''. */
export function statusIn(text: string): string {
  return /(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?!\.?\d)/.exec(text)?.[0] ?? ''
}

/** Subject and detail of a status code, such as 1.1; null without a meaningful code. */
function detailOf(status: string): string | null {
  const detail = /^[45]\.(\d{1,3}\.\d{1,3})$/.exec(status)?.[1] ?? null
  return detail === null || detail === '0.0' ? null : detail
}
