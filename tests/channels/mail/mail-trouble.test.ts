import { tmpdir } from 'node:os'
import { sql } from 'kysely'
import { pino } from 'pino'
import { expect } from 'vitest'
import { purgeUnconfirmed } from '~/actions/petitions/signatures/purge-unconfirmed.server'
import { readMailStanding } from '~/channels/mail/mail-standing.server'
import { openMailer } from '~/channels/mail/mailer.server'
import { noSms } from '~/channels/sms/sms.server'
import { doctor } from '~/doctor.server'
import { readEnv } from '~/env.server'
import type { readNeeds } from '~/office/today/needs.server'
import { bounceToken } from '~/vault/links.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { readiness } from '~/web/site/ready.server'
import { sendDue } from '~/worker/sending/send-messages.server'
import { rosa, test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { openSmtpSink, reply, type SmtpSink } from '../../support/smtp-sink'
import * as samples from './samples'

const minute = 60_000
const day = 24 * 60 * minute
const after = (world: World, milliseconds: number) => new Date(world.at.getTime() + milliseconds)
const addressOf = (session: { envelope: { rcptTo: { address: string }[] } }) => session.envelope.rcptTo[0]!.address

/** Faults of a mail server that can be mended. */
interface Faults {
  from?: string | null
  to?: (address: string) => string | null
  data?: (address: string, message: string) => string | null
}

/** A real mail server with faults that change, what it took, and how often it was asked. */
async function mailServer(world: World) {
  const faults: Faults = {}
  const taken: string[] = []
  const logged: string[] = []
  let tries = 0
  const refuse = (said: string | null | undefined) => (said ? reply(Number(said.slice(0, 3)), said.slice(4)) : null)
  const sink: SmtpSink = await openSmtpSink({
    onMailFrom(_from, _session, callback) {
      tries += 1
      callback(refuse(faults.from))
    },
    onRcptTo: ({ address }, _session, callback) => callback(refuse(faults.to?.(address))),
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const address = addressOf(session)
        const refusal = refuse(faults.data?.(address, Buffer.concat(chunks).toString()))
        if (!refusal) taken.push(address)
        callback(refusal)
      })
    },
  })
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) })
  const mailer = openMailer(
    { smtpUrl: sink.url, mailFrom: 'Firme <firme@example.org>', dkim: null, bounceAddress: null, dataDir: tmpdir() },
    1_000,
  )
  return {
    faults,
    taken,
    logged,
    sink,
    tries: () => tries,
    send: (at: Date) =>
      sendDue(
        world.as.worker,
        {
          keyring: world.keyring,
          mailer,
          sms: noSms,
          publicUrl: 'https://firme.example.org',
          officeUrl: 'https://office.example.org',
          log,
        },
        'mail',
        () => at,
      ),
    async stop() {
      await mailer.close()
      await sink.stop()
    },
  }
}

async function manySign(
  world: World,
  count: number,
  domain: (index: number) => string = () => 'example.org',
  from = 0,
): Promise<void> {
  for (let index = from; index < from + count; index += 1)
    await world.signs({ ...rosa, given_name: `P${index}`, email: `p${index}@${domain(index)}` })
  await world.work()
}

const states = async (world: World) => {
  const { rows } = await sql<{
    state: string
    failure: string | null
    count: number
  }>`select state, failure, count(*)::integer as count from message group by 1, 2 order by 1, 2`.execute(world.db)
  return rows
}
const failing = async (world: World) =>
  (await world.db.selectFrom('contact_point').select('id').where('failing_since', 'is not', null).execute()).length
const mailNeeds = async (world: World, token: string, at: Date) =>
  (
    (await call(world, officeRoute('office._index').loader!, { token, at })).body as {
      needs: Awaited<ReturnType<typeof readNeeds>>
    }
  ).needs.mail

