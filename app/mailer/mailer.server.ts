import { readFileSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createTransport, type SendMailOptions } from 'nodemailer'
import type { Env } from '~/env.server'
import type { Mailer, OutgoingMail } from './mailer'
import { smtpOutcome, type SmtpError } from './smtp-outcome'

/** What a signature must cover so that nobody can change where "unsubscribe" leads (RFC 8058 §4). */
const signedHeaders = [
  'From', 'To', 'Subject', 'Date', 'Message-ID', 'MIME-Version', 'Content-Type', 'Content-Transfer-Encoding', 'Reply-To',
  'List-Unsubscribe', 'List-Unsubscribe-Post',
].join(':')

/**
 * Opens the way out for mail: SMTP when it is set, else files in `dataDir/outbox/mail`.
 *
 * @param patience milliseconds to wait for a server that says nothing
 */
export function openMailer(env: Pick<Env, 'smtpUrl' | 'mailFrom' | 'dkim' | 'dataDir'>, patience = 30_000): Mailer {
  return env.smtpUrl ? smtpMailer(env.smtpUrl, env, patience) : capturingMailer(env)
}

function smtpMailer(smtpUrl: string, env: Pick<Env, 'mailFrom' | 'dkim'>, patience: number): Mailer {
  const url = new URL(smtpUrl)
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  const transport = createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (url.protocol === 'smtps:' ? 465 : 587),
    secure: url.protocol === 'smtps:',
    // A server that offers no TLS, or whose certificate is wrong, gets no mail: it waits until that is mended.
    requireTLS: !isLoopback,
    ...(url.username ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } } : {}),
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
    async send(mail) {
      try {
        await transport.sendMail(optionsOf(mail, env))
        return { outcome: 'sent', providerId: null }
      } catch (error) {
        return smtpOutcome(error as SmtpError)
      }
    },
    async close() {
      transport.close()
    },
  }
}

/** One file a message, by its id: sent twice, it is there once. */
function capturingMailer(env: Pick<Env, 'mailFrom' | 'dkim' | 'dataDir'>): Mailer {
  const folder = path.join(env.dataDir, 'outbox', 'mail')
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return {
    async send(mail) {
      const { message } = await transport.sendMail(optionsOf(mail, env))
      await mkdir(folder, { recursive: true })
      const file = path.join(folder, `${mail.messageId}.eml`)
      await writeFile(`${file}.new`, message as Buffer)
      await rename(`${file}.new`, file)
      return { outcome: 'sent', providerId: null }
    },
    async close() {},
  }
}

function optionsOf(mail: OutgoingMail, env: Pick<Env, 'mailFrom' | 'dkim'>): SendMailOptions {
  return {
    from: env.mailFrom,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    attachments: mail.attachments,
    messageId: `<${mail.messageId}@${domainOf(env.mailFrom)}>`,
    xMailer: false,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': mail.language,
      ...(mail.stopUrl ? { 'List-Unsubscribe': `<${mail.stopUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}),
    },
    ...(env.dkim
      ? {
          dkim: {
            domainName: env.dkim.domain,
            keySelector: env.dkim.selector,
            privateKey: readFileSync(env.dkim.keyFile, 'utf8'),
            headerFieldNames: signedHeaders,
          },
        }
      : {}),
  }
}

function domainOf(from: string): string {
  return from.slice(from.lastIndexOf('@') + 1).replace(/>.*$/, '')
}
