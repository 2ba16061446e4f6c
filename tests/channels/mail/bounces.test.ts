import { expect } from 'vitest'
import { tokensIn } from '~/channels/mail/bounce'
import { readBounce } from '~/channels/mail/sort-mail'
import { keyringFrom } from '~/vault/keyring.server'
import { bounceToken, messageOfBounce } from '~/vault/links.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { type ReadBody } from '~/web/http/read-body.server'
import { openMailHook } from '~/web/site/mail-hook.server'
import { rosa, test, type World } from '../../support/firme-test'
import { arrives, clock, keepingMailer, letterStates, presses, sends, toSheriff } from '../../support/letters'
import * as samples from './samples'

const read = (sample: samples.Sample) => readBounce(Buffer.from(sample('bounce+0@example.org')))
const minutes = (world: World, count: number) => new Date(world.at.getTime() + count * 60_000)

test('reports of twelve servers are understood', async () => {
  expect(await read(samples.noSuchMailbox)).toEqual({ what: 'failed', why: 'bad-address', status: '5.1.1' })
  expect(await read(samples.exchange)).toMatchObject({ what: 'failed', why: 'bad-address' })
  expect(await read(samples.nullMx)).toMatchObject({ what: 'failed', why: 'bad-address' })
  expect(await read(samples.blockedByPolicy)).toMatchObject({ what: 'failed', why: 'blocked' })
  expect(await read(samples.mailboxFull)).toMatchObject({ what: 'failed', why: 'full' })
  expect(await read(samples.inWordsOnly)).toMatchObject({ what: 'failed', why: 'bad-address' })
  expect(await read(samples.oneOfTwo)).toEqual({ what: 'failed', why: 'bad-address', status: '5.2.1' })
  expect(await read(samples.complaint)).toEqual({ what: 'complaint' })
  for (const sample of [samples.delayed, samples.delivered, samples.holiday, samples.notSpam])
    expect(await read(sample)).toEqual({ what: 'nothing' })
  expect(await readBounce(Buffer.from('\0\xff no mail at all'))).toEqual({ what: 'nothing' })
})

test.for([
  ['5.1.1', 'smtp; 550 5.1.1 User unknown', 'bad-address'],
  ['5.1.351', 'smtp;550 5.1.351 Remote server returned unknown recipient', 'bad-address'],
  ['5.4.1', 'smtp;550 5.4.1 Recipient address rejected: Access denied. [X.prod.protection.outlook.com]', 'bad-address'],
  ['5.0.0', "smtp; 554 delivery error: dd This user doesn't have a yahoo.com account (x@yahoo.com) [0]", 'bad-address'],
  ['5.5.0', 'smtp; 550 5.5.0 Requested action not taken: mailbox unavailable', 'bad-address'],
  [
    '5.4.4',
    'X-Postfix; Host or domain name not found. Name service error for name=nowhere.example.org type=A',
    'bad-address',
  ],
  ['5.0.0', 'smtp; 550 No such user here', 'bad-address'],
  ['5.2.1', 'smtp; 550 5.2.1 The email account that you tried to reach is disabled', 'bad-address'],
  [
    '5.2.1',
    'smtp; 550-5.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages',
    'later',
  ],
  ['5.2.2', 'smtp; 552 5.2.2 Over quota', 'full'],
  ['5.7.1', 'smtp; 550 5.7.1 Message rejected as spam', 'blocked'],
  ['5.7.26', 'smtp; 550-5.7.26 This mail is unauthenticated', 'blocked'],
  ['5.0.0', 'smtp; 550 5.7.509 Access denied, sending domain does not pass DMARC verification', 'blocked'],
  ['5.7.1', 'smtp; 550 5.7.1 Relaying denied. User unknown', 'blocked'],
  ['5.4.5', 'smtp; 550 5.4.5 Daily user sending limit exceeded', 'blocked'],
  ['5.1.8', 'smtp; 550 5.1.8 Sender address rejected: Domain not found', 'blocked'],
  // A report does not tell at which step: a plain refusal may have been one of the message.
  ['5.0.0', 'smtp; 550 High probability of spam', 'other'],
  ['5.0.0', 'smtp; 550 Message rejected', 'other'],
  ['5.4.7', 'X-Postfix; delivery time expired', 'other'],
  ['5.3.0', 'smtp; 554 Transaction failed', 'other'],
] as const)(
  'a report of %s, “%s”, is read by the same table as a refusal at sending',
  async ([status, diagnostic, why]) => {
    expect(await read(samples.failure(status, diagnostic))).toMatchObject({ what: 'failed', why })
  },
)