test('our server refuses our sender: nobody’s confirmation is lost, nobody is marked, few are tried, everybody is told, and once it is mended all leaves by itself', async ({
  world,
}) => {
  const server = await mailServer(world)
  server.faults.from = '550 5.7.26 Sender unauthenticated'
  await manySign(world, 60)
  await server.send(world.at)
  expect(server.tries()).toBeLessThanOrEqual(17)
  expect(await failing(world)).toBe(0)
  expect((await states(world)).every((row) => row.state === 'queued')).toBe(true)

  // From time to time one is tried, ever more seldom.
  const before = server.tries()
  for (let minutes = 1; minutes <= 60; minutes += 1) await server.send(after(world, minutes * minute))
  expect(server.tries() - before).toBeLessThan(20)
  expect(server.tries() - before).toBeGreaterThan(4)

  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const at = after(world, 61 * minute)
  expect(await mailNeeds(world, token, at)).toMatchObject({
    pause: { reason: 'mail-server-refuses-us', code: '5.7.26', waiting: 60, since: world.at.toISOString() },
  })
  const env = { ...readEnv({ DATABASE_URL: world.url, SMTP_URL: server.sink.url }), dataDir: tmpdir() }
  const ready = (await readiness(world.db, env, at)).checks.find((check) => check.name === 'outgoing mail')
  expect(ready).toMatchObject({
    name: 'outgoing mail',
    state: 'warn',
    detail: expect.stringContaining('mail-server-refuses-us'),
  })
  const doctors = (await doctor(env)).find((check) => check.name === 'outgoing mail')
  expect(doctors).toMatchObject({ state: 'bad', detail: expect.stringMatching(/60 wait.*MAIL_FROM.*5\.7\.26/) })

  // Signatures wait as long as their mail could not be tried.
  expect(await purgeUnconfirmed(world.as.worker, after(world, 9 * day))).toBe(0)
  delete server.faults.from
  for (let turn = 0; turn < 4; turn += 1) await server.send(after(world, 9 * day + turn * minute))
  expect(server.taken).toHaveLength(60)
  expect(await readMailStanding(world.db, after(world, 9 * day))).toEqual({ pause: null, domains: [], deferred: 0 })
  const { signature_id } = await world.db
    .selectFrom('message')
    .select('signature_id')
    .limit(1)
    .executeTakeFirstOrThrow()
  await world.confirms(signature_id!, after(world, 10 * day))
  expect(await world.total()).toBe(1)
  expect(server.logged.join('')).not.toMatch(/p\d+@|example\.org|P\d/)
  await server.stop()
})

test('a smarthost that refuses every recipient by policy stops all mail after three domains, and one mail that it takes goes on', async ({
  world,
}) => {
  const server = await mailServer(world)
  server.faults.to = () => '550 5.7.1 Rejected by policy'
  await manySign(world, 40, (index) => `d${index % 8}.example.org`)
  await server.send(world.at)
  const { pause } = await readMailStanding(world.db, world.at)
  expect(pause).toMatchObject({ reason: 'mail-refused-everywhere', code: '5.7.1' })
  const before = server.tries()
  for (let minutes = 1; minutes <= 30; minutes += 1) await server.send(after(world, minutes * minute))
  expect(server.tries() - before).toBeLessThan(15)
  // Days of it lose nothing.
  for (let days = 1; days <= 8; days += 1) await server.send(after(world, days * day))
  expect((await states(world)).every((row) => row.state === 'queued')).toBe(true)
  delete server.faults.to
  for (let turn = 0; turn < 40; turn += 1) await server.send(after(world, 8 * day + (turn + 1) * 30 * minute))
  expect(server.taken).toHaveLength(40)
  expect(await failing(world)).toBe(0)
  await server.stop()
})

test('one provider refuses us by policy: mail to all others leaves, its own waits, is tried one by one, is named in the office, and leaves when it takes us again', async ({
  world,
}) => {
  const server = await mailServer(world)
  server.faults.to = (address) =>
    address.endsWith('@gmail.com') ? '550 5.7.26 Unauthenticated mail is not accepted' : null
  await manySign(world, 60, (index) => (index % 2 === 0 ? 'gmail.com' : `d${index}.example.org`))
  await server.send(world.at)
  expect(server.taken.filter((address) => !address.endsWith('@gmail.com'))).toHaveLength(30)
  await manySign(world, 20, () => 'gmail.com', 60)
  const before = server.tries()
  for (let minutes = 1; minutes <= 120; minutes += 5) await server.send(after(world, minutes * minute))
  // Twenty more have come and wait; those tried at the beginning are tried again one at a time.
  expect(server.tries() - before).toBeLessThan(12)
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  expect(await mailNeeds(world, token, after(world, 121 * minute))).toMatchObject({
    pause: null,
    domains: [{ domain: 'gmail.com', code: '5.7.26', waiting: 50, givenUp: 0 }],
  })
  delete server.faults.to
  for (let turn = 0; turn < 4; turn += 1) await server.send(after(world, 8 * 60 * minute + turn * minute))
  expect(server.taken.filter((address) => address.endsWith('@gmail.com'))).toHaveLength(50)
  expect(await readMailStanding(world.db, after(world, day))).toMatchObject({ pause: null, domains: [] })
  expect(await failing(world)).toBe(0)
  await server.stop()
})

