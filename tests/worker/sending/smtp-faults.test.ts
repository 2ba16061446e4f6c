import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import { expect } from 'vitest'
import { openMailer } from '~/channels/mail/mailer.server'
import { noSms } from '~/channels/sms/sms.server'
import { sendDue } from '~/worker/sending/send-messages.server'
import { rosa, test } from '../../support/firme-test'
import { openSmtpSink, reply } from '../../support/smtp-sink'

const hour = 3_600_000

test('a mail server that is busy, silent, breaks off after DATA and knows some addresses not loses no mail', async ({
  world,
}) => {
  const people = 120
  for (let number = 0; number < people; number += 1)
    await world.signs({ ...rosa, given_name: `P${number}`, email: `p${number}@example.org` })
  await world.work()

  // Each address meets one fault at its first try, by its number; every tenth does not exist.
  const tries = new Map<string, number>()
  const received = new Map<string, Set<string>>()
  const addressOf = (session: { envelope: { rcptTo: { address: string }[] } }) => session.envelope.rcptTo[0]!.address
  const faultOf = (address: string) =>
    (tries.get(address) ?? 0) > 1
      ? 'none'
      : (['none', 'busy', 'silent', 'breaks-off', 'half'] as const)[Number(/\d+/.exec(address)![0]) % 5]!
  const sink = await openSmtpSink({
    onRcptTo({ address }, _session, callback) {
      tries.set(address, (tries.get(address) ?? 0) + 1)
      if (/p\d*0@/.test(address)) return callback(reply(550, 'no such user'))
      callback(faultOf(address) === 'busy' ? reply(421, 'busy') : null)
    },
    onData(stream, session, callback) {
      const address = addressOf(session)
      const fault = faultOf(address)
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (fault === 'silent') return
        if (fault !== 'half') {
          const id = /^Message-ID: (\S+)/im.exec(Buffer.concat(chunks).toString())?.[1] ?? ''
          received.set(address, (received.get(address) ?? new Set()).add(id))
        }
        callback(fault === 'breaks-off' || fault === 'half' ? reply(421, 'closing') : null)
      })
    },
  })
  const mailer = openMailer(
    { smtpUrl: sink.url, mailFrom: 'Firme <firme@example.org>', dkim: null, bounceAddress: null, dataDir: tmpdir() },
    300,
  )
  const sending = {
    keyring: world.keyring,
    mailer,
    sms: noSms,
    publicUrl: 'https://firme.example.org',
    officeUrl: 'https://office.example.org',
    log: pino({ level: 'silent' }),
  }
  for (let turn = 0; turn < 20; turn += 1)
    await sendDue(world.as.worker, sending, 'mail', () => new Date(world.at.getTime() + turn * hour))
  await mailer.close()
  await sink.stop()

  const states = await world.db.selectFrom('message').select(['state', 'failure']).execute()
  expect(states.filter(({ state }) => state === 'sent')).toHaveLength(people - people / 10)
  expect(states.filter(({ state, failure }) => state === 'failed' && failure === 'no-such-mailbox')).toHaveLength(
    people / 10,
  )
  expect(received.size).toBe(people - people / 10)
  for (const ids of received.values()) expect(ids.size).toBe(1)
  const marked = await world.db
    .selectFrom('contact_point')
    .select('id')
    .where('failing_since', 'is not', null)
    .execute()
  expect(marked).toHaveLength(people / 10)
})

test('mail that cannot be stored on disk, or not be written at first, waits and then leaves', async ({ world }) => {
  await world.signs(rosa)
  await world.work()
  const dataDir = await mkdtemp(path.join(tmpdir(), 'firme-mail-'))
  await writeFile(path.join(dataDir, 'outbox'), 'in the way')
  const mailer = openMailer({
    smtpUrl: null,
    mailFrom: 'Firme <firme@example.org>',
    dkim: null,
    bounceAddress: null,
    dataDir,
  })
  const sending = {
    keyring: world.keyring,
    mailer,
    sms: noSms,
    publicUrl: 'https://firme.example.org',
    officeUrl: 'https://office.example.org',
    log: pino({ level: 'silent' }),
  }
  const state = () => world.db.selectFrom('message').select(['state', 'failure']).executeTakeFirstOrThrow()
  await sendDue(world.as.worker, sending, 'mail', () => world.at)
  expect(await state()).toEqual({ state: 'queued', failure: 'mail-not-captured' })

  await rm(path.join(dataDir, 'outbox'))
  const broken = { ...sending, mailer: { ...mailer, send: () => Promise.reject(new TypeError('a bug')) } }
  await sendDue(world.as.worker, broken, 'mail', () => new Date(world.at.getTime() + hour))
  expect(await state()).toEqual({ state: 'queued', failure: 'not-composed' })
  await sendDue(world.as.worker, sending, 'mail', () => new Date(world.at.getTime() + 2 * hour))
  expect((await state()).state).toBe('sent')
  await rm(dataDir, { recursive: true })
})
