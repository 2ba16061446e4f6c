import { createVerify } from 'node:crypto'
import { z } from 'zod'
import { tokensIn } from '../bounce'
import type { ProviderReport, ReportAdapter } from './report-adapter'
import { readSesEvent } from './ses-event'

const envelope = z.object({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  Message: z.string(),
  MessageId: z.string(),
  Subject: z.string().nullish(),
  Timestamp: z.string(),
  Token: z.string().optional(),
  TopicArn: z.string().regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/),
  SubscribeURL: z.string().optional(),
  SignatureVersion: z.enum(['1', '2']),
  Signature: z.string(),
  SigningCertURL: z.string(),
})
type Envelope = z.infer<typeof envelope>

/** Amazon's notification service; nothing else is ever asked or believed. */
const hosts = /^sns\.[a-z]{2}(?:-[a-z]+)+-\d\.amazonaws\.com(?:\.cn)?$/

/**
 * Reports of Amazon SES, which come by its notification service (SNS).
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
export const snsReports: ReportAdapter = {
  certificateUrl(body) {
    const read = readEnvelope(body)
    return read && isAmazons(read.SigningCertURL) && new URL(read.SigningCertURL).pathname.endsWith('.pem')
      ? read.SigningCertURL
      : null
  },
  read(body, certificate) {
    const read = readEnvelope(body)
    if (!read || !isSigned(read, certificate)) return null
    return reportOf(read)
  },
  isConfirmUrl: isAmazons,
}

function reportOf(read: Envelope): ProviderReport {
  if (read.Type === 'UnsubscribeConfirmation') return { is: 'nothing' }
  if (read.Type === 'SubscriptionConfirmation')
    return read.SubscribeURL && isAmazons(read.SubscribeURL)
      ? { is: 'offer', topic: read.TopicArn, confirmUrl: read.SubscribeURL }
      : { is: 'nothing' }
  const bounce = readSesEvent(read.Message)
  return bounce
    ? { is: 'events', topic: read.TopicArn, events: [{ tokens: tokensIn(read.Message), bounce }] }
    : { is: 'nothing' }
}

function readEnvelope(body: string): Envelope | null {
  try {
    const parsed = envelope.safeParse(JSON.parse(body))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

function isAmazons(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, port, username, password } = new URL(url)
  return protocol === 'https:' && port === '' && username === '' && password === '' && hosts.test(hostname)
}

function isSigned(read: Envelope, certificate: string): boolean {
  const signed =
    read.Type === 'Notification'
      ? (['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'] as const)
      : (['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'] as const)
  const text = signed
    .filter((key) => typeof read[key] === 'string')
    .map((key) => `${key}\n${read[key]}\n`)
    .join('')
  try {
    return createVerify(read.SignatureVersion === '1' ? 'RSA-SHA1' : 'RSA-SHA256')
      .update(text)
      .verify(certificate, read.Signature, 'base64')
  } catch {
    // Not a certificate.
    return false
  }
}
