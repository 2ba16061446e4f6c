import { sql } from 'kysely'
import { expect } from 'vitest'
import { openMailer } from '~/channels/mail/mailer.server'
import { stuckBroadcastsCheck } from '~/doctor/message-checks.server'
import { readResults } from '~/messages/broadcasts/results.server'
import {
  pauseBroadcast,
  resumeBroadcast,
  sendToRest,
  startBroadcast,
  stopBroadcast,
} from '~/messages/broadcasts/steer-broadcast.server'
import { countSegment, reachOf as segmentReach } from '~/messages/segments/count-segment.server'
import type { Segment } from '~/messages/segments/segments.server'
import { stopToken } from '~/vault/links.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { claimMessages } from '~/worker/sending/claim-messages.server'
import { approved, asksForNews, plans, sendsToMany } from '../../support/broadcasts'
import { rosa, sam, test, tomas, type World } from '../../support/firme-test'
import { keepingMailer, sends } from '../../support/letters'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { openSmtpSink, reply } from '../../support/smtp-sink'

const hour = 3_600_000
const later = (world: World, milliseconds: number) => new Date(world.at.getTime() + milliseconds)
const people = async (world: World, count: number) => {
  for (let number = 0; number < count; number += 1)
    await asksForNews(world, { ...rosa, given_name: `P${number}`, email: `p${number}@example.org` })
}
const stateOf = async (world: World, id: string) =>
  (await world.db.selectFrom('broadcast').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state
const rows = (world: World, id: string) =>
  world.db
    .selectFrom('message')
    .select(['state', 'failure', 'person_id', 'due_at'])
    .where('broadcast_id', '=', id)
    .execute()

test('everybody who asked for news gets a message once, in their language, with their name; then it is done', async ({
  world,
}) => {
  await asksForNews(world)
  await asksForNews(world, { ...rosa, given_name: 'Ana', email: 'ana@example.org' })
  await asksForNews(world, tomas)
  const id = await sendsToMany(world)
  const { reach } = await world.db
    .selectFrom('broadcast')
    .select('reach')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(reach).toMatchObject({ inSegment: 3, willReceive: 2, whyNot: { 'no-contact': 1 } })
  expect(await stateOf(world, id)).toBe('sending')
  const mailer = keepingMailer()
  await sends(world, mailer)
  expect(mailer.mails.map(({ to }) => to).toSorted()).toEqual(['ana@example.org', 'rosa@example.org'])
  const [mail] = mailer.mails.filter(({ to }) => to === 'rosa@example.org')
  expect(mail).toMatchObject({ subject: 'Noticias' })
  expect(mail!.text).toContain('Hola Rosa')
  expect(mail!.html).toContain('P.O. Box 1')
  expect(mail!.stopUrl).toMatch(/\/es\/stop\//)
  await plans(world)
  expect(await stateOf(world, id)).toBe('done')
  expect(await readResults(world.db, id)).toMatchObject({ sent: 2, waiting: 0, isPlanned: true })
})

test('a worker that is killed anywhere while planning leaves nobody out and writes to nobody twice', async ({
  world,
}) => {
  await people(world, 6)
  const { id, by } = await approved(world, { perHour: 120 })
  await startBroadcast(world.as.office, { id, by }, world.at)
  // Two a minute; the cursor moves with what was planned, or not at all.
  await plans(world)
  expect(await rows(world, id)).toHaveLength(2)
  await sql`update broadcast_wave set after_person = null, next_at = null`.execute(world.db)
  await plans(world)
  expect(await rows(world, id)).toHaveLength(4)
  for (let minute = 1; minute < 9; minute += 1) await plans(world, later(world, minute * 61_000))
  const planned = await rows(world, id)
  expect(planned).toHaveLength(6)
  expect(new Set(planned.map((row) => row.person_id)).size).toBe(6)
})

test('a family with one address gets one message, and it is said how many share it', async ({ world }) => {
  await asksForNews(world)
  await asksForNews(world, sam)
  const id = await sendsToMany(world)
  expect(await rows(world, id)).toHaveLength(1)
  const { reach } = await world.db
    .selectFrom('broadcast')
    .select('reach')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(reach).toMatchObject({ inSegment: 2, willReceive: 1, whyNot: { 'same-contact': 1 } })
})

test('whoever said stop is never written to, whatever the segment says, and who shares an address is counted once', async ({
  world,
}) => {
  const stopped = await asksForNews(world)
  await asksForNews(world, { ...sam, email: 'sam@example.org' })
  await asksForNews(world, { ...tomas, phone: '', email: 'sam@example.org' })
  // One of the two reads English.
  await sql`update person set language = 'en' where id = (select id from person where id <> ${stopped} order by id limit 1)`.execute(
    world.db,
  )
  await world.db
    .updateTable('subscription')
    .set({ ended_on: '2026-11-30', ended_how: 'link' })
    .where('person_id', '=', stopped)
    .execute()
  const { id, by } = await approved(world)
  const rule = {
    any: [
      { fact: 'language', language: 'es' },
      { fact: 'language', language: 'en' },
    ],
  }
  const groupId = await groupOf(world, 'network')
  const kept = { id, name: 'Anyone', groupId, campaignId: null, rule, frozenAt: null }
  await world.db
    .updateTable('broadcast')
    .set({ segment: JSON.stringify(kept) })
    .execute()
  const started = await startBroadcast(world.as.office, { id, by }, world.at)
  expect(started).toMatchObject({
    reach: { inSegment: 3, willReceive: 1, whyNot: { 'no-consent': 1, 'same-contact': 1 } },
  })
  await plans(world)
  const written = await rows(world, id)
  expect(written).toHaveLength(1)
  expect(written[0]!.person_id).not.toBe(stopped)
  const count = await countSegment(world.db, kept as Segment, world.at)
  expect(await segmentReach(world.db, kept as Segment, count.people, world.at)).toMatchObject({
    mail: { receive: 1, not: { 'no-consent': 1, 'same-contact': 1, 'no-contact': 0 } },
  })
})

test('a limit that is changed while it goes out changes the pace, and starts nothing again', async ({ world }) => {
  await people(world, 5)
  const { id, by } = await approved(world, { perHour: 120 })
  await startBroadcast(world.as.office, { id, by }, world.at)
  await plans(world)
  const mailer = keepingMailer()
  await sends(world, mailer)
  await sql`update broadcast set per_hour = 60`.execute(world.db)
  await sql`update mail_pace set domain_per_hour = 1000, warms_up_from = site_day(${world.at}), first_day = 1000`.execute(
    world.db,
  )
  await plans(world, later(world, 61_000))
  expect(await rows(world, id)).toHaveLength(3)
  await sql`update broadcast set per_hour = null`.execute(world.db)
  // Whoever waits for the old pace waits no more; undoing it is a change like any other.
  const network = await groupOf(world, 'network')
  const { token } = await organizer(world, 'owner', network)
  const sending = officeRoute('office.messages_.drafts_.$broadcast_.send')
  const sets = (per_hour: string) =>
    call(world, sending.action!, { token, params: { broadcast: id }, fields: { intent: 'pace', per_hour } })
  expect((await sets('fast')).status).toBe(422)
  const { location } = await sets('30')
  const pace = () => world.db.selectFrom('broadcast').select(['per_hour', 'state', 'revision']).execute()
  expect(await pace()).toEqual([{ per_hour: 30, state: 'sending', revision: 1 }])
  const undo = new URL(location!, 'https://office.example.org').searchParams.get('undo')!
  await call(world, officeRoute('office.undo').action!, { token, fields: { id: undo } })
  expect(await pace()).toEqual([{ per_hour: null, state: 'sending', revision: 1 }])
  const acts = await world.db.selectFrom('audit').select('act').where('act', '=', 'changed-message-pace').execute()
  expect(acts).toHaveLength(1)
  await sql`update mail_pace set domain_per_hour = null, warms_up_from = null`.execute(world.db)
  await plans(world, later(world, 3 * 61_000))
  await sends(world, mailer, later(world, 3 * 61_000))
  expect(mailer.mails.map(({ to }) => to).toSorted()).toEqual([0, 1, 2, 3, 4].map((one) => `p${one}@example.org`))
})

test('nothing leaves while it is paused; what was stopped ends, and goes to who has not got it only when somebody says so', async ({
  world,
}) => {
  await people(world, 3)
  const id = await sendsToMany(world)
  expect(await pauseBroadcast(world.as.office, id)).toBe(true)
  expect(await claimMessages(world.as.worker, 'mail', 10, world.at)).toEqual([])
  expect(await resumeBroadcast(world.as.office, id)).toBe(true)
  expect(await claimMessages(world.as.worker, 'mail', 1, world.at)).toHaveLength(1)
  await stopBroadcast(world.as.office, id, world.at)
  await world.db
    .updateTable('message')
    .set({ state: 'sent', sent_at: world.at })
    .where('state', '=', 'sending')
    .execute()
  await plans(world)
  expect(await readResults(world.db, id)).toMatchObject({
    sent: 1,
    notSent: [{ reason: 'broadcast-stopped', count: 2 }],
  })
  await asksForNews(world, { ...rosa, email: 'new@example.org' })
  expect(await sendToRest(world.as.office, id, world.at)).toEqual({ outcome: 'sent' })
  await plans(world)
  const mailer = keepingMailer()
  await sends(world, mailer)
  expect(mailer.mails).toHaveLength(3)
  await plans(world)
  expect(await stateOf(world, id)).toBe('done')
  expect(await readResults(world.db, id)).toMatchObject({ sent: 4, notSent: [] })
})

test('whoever stops by the link of a message to many, after it was planned, gets it no more', async ({ world }) => {
  await people(world, 2)
  const id = await sendsToMany(world)
  const [first] = await claimMessages(world.as.worker, 'mail', 1, world.at)
  await world.db.updateTable('message').set({ state: 'sent', sent_at: world.at }).where('id', '=', first!.id).execute()
  const again = await sendsToMany(world, {}, later(world, hour))
  const token = stopToken(world.keyring, first!.id)
  await world.intake.append(
    await sealingKey(world.db, null),
    'stop',
    { token, wanted: 'stop', scope: 'campaign' },
    later(world, hour),
  )
  // Nobody has read yet whose stop it is.
  expect(await claimMessages(world.as.worker, 'mail', 10, later(world, hour))).toEqual([])
  await world.work(later(world, hour))
  await claimMessages(world.as.worker, 'mail', 10, later(world, hour))
  const stopped = (await rows(world, again)).find((row) => row.person_id === first!.personId)
  expect(stopped).toMatchObject({ state: 'suppressed', failure: 'opted-out' })
  expect(await readResults(world.db, id)).toMatchObject({ unsubscribed: 1 })
})

test('requests to confirm overtake a message to many, which still gets its share', async ({ world }) => {
  await people(world, 15)
  await sendsToMany(world)
  for (let number = 0; number < 15; number += 1)
    await world.signs({ ...rosa, email: `q${number}@example.org` }, { at: later(world, 60_000) })
  await world.work(later(world, 60_000))
  const claimed = await claimMessages(world.as.worker, 'mail', 10, later(world, 120_000))
  const count = (template: string) => claimed.filter((one) => one.template === template).length
  expect([count('confirm-signature'), count('broadcast')]).toEqual([9, 1])
})

test('a message about tonight that quiet hours held back never leaves the next morning', async ({ world }) => {
  await asksForNews(world, tomas)
  // 21:30 in Phoenix.
  const night = new Date(Date.UTC(2026, 11, 1, 4, 30))
  const id = await sendsToMany(
    world,
    { channel: 'text', words: { en: 'Tonight!', es: 'Hoy.' }, schedule: { noLaterThan: '2026-12-01T06:00' } },
    night,
  )
  expect(await claimMessages(world.as.worker, 'sms', 10, night)).toEqual([])
  const morning = new Date(night.getTime() + 12 * hour)
  expect(await claimMessages(world.as.worker, 'sms', 10, morning)).toEqual([])
  await plans(world, morning)
  expect(await rows(world, id)).toMatchObject([{ state: 'suppressed', failure: 'too-late' }])
  expect(await stateOf(world, id)).toBe('done')
})

test('whoever has not got it gets it no more once it was not to arrive anymore, each by their own clocks', async ({
  world,
}) => {
  await asksForNews(world, { ...rosa, email: 'west@example.org' })
  const { id: west } = await world.db.selectFrom('person').select('id').executeTakeFirstOrThrow()
  await asksForNews(world, { ...rosa, given_name: 'Ana', email: 'east@example.org' })
  await sql`update person set time_zone = case id when ${west} then 'America/Los_Angeles' else 'America/New_York' end`.execute(
    world.db,
  )
  const schedule = { when: 'local' as const, at: '2026-12-01T18:00', noLaterThan: '2026-12-01T20:00' }
  const id = await sendsToMany(world, { schedule })
  // Six in the evening in New York, when it is stopped.
  const evening = new Date('2026-12-01T23:30:00Z')
  await plans(world, evening)
  await stopBroadcast(world.as.office, id, evening)
  await plans(world, evening)
  // In New York it is nine by now, in Los Angeles not yet eight.
  const night = new Date('2026-12-02T02:00:00Z')
  expect(await sendToRest(world.as.office, id, night)).toEqual({ outcome: 'sent' })
  await plans(world, night)
  const mailer = keepingMailer()
  await sends(world, mailer, night)
  expect(mailer.mails.map(({ to }) => to)).toEqual(['west@example.org'])
  await plans(world, night)
  const late = new Date('2026-12-02T04:00:00Z')
  expect(await sendToRest(world.as.office, id, late)).toEqual({ outcome: 'too-late' })
  expect(await stateOf(world, id)).toBe('done')
})

test('a message that cannot be planned is put aside and says why, and holds back no other', async ({ world }) => {
  await people(world, 2)
  const broken = await approved(world)
  await sql`update broadcast set segment = '{"id": "what"}', created_at = created_at - interval '1 day'`.execute(
    world.db,
  )
  await world.db
    .updateTable('broadcast')
    .set({ state: 'scheduled', started_at: world.at })
    .where('id', '=', broken.id)
    .execute()
  await sql`insert into broadcast_wave (broadcast_id, number, part, due_at) values (${broken.id}, 1, 'all', ${later(world, -hour)})`.execute(
    world.db,
  )
  const other = await sendsToMany(world)
  expect(await rows(world, other)).toHaveLength(2)
  expect(await stateOf(world, broken.id)).toBe('paused')
  expect(await stuckBroadcastsCheck(world.db)).toMatchObject({ state: 'bad' })
  // One that can no longer be read holds back no mail of another.
  await sql`update broadcast set blocks = '{"no": "blocks"}' where id = ${broken.id}`.execute(world.db)
  await sql`update message set broadcast_id = ${broken.id} where id = (select id from message where broadcast_id = ${other} order by id limit 1)`.execute(
    world.db,
  )
  await sql`update broadcast set state = 'sending', stuck_why = null where id = ${broken.id}`.execute(world.db)
  const mailer = keepingMailer()
  await sends(world, mailer)
  expect(mailer.mails).toHaveLength(1)
  expect(await rows(world, broken.id)).toMatchObject([{ failure: 'not-composed' }])
})

test('at 18:00 where each person lives is 18:00 there, and a time that has passed somewhere is refused', async ({
  world,
}) => {
  await people(world, 2)
  await sql`update person set time_zone = case when id = (select id from person order by id limit 1) then 'America/New_York' else 'America/Los_Angeles' end`.execute(
    world.db,
  )
  const at = new Date(Date.UTC(2026, 11, 1, 12))
  const id = await sendsToMany(world, { schedule: { when: 'local', at: '2026-12-01T18:00' } }, at)
  expect(await rows(world, id)).toHaveLength(0)
  expect((await readResults(world.db, id)).nextAt).toEqual(new Date(Date.UTC(2026, 11, 1, 23)))
  await plans(world, new Date(Date.UTC(2026, 11, 1, 23)))
  expect((await readResults(world.db, id)).nextAt).toEqual(new Date(Date.UTC(2026, 11, 2, 2)))
  expect(await rows(world, id)).toHaveLength(1)
  await plans(world, new Date(Date.UTC(2026, 11, 2, 2)))
  expect((await rows(world, id)).map((row) => row.due_at.toISOString()).toSorted()).toEqual([
    '2026-12-01T23:00:00.000Z',
    '2026-12-02T02:00:00.000Z',
  ])
  const { id: late, by } = await approved(world, { schedule: { when: 'local', at: '2026-12-01T18:00' } })
  expect(
    await startBroadcast(world.as.office, { id: late, by }, new Date(Date.UTC(2026, 11, 1, 23, 30))),
  ).toMatchObject({
    outcome: 'refused',
    problem: 'passed',
    zone: 'America/New_York',
  })
})

test('of two versions, the one that led to more acts goes to the rest', async ({ world }) => {
  await people(world, 8)
  const { id, by } = await approved(world, { wordsB: { en: 'Other words', es: 'Otras palabras' }, testShare: 50 })
  await startBroadcast(world.as.office, { id, by }, world.at)
  await plans(world)
  const test = await world.db.selectFrom('message').select('variant').where('broadcast_id', '=', id).execute()
  expect(test.length).toBeLessThan(8)
  await world.signs({ ...rosa, email: 'friend@example.org' }, { ref: `m${id.slice(0, 8)}b` })
  await world.work()
  const { id: signature } = await world.db
    .selectFrom('signature')
    .select('id')
    .where('state', '=', 'unconfirmed')
    .executeTakeFirstOrThrow()
  await world.confirms(signature)
  await plans(world, later(world, 5 * hour))
  expect(
    (await world.db.selectFrom('broadcast').select('winner').where('id', '=', id).executeTakeFirstOrThrow()).winner,
  ).toBe('b')
  expect(await rows(world, id)).toHaveLength(8)
  expect(await readResults(world.db, id)).toMatchObject({ acts: { all: 1, byVariant: { a: 0, b: 1 } } })
  const mailer = keepingMailer()
  await sends(world, mailer, later(world, 5 * hour))
  const got = new Map(mailer.mails.map((mail) => [mail.messageId, mail.text]))
  for (const { id: message, variant } of await world.db
    .selectFrom('message')
    .select(['id', 'variant'])
    .where('broadcast_id', '=', id)
    .execute()) {
    expect(got.get(message)?.includes('Otras palabras')).toBe(variant === 'b')
    expect(got.get(message)?.includes('Hola Rosa') || got.get(message)?.includes('Hola P')).toBe(variant === 'a')
  }
  // Of a text, too.
  const text = await approved(world, { channel: 'text', wordsB: { en: 'Two', es: 'Dos' } })
  await startBroadcast(world.as.office, text, world.at)
  const waves = await world.db.selectFrom('broadcast_wave').select('part').where('broadcast_id', '=', text.id).execute()
  expect(waves.map(({ part }) => part).toSorted()).toEqual(['rest', 'test'])
})

test('one mail domain gets no more an hour than is set, and a warm-up holds back what is too much for its day', async ({
  world,
}) => {
  await people(world, 5)
  await sql`update mail_pace set domain_per_hour = 2, warms_up_from = site_day(${world.at}), first_day = 4`.execute(
    world.db,
  )
  const id = await sendsToMany(world)
  expect(await rows(world, id)).toHaveLength(4)
  expect(await claimMessages(world.as.worker, 'mail', 10, world.at)).toHaveLength(2)
  expect(await claimMessages(world.as.worker, 'mail', 10, later(world, 60_000))).toHaveLength(0)
  expect((await readResults(world.db, id)).waitingFor).toEqual([{ reason: 'domain-pace', count: 2 }])
  expect(await claimMessages(world.as.worker, 'mail', 10, later(world, hour))).toHaveLength(2)
  await plans(world, later(world, 24 * hour))
  expect(await rows(world, id)).toHaveLength(5)
})

test('a mail that has to wait for tomorrow holds back no text, and a limit per hour is one for all its waves', async ({
  world,
}) => {
  await people(world, 4)
  await asksForNews(world, tomas)
  await sql`update mail_pace set warms_up_from = site_day(${world.at}), first_day = 2`.execute(world.db)
  const mail = await sendsToMany(world)
  expect(await rows(world, mail)).toHaveLength(2)
  const text = await sendsToMany(
    world,
    { channel: 'text', words: { en: 'Tonight!', es: 'Hoy.' } },
    later(world, 60_000),
  )
  expect(await rows(world, text)).toHaveLength(1)
  await sql`update mail_pace set warms_up_from = null`.execute(world.db)
  await sql`update person set time_zone = case when id = any(array(select person_id from message where broadcast_id = ${mail})) then 'America/New_York' else 'America/Phoenix' end`.execute(
    world.db,
  )
  const at = new Date(Date.UTC(2026, 11, 1, 12))
  const { id, by } = await approved(world, { schedule: { when: 'local', at: '2026-12-01T18:00' }, perHour: 60 })
  await startBroadcast(world.as.office, { id, by }, at)
  // By now it is 18:00 in both.
  await plans(world, new Date(Date.UTC(2026, 11, 2, 12)))
  expect(await rows(world, id)).toHaveLength(1)
})

test('of two subjects, the rest waits until everybody of the test was written to', async ({ world }) => {
  await people(world, 8)
  const { id, by } = await approved(world, { subjectB: { en: 'B', es: 'B' }, testShare: 60, perHour: 60 })
  await startBroadcast(world.as.office, { id, by }, world.at)
  await plans(world)
  await plans(world, later(world, 5 * hour))
  const winner = () => world.db.selectFrom('broadcast').select('winner').where('id', '=', id).executeTakeFirstOrThrow()
  expect(await winner()).toEqual({ winner: null })
  for (let minute = 1; minute < 20; minute += 1) await plans(world, later(world, 5 * hour + minute * 61_000))
  expect((await winner()).winner).not.toBeNull()
  expect(await rows(world, id)).toHaveLength(8)
})

test('a message of a group goes to nobody whom that group may not see, also through a segment of another group', async ({
  world,
}) => {
  await asksForNews(world)
  const other = await groupOf(world, 'Tierra y Casa')
  const { id, by } = await approved(world)
  const kept = { id, name: 'Theirs', groupId: other, campaignId: null, rule: { all: [] }, frozenAt: null }
  await sql`update broadcast set segment = ${JSON.stringify(kept)}::jsonb`.execute(world.db)
  // What she signed is the other group's alone.
  await sql`update petition set group_id = ${other}`.execute(world.db)
  await sql`select refresh_person_facts(array(select id from person))`.execute(world.db)
  expect((await countSegment(world.db, kept as Segment, world.at)).people).toBe(1)
  expect(await startBroadcast(world.as.office, { id, by }, world.at)).toMatchObject({
    outcome: 'started',
    reach: { inSegment: 0, willReceive: 0 },
  })
  await plans(world)
  expect(await rows(world, id)).toEqual([])
})

test('nothing goes out for a campaign that was archived', async ({ world }) => {
  await people(world, 2)
  const id = await sendsToMany(world)
  const next = await approved(world)
  await sql`update campaign set state = 'archived' where id = (select campaign_id from broadcast limit 1)`.execute(
    world.db,
  )
  await plans(world)
  expect(await stateOf(world, id)).toBe('stopped')
  expect(await claimMessages(world.as.worker, 'mail', 10, world.at)).toEqual([])
  expect(await readResults(world.db, id)).toMatchObject({ notSent: [{ reason: 'broadcast-stopped', count: 2 }] })
  expect(await startBroadcast(world.as.office, next, world.at)).toEqual({ outcome: 'not-approved' })
})

test('an address at which the mail server breaks off each time fails none of those behind it', async ({ world }) => {
  await people(world, 12)
  const received = new Set<string>()
  const sink = await openSmtpSink({
    onData(stream, { envelope }, callback) {
      const address = envelope.rcptTo[0]?.address ?? ''
      stream.resume().on('end', () => {
        if (address === 'p3@example.org') return callback(reply(421, 'closing'))
        received.add(address)
        callback()
      })
    },
  })
  const env = { smtpUrl: sink.url, mailFrom: 'firme@example.org', dkim: null, bounceAddress: null, dataDir: '' }
  const mailer = openMailer(env, 1_000)
  const id = await sendsToMany(world)
  for (let turn = 0; turn < 6; turn += 1) {
    await sends(world, mailer, later(world, turn * 60_000))
    await plans(world, later(world, turn * 60_000))
  }
  expect(received.size).toBe(11)
  expect(await readResults(world.db, id)).toMatchObject({ sent: 11, waiting: 1 })
  // Not yet is no outcome to be done with.
  expect(await stateOf(world, id)).toBe('sending')
  await mailer.close()
  await sink.stop()
})