test('a domain that few use is not named: it might be somebody’s own', async ({ world }) => {
  const server = await mailServer(world)
  server.faults.to = (address) => (address.endsWith('@small.example.org') ? '550 5.7.1 No' : null)
  await manySign(world, 3, () => 'small.example.org')
  await server.send(world.at)
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  expect(await mailNeeds(world, token, after(world, minute))).toMatchObject({
    domains: [{ domain: '', code: '5.7.1', waiting: 3 }],
  })
  await server.stop()
})

test('one mail whose words a provider refuses stops nobody else’s: it is tried for five days, then it has failed, is shown, and its contact is not marked', async ({
  world,
}) => {
  const server = await mailServer(world)
  server.faults.data = (address) => (address.startsWith('p0@') ? '550 5.7.1 Message looks like spam' : null)
  await manySign(world, 10)
  await server.send(world.at)
  expect(server.taken).toHaveLength(9)
  await manySign(world, 5, () => 'example.org', 10)
  await server.send(after(world, minute))
  expect(server.taken).toHaveLength(14)
  expect(await readMailStanding(world.db, after(world, minute))).toMatchObject({ pause: null, domains: [] })
  for (let hours = 1; hours <= 6 * 24; hours += 1) await server.send(after(world, hours * 60 * minute))
  expect(server.tries()).toBeLessThan(40)
  expect(
    await world.db
      .selectFrom('message')
      .select(['state', 'failure', 'failure_code'])
      .where('state', '=', 'failed')
      .execute(),
  ).toEqual([{ state: 'failed', failure: 'mail-refused-by-provider', failure_code: '5.7.1' }])
  expect(await failing(world)).toBe(0)
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  expect(await mailNeeds(world, token, world.at)).toMatchObject({
    pause: null,
    domains: [{ domain: 'example.org', code: '5.7.1', waiting: 0, givenUp: 1 }],
  })
  // There is a week left to mend it and ask again.
  await sql`update message set sent_at = ${world.at} where state = 'sent'`.execute(world.db)
  expect(await purgeUnconfirmed(world.as.worker, after(world, 8 * day))).toBe(14)
  await server.stop()
})

test('what was given up because its provider refused us is asked again once it takes mail from us', async ({
  world,
}) => {
  const server = await mailServer(world)
  server.faults.to = () => '550 5.7.26 Unauthenticated'
  await manySign(world, 3)
  for (let hours = 0; hours <= 7 * 24; hours += 3) await server.send(after(world, hours * 60 * minute))
  expect((await states(world)).some((row) => row.state === 'failed')).toBe(true)
  expect(await failing(world)).toBe(0)
  delete server.faults.to
  await world.signs({ ...rosa, given_name: 'New', email: 'new@example.org' })
  await world.work()
  for (let turn = 0; turn < 20; turn += 1) await server.send(after(world, 8 * day + turn * 60 * minute))
  expect(server.taken.toSorted()).toEqual(['new@example.org', 'p0@example.org', 'p1@example.org', 'p2@example.org'])
  await server.stop()
})

test('a mailbox that does not exist, tried while all is paused, is told as such, and shows that our server takes mail again', async ({
  world,
}) => {
  const server = await mailServer(world)
  server.faults.from = '535 5.7.8 no'
  await manySign(world, 5)
  await server.send(world.at)
  expect((await readMailStanding(world.db, world.at)).pause).not.toBeNull()
  delete server.faults.from
  server.faults.to = () => '550 5.1.1 User unknown'
  await server.send(after(world, minute))
  expect((await readMailStanding(world.db, world.at)).pause).toBeNull()
  expect(await failing(world)).toBe(1)
  await server.stop()
})

