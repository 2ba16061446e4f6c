import { cleanLine } from './text'

export type ReadEmail = { address: string } | { refused: 'emailWrong' | 'emailAccent' }

/** Most characters before the @, and in all (RFC 5321). */
const longestMailbox = 64
const longestAddress = 254

/** Whether somebody who may give an address or a number has given an address. */
export function isEmail(typed: string): boolean {
  return /[@＠]/.test(typed)
}

/**
 * Reads an email address as people type, dictate and paste it: alone, in brackets or quotes, at the end of a sentence,
 * after `mailto:` or behind a name. What is returned is lowercase; a domain with accents is in its ASCII form, so that
 * every spelling of it is one address. Mailboxes with accents are refused, because most mail servers refuse them.
 *
 * @see https://html.spec.whatwg.org/#valid-e-mail-address, without domains of one word
 */
export function readEmail(typed: string): ReadEmail {
  const text = unwrapped(cleanLine(typed).normalize('NFKC').toLowerCase())
  const at = text.lastIndexOf('@')
  const mailbox = text.slice(0, at).trimEnd().replaceAll('’', "'")
  const domain = asciiDomain(joinedDomain(text.slice(at + 1).trim()))
  const address = `${mailbox}@${domain}`
  if (at < 1 || domain === null || mailbox.length > longestMailbox || address.length > longestAddress)
    return { refused: 'emailWrong' }
  if (isMailbox(mailbox)) return { address }
  return { refused: isMailbox(mailbox.normalize('NFC').replace(/\p{L}/gu, 'a')) ? 'emailAccent' : 'emailWrong' }
}

/** A domain with spaces around its periods, as people dictate it; but what follows a whole domain is another sentence. */
function joinedDomain(text: string): string {
  const [first, next] = text.split('. ', 2)
  const isFollowed = next !== undefined && first!.includes('.') && !first!.includes(' ')
  return isFollowed ? text : text.replace(/ ?([.。]) ?/g, '$1')
}

function unwrapped(text: string): string {
  const open = text.indexOf('<')
  const inner = open < 0 || isEmail(text.slice(0, open)) ? text : text.slice(open + 1)
  const opened = inner.replace(/^[\s"'“”„‘’«»<([]+/, '')
  const bare = opened.startsWith('mailto:') ? opened.slice('mailto:'.length).trimStart().split('?')[0]! : opened
  return /^.*[\p{L}\p{M}\p{N}]/u.exec(bare)?.[0] ?? ''
}

function isMailbox(text: string): boolean {
  return /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/.test(text)
}

/** The domain as mail servers know it, or null when it cannot be one. */
function asciiDomain(domain: string): string | null {
  // Anything else that a URL may hold between its slashes.
  if (!/^[\p{L}\p{M}\p{N}.。-]+$/u.test(domain) || !URL.canParse(`http://${domain}`)) return null
  const ascii = new URL(`http://${domain}`).hostname
  return ascii.split('.').every(isLabel) && /\.([a-z]{2,}|xn--[a-z0-9-]+)$/.test(ascii) ? ascii : null
}

function isLabel(label: string): boolean {
  return label.length <= 63 && /^[a-z0-9]/.test(label) && /^[a-z0-9-]*[a-z0-9]$/.test(label)
}
