import { createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createTransport, type SendMailOptions } from 'nodemailer'
import { capturedFolder, ownersFile } from '~/channels/captured-files.server'
import type { Env } from '~/env.server'
import type { DomainToCheck } from './check-domain'
import type { SenderToCheck } from './check-sender'
import type { Mailer, OutgoingMail } from './mailer'
import { type SmtpError, smtpOutcome } from './smtp-outcome'

/** Headers that DKIM must sign so that nobody can change where "unsubscribe" leads (RFC 8058 §4). */
const signedHeaders = [
  'From',
  'To',
  'Subject',
  'Date',
  'Message-ID',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
  'Reply-To',
  'In-Reply-To',
  'References',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
].join(':')

/** The settings a mailer needs. */
export type MailerEnv = Pick<Env, 'mailFrom' | 'dkim' | 'bounceAddress'>

/**
 * Opens the mail channel: SMTP when configured, else files in `dataDir/outbox/mail`.
 *
 * @param patience milliseconds to wait for a silent server
 */
export function openMailer(env: MailerEnv & Pick<Env, 'smtpUrl' | 'dataDir'>, patience = 30_000): Mailer {
  return env.smtpUrl ? smtpMailer(env.smtpUrl, env, patience) : capturingMailer(env)
}

function smtpMailer(smtpUrl: string, env: MailerEnv, patience: number): Mailer {
  const url = new URL(smtpUrl)
  const dkim = dkimKey(env)
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  const transport = createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (url.protocol === 'smtps:' ? 465 : 587),
    secure: url.protocol === 'smtps:',
    // A server without TLS, or with an invalid certificate, gets no mail: messages wait until that is fixed.
    requireTLS: !isLoopback,
    ...(url.username
      ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }
      : {}),
    name: domainOf(env.mailFrom),
    pool: true,
    maxConnections: 4,
    maxMessages: 200,
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send(mail, now) {
      try {
        const { response } = await transport.sendMail(optionsOf(mail, { env, dkim, now }))
        return { outcome: 'sent', providerId: null, ...saidTo(mail, response) }
      } catch (error) {
        const { response, message } = error as SmtpError
        return { ...smtpOutcome(error as SmtpError), ...saidTo(mail, response ?? message) }
      }
    },
    async close() {
      transport.close()
    },
  }
}

/** The server's words for whoever sent a test. They may quote an address, which is taken out. */
function saidTo({ isTest }: OutgoingMail, words: string | undefined): { said?: string } {
  return isTest && words ? { said: withoutAddresses(words).slice(0, 300) } : {}
}

function withoutAddresses(words: string): string {
  return words
    .split(/\s+/)
    .map((word) => (word.includes('@') ? '…' : word))
    .join(' ')
}

/** One file per message, named by its id, so sending twice leaves one file. */
function capturingMailer(env: MailerEnv & Pick<Env, 'dataDir'>): Mailer {
  const dkim = dkimKey(env)
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return {
    async send(mail, now) {
      const { message } = await transport.sendMail(optionsOf(mail, { env, dkim, now }))
      try {
        const file = path.join(await capturedFolder(env.dataDir, 'mail'), `${mail.messageId}.eml`)
        await writeFile(`${file}.new`, message as Buffer, { mode: ownersFile })
        await rename(`${file}.new`, file)
        return { outcome: 'sent', providerId: null }
      } catch {
        // A full disk, or a folder that was taken away: as with a mail server that does not answer, mail waits.
        return { outcome: 'later', reason: 'mail-not-captured', retryAfterSeconds: null, isLine: true }
      }
    },
    async close() {},
  }
}