test('a return path tells the message, in any case of letters, and only when the mark is ours', () => {
  const keyring = keyringFrom(Buffer.alloc(32, 7))
  const id = '6f1c2f5e-0000-4000-8000-000000000001'
  const token = bounceToken(keyring, id)
  expect(token).toMatch(/^[0-9a-f]{48}$/)
  expect(messageOfBounce(keyring, token.toUpperCase())).toBe(id)
  expect(messageOfBounce(keyring, `${token.slice(0, 47)}${token.endsWith('0') ? '1' : '0'}`)).toBeNull()
  expect(messageOfBounce(keyringFrom(Buffer.alloc(32, 8)), token)).toBeNull()
  expect(tokensIn(`Original-Mail-From: <bounce+${token.slice(0, 20)}=\r\n${token.slice(20)}@example.org>`)).toEqual([
    token,
  ])
})

/** Rosa's letter has left. @returns the return path it left with */
async function sent(world: World): Promise<string> {
  await arrives(world, toSheriff)
  await world.work()
  await presses(world, 'send')
  await clock(world)
  const mailer = keepingMailer()
  await sends(world, mailer, minutes(world, 15))
  return `bounce+${mailer.mails.at(-1)!.bounceToken}@example.org`
}

async function comesBack(world: World, raw: string, at = minutes(world, 60)): Promise<void> {
  await world.intake.append(
    await sealingKey(world.db, null),
    'bounce',
    { raw: Buffer.from(raw).toString('base64') },
    at,
  )
  await world.work(at)
}

test('a mail to the address in our List-Unsubscribe stops everything; a report that quotes it stops nothing', async ({
  world,
}) => {
  await world.signs(rosa)
  await world.work()
  const { id } = await world.db.selectFrom('message').select('id').executeTakeFirstOrThrow()
  const token = bounceToken(world.keyring, id)
  const stopped = () => world.db.selectFrom('suppression').select(['channel', 'reason']).execute()
  const address = `bounce+stop-${token}@example.org`
  await comesBack(
    world,
    samples.delayed(`bounce+${token}@example.org`) + `\r\nList-Unsubscribe: <mailto:${address}>\r\n`,
  )
  await comesBack(world, `From: x@example.org\r\nTo: bounce+stop-${'0'.repeat(48)}@example.org\r\n\r\n`)
  expect(await stopped()).toEqual([])
  await comesBack(world, `From: rosa@example.org\r\nTo:\r\n <${address.toUpperCase()}>\r\nSubject: stop\r\n\r\n`)
  expect(await stopped()).toEqual([{ channel: 'mail', reason: 'opted-out' }])
})

test('a letter that bounces five times over has bounced once: the contact is doubted, and it is tried anew elsewhere or failed', async ({
  world,
}) => {
  const path = await sent(world)
  await Promise.all(Array.from({ length: 5 }, () => comesBack(world, samples.noSuchMailbox(path))))
  expect(await letterStates(world)).toEqual(['returned'])
  expect(await world.db.selectFrom('contact_report').select(['what', 'origin']).execute()).toEqual([
    { what: 'bounced', origin: 'mail' },
  ])
  expect(
    (
      await world.db
        .selectFrom('contact_detail')
        .select('status')
        .where('value', '=', 'sheriff.vance@example.org')
        .executeTakeFirstOrThrow()
    ).status,
  ).toBe('doubtful')
  expect(await world.db.selectFrom('outreach').select('outcome').orderBy('done_at').execute()).toEqual([
    { outcome: 'bounced' },
  ])
  await clock(world, minutes(world, 61))
  expect(await letterStates(world)).toEqual(['failed'])
  expect(
    await world.db.selectFrom('message').select('id').where('template', '=', 'letter-came-back').execute(),
  ).toHaveLength(1)
  // A late word that it was delivered, or failed again, changes nothing: states move forward only.
  await comesBack(world, samples.delivered(path))
  await comesBack(world, samples.blockedByPolicy(path))
  expect(await letterStates(world)).toEqual(['failed'])
})

test('a delay, a holiday’s answer, and a report under a mark that is not ours change nothing', async ({ world }) => {
  const path = await sent(world)
  for (const sample of [samples.delayed, samples.holiday]) await comesBack(world, sample(path))
  await comesBack(world, samples.noSuchMailbox(path.replace(/[0-9a-f](?=@)/, (digit) => (digit === '0' ? '1' : '0'))))
  await comesBack(world, samples.noSuchMailbox('bounce@example.org'))
  expect(await letterStates(world)).toEqual(['sent'])
  expect(await world.db.selectFrom('contact_report').selectAll().execute()).toEqual([])
})

