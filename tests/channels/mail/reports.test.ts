import { createSign, generateKeyPairSync } from 'node:crypto'
import { expect } from 'vitest'
import { snsReports } from '~/channels/mail/reports/sns-reports'
import { bounceToken } from '~/vault/links.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { openMailHook } from '~/web/site/mail-hook.server'
import { workOnReports } from '~/worker/recording/record-mail-reports.server'
import { rosa, test, type World } from '../../support/firme-test'
import { keepingMailer, sends } from '../../support/letters'

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const certificate = keys.publicKey.export({ type: 'spki', format: 'pem' }) as string
const certUrl = 'https://sns.us-west-2.amazonaws.com/SimpleNotificationService-1.pem'
const topic = 'arn:aws:sns:us-west-2:123456789012:firme-mail'

/** A message as Amazon SNS posts it. */
function sns(fields: Record<string, string>, version: '1' | '2' = '2'): string {
  const message: Record<string, string> = {
    Type: 'Notification',
    MessageId: 'm1',
    TopicArn: topic,
    Timestamp: '2026-11-30T18:00:00.000Z',
    SignatureVersion: version,
    SigningCertURL: certUrl,
    ...fields,
  }
  const text = Object.keys(message)
    .filter((key) => !key.startsWith('Sign'))
    .sort()
    .map((key) => `${key}\n${message[key]}\n`)
    .join('')
  const sign = createSign(version === '1' ? 'RSA-SHA1' : 'RSA-SHA256')
    .update(text)
    .sign(keys.privateKey, 'base64')
  return JSON.stringify({ ...message, Signature: sign })
}

const about = (source: string, event: object) => JSON.stringify({ ...event, mail: { source } })
const complaint = { notificationType: 'Complaint', complaint: { complaintFeedbackType: 'abuse' } }
const bounced = (bounceType: string, bounceSubType: string, status: string, diagnosticCode: string) => ({
  notificationType: 'Bounce',
  bounce: {
    bounceType,
    bounceSubType,
    bouncedRecipients: [{ emailAddress: 'rosa@example.org', status, diagnosticCode }],
  },
})

test('a report of Amazon SES is believed only with its signature, of its own host', () => {
  const body = sns({ Message: about('bounce+0@example.org', complaint) })
  expect(snsReports.certificateUrl(body)).toBe(certUrl)
  expect(snsReports.read(body, certificate)).toMatchObject({
    is: 'events',
    topic,
    events: [{ bounce: { what: 'complaint' } }],
  })
  expect(snsReports.read(sns({ Message: about('x', complaint) }, '1'), certificate)).toMatchObject({ is: 'events' })
  expect(snsReports.read(body.replace('abuse', 'fraud'), certificate)).toBeNull()
  expect(snsReports.read(body, 'no certificate')).toBeNull()
  for (const url of [
    'http://sns.us-west-2.amazonaws.com/x.pem',
    'https://sns.us-west-2.amazonaws.com.example.org/x.pem',
    'https://sns.us-west-2.amazonaws.com:444/x.pem',
    'https://user@sns.us-west-2.amazonaws.com/x.pem',
    'https://s3.us-west-2.amazonaws.com/x.pem',
    'https://sns.us-west-2.amazonaws.com/x',
  ])
    expect(snsReports.certificateUrl(sns({ Message: '{}', SigningCertURL: url })), url).toBeNull()
})

test.for([
  ['Permanent', 'General', '5.1.1', 'smtp; 550 5.1.1 user unknown', { what: 'failed', why: 'bad-address' }],
  ['Permanent', 'OnAccountSuppressionList', '', '', { what: 'failed', why: 'bad-address' }],
  ['Permanent', 'NoEmail', '', '', { what: 'failed', why: 'bad-address' }],
  ['Transient', 'MailboxFull', '', '', { what: 'failed', why: 'full' }],
  ['Transient', 'General', '4.4.7', 'smtp; 450 try later', { what: 'failed', why: 'later' }],
  ['Permanent', 'General', '5.7.1', 'smtp; 550 5.7.1 blocked by policy', { what: 'failed', why: 'blocked' }],
] as const)('a bounce of kind %s, %s, %s', ([type, sub, status, said, means]) => {
  const body = sns({ Message: about('x', bounced(type, sub, status, said)) })
  expect(snsReports.read(body, certificate)).toMatchObject({ events: [{ bounce: means }] })
})

