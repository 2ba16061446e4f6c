import type { ParsedMail } from 'mailparser'
import { type Bounce, bounceIn, longestHead } from './bounce'
import { textOfHtml } from './text-of-html'

/** What a person wrote to us by mail. Attachments are named here, and never opened. */
export interface PersonsMail {
  from: { address: string; name: string }
  subject: string
  /** As written, with what it quotes. */
  text: string
  /** Its own Message-ID, and those it answers, without angle brackets. '' for none. */
  messageId: string
  answers: string[]
  attachments: string[]
}

/**
 * What an email is that has arrived. `report`: of a mail server or provider. `auto-reply`: a program answers for a person,
 * as while they are away. `bulk`: a list or a newsletter. `nothing`: cannot be read, or has no sender.
 */
export type ArrivedMail =
  /** `messageId`: its own, '' for none. */
  | { is: 'report'; bounce: Bounce; messageId: string }
  | { is: 'auto-reply' | 'bulk' | 'nothing' }
  | { is: 'reply'; mail: PersonsMail }

/** Tells the kinds of mail apart that arrive at our addresses. */
export async function sortMail(raw: Buffer): Promise<ArrivedMail> {
  const mail = await parseMail(raw)
  if (mail === null) return { is: 'nothing' }
  const bounce = bounceIn(mail)
  const messageId = bare(mail.messageId ?? '')
  if (bounce) return { is: 'report', bounce, messageId }
  if (isAutoReply(mail)) return { is: 'auto-reply' }
  // A mail server that says something else, such as that it has received a mail.
  if (isFromServer(mail)) return { is: 'report', bounce: { what: 'nothing' }, messageId }
  if (isBulk(mail)) return { is: 'bulk' }
  const from = mail.from?.value[0]
  if (!from?.address?.includes('@')) return { is: 'nothing' }
  return {
    is: 'reply',
    mail: {
      from: { address: from.address, name: from.name },
      subject: mail.subject ?? '',
      text: mail.text || textOfHtml(mail.html || ''),
      messageId,
      answers: [mail.inReplyTo ?? '', ...[mail.references ?? []].flat()]
        .flatMap((ids) => ids.split(/\s+/))
        .map(bare)
        .filter((id, index, all) => id !== '' && all.indexOf(id) === index),
      attachments: mail.attachments.filter((one) => !one.related).map((one) => one.filename ?? one.contentType),
    },
  }
}

/** What a mail server's report says about a mail of ours; nothing when it is none. */
export async function readBounce(raw: Buffer): Promise<Bounce> {
  const sorted = await sortMail(raw)
  return sorted.is === 'report' ? sorted.bounce : { what: 'nothing' }
}

async function parseMail(raw: Buffer): Promise<ParsedMail | null> {
  // Loaded when the first mail arrives: it takes memory, and most workers never read one.
  const { simpleParser } = await import('mailparser')
  try {
    return await simpleParser(raw, {
      keepDeliveryStatus: true,
      skipHtmlToText: true,
      skipTextToHtml: true,
      skipImageLinks: true,
      skipTextLinks: true,
      maxHeadSize: longestHead,
    })
  } catch (error) {
    // Longer headers, or a thousand parts: not from a mail server, and from no mail program.
    if ((error as NodeJS.ErrnoException).code === 'EMAXLEN') return null
    throw error
  }
}

/** Headers that only programs write that answer for somebody. */
const autoHeaders = [
  'x-autoreply',
  'x-autorespond',
  'x-autoresponder',
  'x-auto-reply-from',
  'x-mail-autoreply',
  'x-fc-machinegenerated',
  'x-ms-exchange-inbox-rules-loop',
]

/** How the subject of an automatic answer begins; what follows is often our own subject. */
const autoSubject =
  /^(auto(matic|mated)?[ -]?(reply|response|respuesta)|auto:|auto-?antwort|automatische antwort|out of (the )?office|ooo\b|away from|i am (away|out)|vacation( reply| response)?\b|on (vacation|leave)|respuesta autom|contestaci[oó]n autom|mensaje autom|fuera de (la )?oficina|ausente|estoy (fuera|de vacaciones)|r[eé]ponse automatique)/i

/** @see RFC 3834 (automatic responses), RFC 8098 (receipts) */
function isAutoReply(mail: ParsedMail): boolean {
  const header = (name: string) => String(mail.headers.get(name) ?? '').toLowerCase()
  const submitted = header('auto-submitted')
  if (submitted.startsWith('auto-') && !isFromServer(mail)) return true
  if (autoHeaders.some((name) => mail.headers.has(name))) return true
  if (
    /\b(auto[_-]?reply|auto_response)\b/.test(
      `${header('precedence')} ${header('x-precedence')} ${header('preference')}`,
    )
  )
    return true
  // The parser makes an address of the first.
  const deliveredTo = mail.headerLines.find(({ key }) => key === 'delivered-to')?.line ?? ''
  if (/autoresponder|autoreply/i.test(`${deliveredTo} ${header('x-post-messageclass')}`)) return true
  if (mail.attachments.some((one) => one.contentType.toLowerCase() === 'message/disposition-notification')) return true
  return autoSubject.test((mail.subject ?? '').trim())
}

/** Mail servers and their reports have an empty return path, or one of a few names. */
function isFromServer(mail: ParsedMail): boolean {
  const address = mail.from?.value[0]?.address ?? ''
  const returnPath = mail.headerLines.find(({ key }) => key === 'return-path')?.line ?? ''
  return (
    /^(mailer-daemon|postmaster|mail-?delivery|mailadmin)@/i.test(address) || /^return-path:\s*<>\s*$/i.test(returnPath)
  )
}

function isBulk(mail: ParsedMail): boolean {
  const header = (name: string) => String(mail.headers.get(name) ?? '').toLowerCase()
  // The parser gathers all headers that begin with List- under one name.
  if (mail.headers.has('list') || mail.headers.has('feedback-id')) return true
  if (/\b(bulk|list|junk)\b/.test(header('precedence'))) return true
  return /^(no-?reply|do-?not-?reply|donotreply|notifications?|bounces?)@/i.test(mail.from?.value[0]?.address ?? '')
}

function bare(messageId: string): string {
  return messageId.trim().replace(/^<|>$/g, '')
}