const inQueue = async (world: World) =>
  (await world.db.selectFrom('contact_report').select(['what', 'origin']).execute()).map(({ what }) => what)

test.for([
  ['is full', samples.mailboxFull],
  ['comes back in words alone', samples.inWordsOnly],
  ['comes back without a reason', samples.failure('5.0.0', 'smtp; 554 Transaction failed')],
] as const)(
  'an official’s address whose mail %s goes to the queue of what is to be checked',
  async ([, sample], { world }) => {
    await comesBack(world, sample(await sent(world)))
    expect(await letterStates(world)).toEqual(['returned'])
    expect(await inQueue(world)).toEqual(['bounced'])
  },
)

test('an official’s bad address goes to the queue, too, when the letter has been erased meanwhile', async ({
  world,
}) => {
  const path = await sent(world)
  await world.db.updateTable('message').set({ letter_id: null }).where('letter_id', 'is not', null).execute()
  await world.db.deleteFrom('letter').execute()
  await comesBack(world, samples.noSuchMailbox(path))
  expect(await inQueue(world)).toEqual(['bounced'])
})

test('an office whose filter refuses our mail has a good address', async ({ world }) => {
  await comesBack(world, samples.blockedByPolicy(await sent(world)))
  expect(await inQueue(world)).toEqual([])
})

test('a signer’s mailbox that is full is tried again for five days; only then it counts as failing', async ({
  world,
}) => {
  await world.signs(rosa)
  await world.work()
  const days = (count: number) => minutes(world, count * 1_440)
  const failing = async () =>
    (await world.db.selectFrom('contact_point').select('failing_since').executeTakeFirstOrThrow()).failing_since
  const state = async () =>
    await world.db
      .selectFrom('message')
      .select(['state', 'failure'])
      .where('template', '=', 'confirm-signature')
      .executeTakeFirstOrThrow()
  for (let day = 0; day < 5; day += 1) {
    const mailer = keepingMailer()
    await sends(world, mailer, days(day))
    expect(mailer.mails).toHaveLength(1)
    await comesBack(
      world,
      named(samples.mailboxFull(`bounce+${mailer.mails[0]!.bounceToken}@example.org`), day),
      new Date(days(day).getTime() + 60_000),
    )
    expect([await state(), await failing()]).toEqual([{ state: 'queued', failure: 'mailbox-full' }, null])
  }
  const mailer = keepingMailer()
  await sends(world, mailer, days(5.5))
  const last = samples.mailboxFull(`bounce+${mailer.mails[0]!.bounceToken}@example.org`)
  await comesBack(world, named(last, 5), days(5.6))
  expect(await state()).toEqual({ state: 'failed', failure: 'mailbox-full' })
  expect(await failing()).toBe('2026-11-30')
})

test('an office that complains gets one mail a day from then on; its letter stays sent', async ({ world }) => {
  await comesBack(world, samples.complaint(await sent(world)))
  expect(await letterStates(world)).toEqual(['sent'])
  expect(
    (
      await world.db
        .selectFrom('organization')
        .select('mail_mode')
        .where('kind', '=', 'sheriff')
        .executeTakeFirstOrThrow()
    ).mail_mode,
  ).toBe('digest')
})

test('a mailbox of a signer that bounces is marked; a signer who complains is left alone', async ({ world }) => {
  await world.signs(rosa)
  await world.work()
  const mailer = keepingMailer()
  await sends(world, mailer)
  const path = `bounce+${mailer.mails[0]!.bounceToken}@example.org`
  await comesBack(world, samples.noSuchMailbox(path))
  expect(await world.db.selectFrom('contact_point').select('failing_since').execute()).toEqual([
    { failing_since: '2026-11-24' },
  ])
  await world.signs({ ...rosa, email: 'ana@example.org' })
  await world.work()
  await sends(world, mailer)
  await comesBack(world, samples.complaint(`bounce+${mailer.mails[1]!.bounceToken}@example.org`))
  expect(await world.db.selectFrom('suppression').select('reason').execute()).toEqual([{ reason: 'opted-out' }])
})