test('a mail server that is away for a week loses nothing, and is asked less and less', async ({ world }) => {
  const server = await mailServer(world)
  await manySign(world, 30)
  const gone = openMailer(
    {
      smtpUrl: 'smtp://127.0.0.1:9',
      mailFrom: 'Firme <firme@example.org>',
      dkim: null,
      bounceAddress: null,
      dataDir: tmpdir(),
    },
    300,
  )
  let tries = 0
  const counting = { ...gone, send: (...sent: Parameters<typeof gone.send>) => ((tries += 1), gone.send(...sent)) }
  const sendGone = (at: Date) =>
    sendDue(
      world.as.worker,
      {
        keyring: world.keyring,
        mailer: counting,
        sms: noSms,
        publicUrl: 'https://firme.example.org',
        officeUrl: 'https://office.example.org',
        log: pino({ level: 'silent' }),
      },
      'mail',
      () => at,
    )
  await sendGone(world.at)
  expect(tries).toBeLessThanOrEqual(20)
  for (let hours = 1; hours <= 7 * 24; hours += 4) await sendGone(after(world, hours * 60 * minute))
  expect(tries).toBeLessThan(90)
  expect((await readMailStanding(world.db, after(world, 7 * day))).pause).toMatchObject({
    reason: 'mail-server-unreachable',
  })
  expect((await states(world)).every((row) => row.state === 'queued')).toBe(true)
  for (let turn = 1; turn < 10; turn += 1) await server.send(after(world, 7 * day + turn * 10 * minute))
  expect(server.taken).toHaveLength(30)
  await gone.close()
  await server.stop()
})

test('a mail that came back because its provider refuses us is sent again, not booked as a bad mailbox', async ({
  world,
}) => {
  const server = await mailServer(world)
  await manySign(world, 1)
  await server.send(world.at)
  const { id } = await world.db.selectFrom('message').select('id').executeTakeFirstOrThrow()
  const path = `bounce+${bounceToken(world.keyring, id)}@example.org`
  const comesBack = async (raw: string, at: Date) => {
    await world.intake.append(
      await sealingKey(world.db, null),
      'bounce',
      { raw: Buffer.from(raw).toString('base64') },
      at,
    )
    await world.work(at)
  }
  await comesBack(samples.blockedByPolicy(path), after(world, 10 * minute))
  expect(await world.db.selectFrom('message').select(['state', 'failure', 'failure_code']).execute()).toEqual([
    { state: 'queued', failure: 'mail-refused-by-provider', failure_code: '5.7.1' },
  ])
  expect(await failing(world)).toBe(0)
  await server.send(after(world, 2 * 60 * minute))
  expect(server.taken).toHaveLength(2)
  expect(await world.db.selectFrom('message').select(['state', 'failure']).execute()).toEqual([
    { state: 'sent', failure: null },
  ])
  // A bad mailbox is one, whenever it is told.
  await comesBack(samples.noSuchMailbox(path), after(world, 3 * 60 * minute))
  expect(await world.db.selectFrom('message').select(['state', 'failure']).execute()).toEqual([
    { state: 'failed', failure: 'bounced' },
  ])
  expect(await failing(world)).toBe(1)
  await server.stop()
})

test('two workers at once try one mail between them while all is paused, or two, and never the whole queue', async ({
  world,
}) => {
  const server = await mailServer(world)
  server.faults.from = '550 5.7.1 no'
  await manySign(world, 40)
  await server.send(world.at)
  const before = server.tries()
  await Promise.all([
    server.send(after(world, 20_000)),
    server.send(after(world, 20_000)),
    server.send(after(world, 20_000)),
  ])
  expect(server.tries() - before).toBeGreaterThan(0)
  expect(server.tries() - before).toBeLessThanOrEqual(3)
  await server.stop()
})

test('a link to the own page that could not leave in time is not sent, since it would be dead', async ({ world }) => {
  const server = await mailServer(world)
  await world.signs(rosa)
  await world.work()
  await world.intake.append(
    await sealingKey(world.db, null),
    'own-page-request',
    { channel: 'mail', contact: rosa.email, language: 'es' },
    world.at,
  )
  await world.work()
  await server.send(after(world, 16 * minute))
  expect(
    await world.db.selectFrom('message').select(['template', 'state', 'failure']).orderBy('template').execute(),
  ).toEqual([
    { template: 'confirm-signature', state: 'sent', failure: null },
    { template: 'own-page-link', state: 'suppressed', failure: 'too-late' },
  ])
  await server.stop()
})