function optionsOf(
  mail: OutgoingMail,
  { env, dkim, now }: { env: MailerEnv; dkim: DkimKey | null; now: Date },
): SendMailOptions {
  const returnPath = mail.bounceToken && env.bounceAddress ? verp(env.bounceAddress, mail.bounceToken) : null
  const own = dkim && mail.from ? { ...mail.from, name: mail.from.name || nameOf(env.mailFrom) } : null
  // Mail that comes back is ours to read, whoever it is from.
  const envelopeFrom = returnPath ?? (own ? addressOf(env.mailFrom) : null)
  return {
    from:
      own ??
      (mail.sender === null
        ? env.mailFrom
        : { name: `${mail.sender} via ${nameOf(env.mailFrom)}`, address: addressOf(env.mailFrom) }),
    to: { name: '', address: mail.to },
    ...(envelopeFrom ? { envelope: { from: envelopeFrom, to: mail.to } } : {}),
    ...replyToOf(mail, env),
    ...(mail.answers
      ? {
          inReplyTo: `<${mail.answers.inReplyTo}>`,
          references: mail.answers.references.map((id) => `<${id}>`).join(' '),
        }
      : {}),
    date: now,
    subject: mail.subject,
    text: mail.text,
    ...(mail.html === null ? {} : { html: mail.html }),
    attachments: mail.attachments,
    messageId: `<${mail.messageId}@${domainOf(env.mailFrom)}>`,
    xMailer: false,
    headers: {
      ...(mail.isPersonal ? {} : { 'Auto-Submitted': 'auto-generated' }),
      'Content-Language': mail.language,
      ...(mail.stopUrl
        ? {
            'List-Unsubscribe': [`<${mail.stopUrl}>`, ...stopAddress(env.bounceAddress, mail.bounceToken)].join(', '),
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }
        : {}),
    },
    ...(dkim
      ? { dkim: { ...dkim, ...(own ? { domainName: domainOf(own.address) } : {}), headerFieldNames: signedHeaders } }
      : {}),
  }
}

interface DkimKey {
  domainName: string
  keySelector: string
  privateKey: string
}

function dkimKey({ dkim }: MailerEnv): DkimKey | null {
  return dkim && { domainName: dkim.domain, keySelector: dkim.selector, privateKey: readFileSync(dkim.keyFile, 'utf8') }
}

/**
 * How our mail leaves, for a check of the DNS; null while it is captured, since then nothing is to be looked up.
 *
 * @param env.dkim whose key file is read
 */
export function waysOut(env: MailerEnv & Pick<Env, 'mailHost'>): Omit<SenderToCheck, 'domain'> | null {
  if (env.mailHost === null) return null
  const dkim = dkimKey(env)
  const publicKey = dkim && createPublicKey(dkim.privateKey).export({ type: 'spki', format: 'der' }).toString('base64')
  return {
    key: dkim && publicKey ? { selector: dkim.keySelector, publicKey } : null,
    returnDomain: domainOf(env.bounceAddress ?? env.mailFrom),
    mailHost: env.mailHost,
  }
}

/** The domain that our mail comes from, for a check of the DNS; null while mail is captured. */
export function ownDomain(env: MailerEnv & Pick<Env, 'mailHost'>): DomainToCheck | null {
  const ways = waysOut(env)
  return ways && { ...ways, domain: domainOf(env.mailFrom), signingDomain: env.dkim?.domain ?? null }
}

/**
 * Where an email stops our messages, for mail programs that only send mail. Only with a bounce address: what arrives there
 * is read.
 */
function stopAddress(bounceAddress: string | null, token: string): string[] {
  return bounceAddress && token ? [`<mailto:${verp(bounceAddress, `stop-${token}`)}?subject=stop>`] : []
}

/**
 * Where answers go: to the address that somebody gave, or else back to us, with a token that says what they answer. Only with
 * a bounce address: what arrives there is read.
 */
function replyToOf(
  { replyTo, takesReplies, bounceToken, sender }: OutgoingMail,
  { bounceAddress, mailFrom }: MailerEnv,
): Pick<SendMailOptions, 'replyTo'> {
  if (replyTo) return { replyTo: { name: '', address: replyTo } }
  if (!takesReplies || !bounceToken || !bounceAddress) return {}
  return { replyTo: { name: sender ?? nameOf(mailFrom), address: verp(bounceAddress, `re-${bounceToken}`) } }
}

/**
 * A return path that identifies the email that bounced: bounce+TOKEN@example.org (Bernstein, Variable Envelope Return
 * Paths).
 */
function verp(bounceAddress: string, token: string): string {
  const at = bounceAddress.lastIndexOf('@')
  return `${bounceAddress.slice(0, at)}+${token}${bounceAddress.slice(at)}`
}

function addressOf(from: string): string {
  return /<([^<>]+)>/.exec(from)?.[1] ?? from.trim()
}

function nameOf(from: string): string {
  return (
    from
      .replace(/<[^<>]*>/, '')
      .replace(/"/g, '')
      .trim() || domainOf(from)
  )
}

function domainOf(from: string): string {
  return from.slice(from.lastIndexOf('@') + 1).replace(/>.*$/s, '')
}
