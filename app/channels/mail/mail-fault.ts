/** What a mail server told us of one mail. */
export interface MailReply {
  /** Of the reply, such as 550 (RFC 5321 §4.2); null in a report that has none. */
  reply: number | null
  /** As the server wrote it; read for its codes and a few plain words, and kept nowhere. */
  text: string
  /** RFC 3463, when it is known from elsewhere than the text. */
  status?: string
  /** Whether the server said it of the recipient (RCPT TO); a report does not tell at which step. */
  isAtRecipient: boolean
}

/**
 * Whose fault a refused recipient is.
 *
 * `mailbox`: there is no such address. `full`: there is, and it takes nothing more. `later`: it takes none right now. `server`: our own
 * mail server wants something of us before it takes any mail. `ours`: the other side does not want mail from us, or could not be reached.
 */
export type MailFault = 'mailbox' | 'full' | 'later' | 'server' | 'ours'

/** Words in which servers say that nobody has this address. */
const unknownWords =
  /no such (user|recipient|mailbox|person|account|address)|(user|recipient|mailbox|account|address)( is| was)? ?(unknown|not found|not exist|unavailable|disabled|inactive)|unknown (user|recipient|mailbox|account|local)|(does ?n.?t|do ?n.?t|does not|do not|not) (exist|have an? [^\n]{0,40}account)|invalid (mailbox|recipient|user)|unrouteable address|nullmx|null mx|(domain|host)( name)?( was| is)? not found|no longer (available|valid|in use)/i
/** Words in which they say that it is the sender whom they refuse. */
const policyWords =
  /relay|\bspf\b|dkim|dmarc|spam|black ?list|block ?list|\bblocked\b|deny ?list|\brbl\b|dnsbl|policy|prohibit|reputation|authenticat|not authori[sz]ed|unauthori[sz]ed|permission|access denied|sender|reverse dns|\bptr\b|rate ?limit|limit exceeded|quota|unsolicited|banned/i
const relayWords =
  /relay(ing)?( access)?( is)?( not)? (denied|permitted|allowed|prohibited)|(not permitted|unable|denied|cannot|not allowed) to relay|relay(ing)? (denied|not)|sender verify failed/i
const rateWords = /\brate\b|too (many|much|fast)|limit|try again|temporar/i
/** RFC 3463 §3.8 and RFC 4954 §6: signing in is asked for, or was refused. RFC 3463 §3.5, 5.4.5: our provider's limit for a day. */
const ofServer = new Set(['7.8', '7.9', '7.11', '7.13', '7.14', '4.5'])

/**
 * Reads a refusal of a recipient: the reply to RCPT TO, or a report of a mail that came back. One table for both.
 *
 * Only what speaks of the address itself is its fault: codes x.1.x (but for the two of the sender), and a plain 550, 551 or 553
 * whose words do not say otherwise. Codes of policy (x.7.x), routing (x.4.x) and systems (x.3.x) are ours, but where well-known
 * servers use them to say that nobody has the address.
 *
 * @see RFC 3463 (status codes), RFC 7505 (null MX)
 */
export function recipientFault({ reply, text: said, status, isAtRecipient }: MailReply): MailFault {
  const text = said.slice(0, 2_000)
  const code = detailOf(status ?? statusIn(text))
  if (reply !== null && reply >= 400 && reply < 500) return 'later'
  if (reply === 530 || reply === 535 || (code && ofServer.has(code)) || relayWords.test(text)) return 'server'
  const [subject, detail] = code?.split('.').map(Number) ?? []
  switch (subject) {
    case 1:
      // Of the sender's address: its spelling, its domain.
      return detail === 7 || detail === 8 ? 'ours' : 'mailbox'
    case 2:
      return detail === 2
        ? 'full'
        : detail === 1
          ? rateWords.test(text)
            ? 'later'
            : 'mailbox'
          : unknownWords.test(text)
            ? 'mailbox'
            : 'ours'
    case 4:
      // Microsoft 365 says so of unknown recipients; 5.4.4 of domains that are not there.
      return (detail === 1 && /recipient address rejected/i.test(text)) || (detail === 4 && unknownWords.test(text))
        ? 'mailbox'
        : 'ours'
    case 3:
    case 5:
      return detail === 0 && unknownWords.test(text) ? 'mailbox' : 'ours'
    case 6:
    case 7:
      return 'ours'
    default:
      return plainFault({ reply, text, isAtRecipient })
  }
}

/** Without a code that means something (none, or x.0.0). */
function plainFault({ reply, text, isAtRecipient }: MailReply): MailFault {
  if (unknownWords.test(text)) return 'mailbox'
  if (reply === 552) return 'full'
  if (reply === 521 || reply === 556) return 'mailbox'
  const speaksOfAddress = isAtRecipient && (reply === 550 || reply === 551 || reply === 553)
  return speaksOfAddress && !policyWords.test(text) ? 'mailbox' : 'ours'
}

/** The first status code of the class 4 or 5 in a server's words, or ''. */
export function statusIn(text: string): string {
  return /(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?!\.?\d)/.exec(text)?.[0] ?? ''
}

/** Subject and detail of a status code, such as 1.1; null when it has none that means something. */
function detailOf(status: string): string | null {
  const detail = /^[45]\.(\d{1,3}\.\d{1,3})$/.exec(status)?.[1] ?? null
  return detail === null || detail === '0.0' ? null : detail
}