test('what an address on Amazon’s own list of complaints causes is no new complaint', () => {
  const body = sns({
    Message: about('x', { eventType: 'Complaint', complaint: { complaintSubType: 'OnAccountSuppressionList' } }),
  })
  expect(snsReports.read(body, certificate)).toMatchObject({ events: [{ bounce: { what: 'nothing' } }] })
})

async function posts(world: World, body: string) {
  const hook = openMailHook('a secret of this site', world.intake, () => sealingKey(world.db, null))
  const basic = `Basic ${Buffer.from('firme:a secret of this site').toString('base64')}`
  const status = await hook('ses', basic, async () => ({ outcome: 'read', body: Buffer.from(body) }), world.at)
  await world.work()
  return status
}

test('a feed tells us something only once an owner has said yes; then a complaint stops our mail', async ({
  world,
}) => {
  await world.signs(rosa)
  await world.work()
  await sends(world, keepingMailer(), world.at)
  const { id } = await world.db.selectFrom('message').select('id').executeTakeFirstOrThrow()
  const report = sns({ Message: about(`bounce+${bounceToken(world.keyring, id)}@example.org`, complaint) })
  const asked: string[] = []
  const get = async (url: string) => {
    asked.push(url)
    return url === certUrl ? certificate : 'confirmed'
  }
  const works = async (at = world.at) => {
    const certificates = new Map<string, string>()
    while ((await workOnReports(world.as.worker, world.keyring, { get, certificates }, at)) > 0);
  }
  const confirmUrl = 'https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription&Token=t'
  await posts(
    world,
    sns({ Type: 'SubscriptionConfirmation', Message: 'You have chosen', Token: 't', SubscribeURL: confirmUrl }),
  )
  expect(await posts(world, report)).toBe(202)
  await works()
  // Its certificate was fetched; the address that says yes was not.
  expect([...new Set(asked)]).toEqual([certUrl])
  expect(await world.db.selectFrom('mail_feed').select(['topic', 'confirmed_at']).execute()).toEqual([
    { topic, confirmed_at: null },
  ])
  expect(await world.db.selectFrom('suppression').selectAll().execute()).toEqual([])
  await world.db.updateTable('mail_feed').set({ wanted_at: world.at }).execute()
  await works()
  expect(asked).toContain(confirmUrl)
  await posts(world, report)
  await works()
  expect(await world.db.selectFrom('suppression').select('reason').execute()).toEqual([{ reason: 'opted-out' }])
  expect(await world.db.selectFrom('mail_report').select('id').execute()).toEqual([])
})

test('without the certificate a report waits; forged, unknown or without the secret, it is gone or refused', async ({
  world,
}) => {
  const away = { get: () => Promise.reject(new Error('away')), certificates: new Map<string, string>() }
  await posts(world, sns({ Message: about('x', complaint) }))
  await posts(world, sns({ Message: '{}', SigningCertURL: 'https://example.org/x.pem' }))
  await workOnReports(world.as.worker, world.keyring, away, world.at)
  await workOnReports(world.as.worker, world.keyring, away, world.at)
  const waiting = () => world.db.selectFrom('mail_report').select('attempts').execute()
  expect(await waiting()).toEqual([{ attempts: 1 }])
  await workOnReports(world.as.worker, world.keyring, away, new Date(world.at.getTime() + 4 * 86_400_000))
  expect(await waiting()).toEqual([])
  const hook = openMailHook('a secret of this site', world.intake, () => sealingKey(world.db, null))
  const body = async () => ({ outcome: 'read', body: Buffer.from('') }) as const
  expect(await hook('ses', undefined, body, world.at)).toBe(401)
  expect(await hook('ses', `Basic ${Buffer.from('firme:wrong').toString('base64')}`, body, world.at)).toBe(403)
  expect(await hook('other', 'Bearer a secret of this site', body, world.at)).toBe(404)
})