test('the mail server’s place takes nothing without its secret, and says so', async ({ world }) => {
  const body = Buffer.from(samples.noSuchMailbox('bounce+0@example.org'))
  const whole: ReadBody = { outcome: 'read', body }
  const key = () => sealingKey(world.db, null)
  const hook = openMailHook('a secret of this test', world.intake, key)
  const call = (authorization?: string, read: ReadBody = whole) =>
    hook(null, authorization, () => Promise.resolve(read), world.at)
  expect(await call()).toBe(401)
  expect(await call('Bearer ')).toBe(401)
  expect(await call('Bearer a secret of this tesT')).toBe(403)
  expect(await call('Bearer a secret of this test and more')).toBe(403)
  expect(await call('Bearer a secret of this test', { outcome: 'too-large' })).toBe(413)
  expect(await openMailHook(null, world.intake, key)(null, 'Bearer null', () => Promise.resolve(whole), world.at)).toBe(
    404,
  )
  expect(await world.db.selectFrom('intake').select('id').execute()).toEqual([])
  expect(await call('Bearer a secret of this test')).toBe(202)
  expect(await world.db.selectFrom('intake').select('kind').execute()).toEqual([{ kind: 'bounce' }])
  await world.work()
  expect(await world.db.selectFrom('intake').select('kind').execute()).toEqual([])
})

test('a letter that the office’s server refuses because of our own domain waits, and no address is blamed', async ({
  world,
}) => {
  await arrives(world, toSheriff)
  await world.work()
  await presses(world, 'send')
  await clock(world)
  const later = new Date(world.at.getTime() + 15 * 60_000)
  const refusing = keepingMailer((mail) =>
    mail.to === 'sheriff.vance@example.org'
      ? { outcome: 'ours', reason: 'mail-refused-by-provider', code: '5.7.26', scope: 'domain' }
      : null,
  )
  await sends(world, refusing, later)
  expect(await letterStates(world)).toEqual(['queued'])
  expect(await world.db.selectFrom('contact_report').selectAll().execute()).toEqual([])
})

/** Rosa has got a mail. @returns its return path */
async function mailed(world: World): Promise<string> {
  await world.signs(rosa)
  await world.work()
  const mailer = keepingMailer()
  await sends(world, mailer, world.at)
  return `bounce+${mailer.mails.at(-1)!.bounceToken}@example.org`
}

/** Each report of a mail server has an id of its own. */
const named = (report: string, time: number) => `Message-ID: <report-${time}@mx.example.net>\r\n${report}`

const failingSince = async (world: World) =>
  (await world.db.selectFrom('contact_point').select('failing_since').executeTakeFirstOrThrow()).failing_since

test('a mailbox that does not exist is not written to again; one that is busy, after five times in seven days', async ({
  world,
}) => {
  const path = await mailed(world)
  const busy = samples.failure('4.2.1', 'smtp; 450 4.2.1 try again later')
  for (let time = 1; time <= 5; time += 1) {
    expect(await failingSince(world)).toBeNull()
    await world.db.updateTable('message').set({ state: 'sent', failure: null }).execute()
    await comesBack(world, named(busy(path), time), minutes(world, time * 24 * 60))
  }
  expect(await failingSince(world)).not.toBeNull()
})

test('a report that comes in again and again is about one return, also once the mail has left again', async ({
  world,
}) => {
  const path = await mailed(world)
  const busy = samples.failure('4.2.1', 'smtp; 450 4.2.1 try again later')
  for (let time = 1; time <= 6; time += 1) {
    await world.db.updateTable('message').set({ state: 'sent', failure: null }).execute()
    await comesBack(world, named(busy(path), 1), minutes(world, time * 60))
  }
  expect(await failingSince(world)).toBeNull()
  expect(await world.db.selectFrom('soft_bounce').select('at').execute()).toHaveLength(1)
  expect(await world.db.selectFrom('message').select('state').execute()).toEqual([{ state: 'sent' }])
})

test('five times in more than seven days stop nothing', async ({ world }) => {
  const path = await mailed(world)
  for (let time = 1; time <= 5; time += 1) {
    await world.db.updateTable('message').set({ state: 'sent', failure: null, refused_since: null }).execute()
    await comesBack(
      world,
      named(samples.failure('4.2.1', 'smtp; 450 4.2.1 try again later')(path), time),
      minutes(world, time * 48 * 60),
    )
  }
  expect(await failingSince(world)).toBeNull()
})

test('a complaint whose provider took out every address but that in List-Unsubscribe stops our mail, and no organizer can undo it', async ({
  world,
}) => {
  const path = await mailed(world)
  const hidden = samples
    .complaint('redacted@example.net')
    .replace(
      'Subject: No judge',
      `List-Unsubscribe: <https://example.org/x>, <mailto:${path.replace('+', '+stop-')}?subject=stop>\r\nSubject: No judge`,
    )
  expect(hidden).toContain('+stop-')
  await comesBack(world, hidden)
  expect(await world.db.selectFrom('suppression').select(['reason', 'recorded_by']).execute()).toEqual([
    { reason: 'opted-out', recorded_by: null },
  ])
})
