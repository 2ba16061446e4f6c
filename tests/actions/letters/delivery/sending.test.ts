import { sql } from 'kysely'
import { expect } from 'vitest'
import { findDigestLink, findLetterLink } from '~/actions/letters/delivery/find-letter-link.server'
import { purgeUnconfirmedLetters } from '~/actions/letters/delivery/purge-letters.server'
import { announceForgetting } from '~/office/campaigns/announce-forgetting.server'
import { readLetterFigures } from '~/office/letters/letter-figures.server'
import { forgetOverdue } from '~/office/people/retention.server'
import { setMailMode } from '~/officials/posts/mail-mode.server'
import { setPaused } from '~/queue/outbox/switches.server'
import * as confirmRoute from '~/routes/$lang.letters.confirm.$token'
import { linkToken } from '~/vault/links.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { purgeTraces } from '~/worker/purge-traces.server'
import { recoverClaims } from '~/worker/sending/recover-claims.server'
import { test, type World } from '../../../support/firme-test'
import {
  arrives,
  clock,
  dueAt,
  keepingMailer,
  letterAction,
  letterStates,
  manyConfirmed,
  presses,
  sends,
  toCouncil,
  toSheriff,
} from '../../../support/letters'
import { call, groupOf, officeRoute, organizer } from '../../../support/office'
import { openPage, pageOf, presses as pressesOwn } from '../../../support/own-page'
import { visit } from '../../../support/public'

const minutes = (world: World, count: number) => new Date(world.at.getTime() + count * 60_000)
const hours = (world: World, count: number) => minutes(world, count * 60)

/** Rosa wrote, confirmed, and the clock gave her letter its time. */
async function onItsWay(world: World, slug = toSheriff, written: Parameters<typeof arrives>[2] = {}) {
  await arrives(world, slug, written)
  await world.work()
  await presses(world, 'send')
  await clock(world)
}

async function rosasToken(world: World): Promise<string> {
  return linkToken(
    world.keyring,
    (
      await world.db
        .selectFrom('message')
        .select('id')
        .where('template', '=', 'confirm-letter')
        .executeTakeFirstOrThrow()
    ).id,
  )
}

async function asks(world: World, fields: Record<string, string>, at = world.at) {
  await pressesOwn(world, await openPage(world, 'mail', at), fields, at)
}

test('who writes in Spanish reads in the mail what the English says; the office gets the English alone, and so does who reads English', async ({
  world,
}) => {
  const meaning = 'Vivo aquí.\n\nPor favor, no retenga a nadie sin un juez.'
  for (const [language, hasMeaning] of [
    ['es', true],
    ['en', false],
  ] as const) {
    await arrives(world, toSheriff, { language, meaning, email: `rosa.${language}@example.org`, givenName: language })
    await world.work()
    const mailer = keepingMailer()
    await sends(world, mailer)
    const [mail] = mailer.mails
    expect([mail!.text.includes('En español dice:'), mail!.text.includes('Vivo aquí.\n\nPor favor')]).toEqual([
      hasMeaning,
      hasMeaning,
    ])
    expect(/lang="es"[^>]*>Vivo aquí\./.test(mail!.html!)).toBe(hasMeaning)
    expect(mail!.html).toMatch(/lang="en"[^>]*>No judge, no hold/)
  }
  await presses(world, 'send')
  await clock(world)
  const mailer = keepingMailer()
  await sends(world, mailer, minutes(world, 15))
  expect(mailer.mails.length).toBeGreaterThan(0)
  for (const { text } of mailer.mails) expect(text).not.toContain('Vivo aquí')
})

test('nothing leaves before its writer has confirmed, and the mail to confirm holds the whole letter', async ({
  world,
}) => {
  await arrives(world, toSheriff, { spanish: 'Mi hermano Luis ya cumplió.' })
  await world.work()
  await clock(world)
  const mailer = keepingMailer()
  await sends(world, mailer)
  expect(mailer.mails.map((mail) => mail.to)).toEqual(['rosa@example.org'])
  for (const words of ['Dear Sheriff Ida Vance,', 'without a judge', 'Mi hermano Luis', '/es/letters/confirm/'])
    expect(mailer.mails[0]!.text).toContain(words)
  expect((await findLetterLink(world.db, await rosasToken(world), world.at)).state).toBe('waiting')
  await presses(world, 'send')
  await presses(world, 'send')
  await clock(world)
  await sends(world, mailer, minutes(world, 15))
  const letter = mailer.mails[1]!
  expect(letter).toMatchObject({
    to: 'sheriff.vance@example.org',
    subject: 'No judge, no hold',
    html: null,
    replyTo: null,
    sender: null,
    stopUrl: null,
    isPersonal: true,
  })
  expect(mailer.mails).toHaveLength(2)
  expect(await letterStates(world)).toEqual(['sent'])
  expect(
    await world.db.selectFrom('outreach').select(['channel', 'outcome', 'via', 'language', 'area']).execute(),
  ).toEqual([{ channel: 'letter', outcome: 'sent', via: 'sent-for-me', language: 'es', area: '850' }])
})

test('answers go to Rosa, and she is named as sender, only when she chose so', async ({ world }) => {
  await onItsWay(world, toSheriff, { wantsReplies: true, showName: true })
  const mailer = keepingMailer()
  await sends(world, mailer, minutes(world, 15))
  expect(mailer.mails.at(-1)).toMatchObject({ replyTo: 'rosa@example.org', sender: 'Rosa M.' })
})

test('twenty posts at once leave one letter for each official and person; Sam on the same mailbox writes too, a third name does not', async ({
  world,
}) => {
  await Promise.all(Array.from({ length: 20 }, () => arrives(world, toCouncil)))
  await Promise.all([world.work(), world.work()])
  expect(await letterStates(world)).toHaveLength(3)
  await arrives(world, toCouncil, { givenName: 'Sam' })
  await arrives(world, toCouncil, { givenName: 'Omar' })
  await world.work()
  expect(await letterStates(world)).toHaveLength(6)
  const others = world.db.selectFrom('message').select('template').where('template', '<>', 'confirm-letter')
  expect(await others.execute(), 'the mailbox sees what stands on it, and can delete it').toEqual([
    { template: 'own-page-link' },
  ])
  await presses(world, 'send')
  await arrives(world, toCouncil, { body: 'Something else entirely.' }, hours(world, 30))
  await world.work(hours(world, 30))
  expect(
    await world.db.selectFrom('message').select('template').where('template', '=', 'already-wrote').execute(),
  ).toHaveLength(1)
})

test('the week in which a letter can be confirmed begins when its request has left, on the page behind the link too', async ({
  world,
}) => {
  await arrives(world, toSheriff)
  await world.work()
  await sends(world, keepingMailer(), hours(world, 24 * 3))
  const stateAfter = async (days: number) =>
    (await findLetterLink(world.db, await rosasToken(world), hours(world, 24 * days))).state
  expect([await stateAfter(9), await stateAfter(11)]).toEqual(['waiting', 'expired'])
})

test('letters that somebody made up on a mailbox give way, whole, a day after their requests have left, and to a new name alone', async ({
  world,
}) => {
  const [first] = (await letterAction(world, toCouncil)).postIds
  for (const givenName of ['Fakeuno', 'Fakedos']) await arrives(world, toCouncil, { givenName, familyName: 'X' })
  await world.work()
  const rosaWrites = async (hour: number) => {
    await arrives(world, toCouncil, { postIds: [first!] }, hours(world, hour))
    await world.work(hours(world, hour))
    return (await world.db.selectFrom('letter').select('id').where('written_at', '=', hours(world, hour)).execute())
      .length
  }
  expect(await rosaWrites(30), 'mail is down').toBe(0)
  await sends(world, keepingMailer(), hours(world, 40))
  expect(await rosaWrites(50), 'they were asked ten hours ago').toBe(0)
  await setPaused(world.db, 'legal-hold', true, null, world.at)
  expect(await rosaWrites(65), 'a legal hold').toBe(0)
  await setPaused(world.db, 'legal-hold', false, null, world.at)
  expect(await rosaWrites(66)).toBe(1)
  expect(await letterStates(world), 'hers, and the three copies of the other made-up name').toHaveLength(4)
  expect(await rosaWrites(67), 'hers stands: nobody gives way').toBe(0)
  expect(await letterStates(world)).toHaveLength(4)
  expect(await world.db.selectFrom('person').select('id').execute()).toHaveLength(2)
})

test('what came first stands until it is confirmed or thrown away: nobody can put other words under Rosa’s link', async ({
  world,
}) => {
  await arrives(world, toSheriff)
  await arrives(world, toSheriff, { body: 'Words that Rosa never read.' })
  await world.work()
  const mailer = keepingMailer()
  await presses(world, 'send')
  await clock(world)
  await sends(world, mailer, minutes(world, 15))
  expect(mailer.mails.at(-1)!.text).toContain('without a judge')
  expect(mailer.mails.map((mail) => mail.text).join()).not.toContain('never read')
})

test('a letter thrown away is gone, and another can be written; one that nobody confirms is gone after a week', async ({
  world,
}) => {
  await arrives(world, toSheriff)
  await world.work()
  await presses(world, 'drop')
  expect(await letterStates(world)).toEqual([])
  await arrives(world, toSheriff, { body: 'My second try.' }, hours(world, 1))
  await world.work(hours(world, 1))
  expect(await letterStates(world)).toEqual(['unconfirmed'])
  // As long as its mail has not left, nothing is forgotten.
  expect(await purgeUnconfirmedLetters(world.as.worker, hours(world, 24 * 8))).toBe(0)
  await sends(world, keepingMailer(), hours(world, 1))
  await presses(world, 'send', 'confirm-letter', hours(world, 24 * 8 + 1))
  expect(await letterStates(world)).toEqual(['unconfirmed'])
  expect(await purgeUnconfirmedLetters(world.as.worker, hours(world, 24 * 8 + 1))).toBe(1)
  expect(await world.db.selectFrom('person').selectAll().execute()).toEqual([])
  expect(await world.db.selectFrom('contact_point').selectAll().execute()).toEqual([])
})

test('under a legal hold a letter that is thrown away is kept, and its writer reads so; it is gone when the hold is lifted', async ({
  world,
}) => {
  await arrives(world, toSheriff)
  await world.work()
  const { id } = await world.db
    .selectFrom('message')
    .select('id')
    .where('template', '=', 'confirm-letter')
    .executeTakeFirstOrThrow()
  const token = linkToken(world.keyring, id)
  await setPaused(world.db, 'legal-hold', true, null, world.at)
  const pressed = await visit(world, confirmRoute.action, `/es/letters/confirm/${token}`, { token }, { intent: 'drop' })
  expect(pressed.data).toMatchObject({ dropped: 'held' })
  await world.work()
  expect(await letterStates(world)).toEqual(['unconfirmed'])
  await setPaused(world.db, 'legal-hold', false, null, world.at)
  await world.work()
  expect(await letterStates(world)).toEqual([])
})

test('under a legal hold a letter that Rosa takes back before she confirmed it is kept, and never sent', async ({
  world,
}) => {
  await arrives(world, toSheriff)
  await world.work()
  const { id } = await world.db.selectFrom('letter').select('id').executeTakeFirstOrThrow()
  await setPaused(world.db, 'legal-hold', true, null, world.at)
  await asks(world, { intent: 'withdraw_letter', letter: id })
  expect(await letterStates(world)).toEqual(['withdrawn'])
  await presses(world, 'send')
  expect(await letterStates(world)).toEqual(['withdrawn'])
})

test('five hundred letters to one sheriff are given their times once, under the cap', async ({ world }) => {
  await manyConfirmed(world, toSheriff, 500)
  await Promise.all([clock(world), clock(world)])
  const times = await dueAt(world)
  expect(times).toHaveLength(500)
  expect(new Set(times.map(Number)).size).toBe(500)
  const byHour = Map.groupBy(times, (at) => at.toISOString().slice(0, 13))
  for (const [hour, letters] of byHour) {
    expect(letters.length, hour).toBeLessThanOrEqual(60)
    expect(Number(hour.slice(11)), hour).toBeGreaterThanOrEqual(15)
  }
  const mailer = keepingMailer()
  await sends(world, mailer, minutes(world, 10))
  expect(mailer.mails.length).toBeLessThanOrEqual(10)
})

test('what could not leave in its time gets a new one, and nothing leaves at night', async ({ world }) => {
  await manyConfirmed(world, toSheriff, 120)
  await clock(world)
  const mailer = keepingMailer()
  const night = hours(world, 10)
  expect(await sends(world, mailer, night)).toBe(0)
  await clock(world, night)
  expect(await sends(world, mailer, night)).toBe(0)
  for (const at of await dueAt(world)) expect([15, 16, 17, 18, 19, 20, 21, 22, 23]).toContain(at.getUTCHours())
  expect((await dueAt(world))[0]! > night).toBe(true)
})

test('the switch for mail stops letters too; opting out of our mail does not take back a letter', async ({ world }) => {
  await onItsWay(world)
  await setPaused(world.db, 'mail', true, null, world.at)
  const mailer = keepingMailer()
  const [due] = await dueAt(world)
  expect(await sends(world, mailer, due)).toBe(0)
  await setPaused(world.db, 'mail', false, null, world.at)
  await world.intake.append(
    await sealingKey(world.db, null),
    'stop',
    { token: await rosasToken(world), wanted: 'stop' },
    world.at,
  )
  await world.work()
  await sends(world, mailer, due)
  expect(mailer.mails.map((mail) => mail.to)).toEqual(['sheriff.vance@example.org'])
})

test('somebody who opted out is not asked to confirm, so nothing is sent for them', async ({ world }) => {
  await arrives(world, toSheriff)
  await world.work()
  await world.intake.append(
    await sealingKey(world.db, null),
    'stop',
    { token: await rosasToken(world), wanted: 'stop' },
    world.at,
  )
  await world.work()
  const mailer = keepingMailer()
  await sends(world, mailer)
  expect(mailer.mails).toEqual([])
})

test('an official who has agreed meanwhile gets none', async ({ world }) => {
  await onItsWay(world)
  await world.db.updateTable('advocacy_target').set({ has_agreed: true }).execute()
  const mailer = keepingMailer()
  await sends(world, mailer, minutes(world, 15))
  expect(mailer.mails.filter((mail) => mail.to.includes('sheriff'))).toEqual([])
  expect(await letterStates(world)).toEqual(['failed'])
})

test('a refused address is doubted, the next way in is tried, and when none is left Rosa is told once', async ({
  world,
}) => {
  const [council] = await world.db.selectFrom('post').select('id').where('slug', '=', 'lee-okafor-ocotillo').execute()
  await onItsWay(world, toCouncil, { postIds: [council!.id] })
  const refusing = keepingMailer((mail) =>
    mail.to.endsWith('okafor@example.org') || mail.to === 'council@example.org'
      ? { outcome: 'refused', reason: 'no-such-mailbox', isContactAtFault: true, hasOptedOut: false }
      : null,
  )
  const tick = async (hour: number) => {
    await clock(world, hours(world, hour))
    for (let minute = 0; minute < 60; minute += 5)
      await sends(world, refusing, new Date(hours(world, hour).getTime() + minute * 60_000))
  }
  for (let hour = 0; hour < 4; hour += 1) await tick(hour)
  expect(refusing.mails.filter((mail) => mail.to !== 'rosa@example.org').map((mail) => mail.to)).toEqual([
    'lee.okafor@example.org',
    'council@example.org',
  ])
  expect(
    (
      await world.db
        .selectFrom('contact_detail')
        .select('status')
        .where('value', '=', 'lee.okafor@example.org')
        .executeTakeFirstOrThrow()
    ).status,
  ).toBe('doubtful')
  expect(await letterStates(world)).toEqual(['failed'])
  expect(refusing.mails.filter((mail) => mail.subject.includes('no llegó'))).toHaveLength(1)
  const outcomes = await world.db.selectFrom('outreach').select('outcome').execute()
  expect(outcomes).toEqual([{ outcome: 'refused' }, { outcome: 'refused' }])
})

test('an office that blocks three letters in a day gets one mail a day, with all of them', async ({ world }) => {
  await manyConfirmed(world, toSheriff, 12)
  await clock(world)
  let isBlocking = true
  const mailer = keepingMailer(() =>
    isBlocking ? { outcome: 'refused', reason: 'mail-refused', isContactAtFault: false, hasOptedOut: false } : null,
  )
  for (let minute = 0; minute < 30; minute += 1) await sends(world, mailer, minutes(world, minute))
  expect(
    (
      await world.db
        .selectFrom('organization')
        .select('mail_mode')
        .where('kind', '=', 'sheriff')
        .executeTakeFirstOrThrow()
    ).mail_mode,
  ).toBe('digest')
  expect(mailer.mails.length).toBeLessThanOrEqual(4)
  expect(
    (
      await world.db
        .selectFrom('contact_detail')
        .select('status')
        .where('value', '=', 'sheriff.vance@example.org')
        .executeTakeFirstOrThrow()
    ).status,
  ).toBe('fine')
  isBlocking = false
  mailer.mails.length = 0
  await clock(world, minutes(world, 31))
  await clock(world, minutes(world, 32))
  await sends(world, mailer, minutes(world, 33))
  expect(mailer.mails).toHaveLength(1)
  const [digest] = mailer.mails
  expect(digest).toMatchObject({
    to: 'sheriff.vance@example.org',
    subject: '12 letters to your office',
    isPersonal: false,
  })
  expect(digest!.attachments.map((file) => file.filename)).toEqual(['letters.pdf', 'letters.csv'])
  expect(String(digest!.attachments[1]!.content).match(/without a judge/g)).toHaveLength(12)
  expect((digest!.attachments[0]!.content as Buffer).subarray(0, 5).toString()).toBe('%PDF-')
  expect(new Set(await letterStates(world))).toEqual(new Set(['sent']))
  expect(await world.db.selectFrom('outreach').select('id').where('outcome', '=', 'sent').execute()).toHaveLength(12)
})

test('an office asks for one mail a day by the link in a letter', async ({ world }) => {
  await onItsWay(world)
  const { id } = await world.db
    .selectFrom('message')
    .select('id')
    .where('template', '=', 'letter-to-official')
    .executeTakeFirstOrThrow()
  const token = linkToken(world.keyring, id)
  expect(await findDigestLink(world.db, token)).toEqual({
    state: 'each',
    organization: 'Saguaro County Sheriff’s Office',
  })
  const mailer = keepingMailer()
  await sends(world, mailer, minutes(world, 15))
  expect(mailer.mails.at(-1)!.text).toContain(`/en/letters/digest/${token}`)
  await world.intake.append(await sealingKey(world.db, null), 'letter-word', { token, wanted: 'digest' }, world.at)
  await world.work()
  expect((await findDigestLink(world.db, token)).state).toBe('digest')
})

test('letters that wait follow their office from one way to the other, none doubled', async ({ world }) => {
  await manyConfirmed(world, toSheriff, 5)
  await clock(world)
  const { id } = await world.db
    .selectFrom('organization')
    .select('id')
    .where('kind', '=', 'sheriff')
    .executeTakeFirstOrThrow()
  expect(await setMailMode(world.db, id, 'digest')).toBe(true)
  await clock(world, hours(world, 12))
  expect(new Set(await letterStates(world))).toEqual(new Set(['in-digest']))
  expect(await setMailMode(world.db, id, 'each')).toBe(true)
  await clock(world, hours(world, 12))
  expect(new Set(await letterStates(world))).toEqual(new Set(['queued']))
  expect(await dueAt(world)).toHaveLength(5)
})

test('Rosa takes back a letter that has not left; one that has left stays with the office', async ({ world }) => {
  await onItsWay(world)
  const page = await pageOf(world, await openPage(world))
  expect(page?.letters).toMatchObject([{ to: 'Ida Vance', state: 'queued', actionSlug: toSheriff }])
  await asks(world, { intent: 'withdraw_letter', letter: page!.letters[0]!.id })
  const mailer = keepingMailer()
  await sends(world, mailer, minutes(world, 15))
  expect(mailer.mails.filter((mail) => mail.to.includes('sheriff'))).toEqual([])
  expect(await letterStates(world)).toEqual(['withdrawn'])
})

test('“send me everything” holds her letter, and deleting everything leaves nothing of it', async ({ world }) => {
  await onItsWay(world, toSheriff, { spanish: 'Mi hermano Luis' })
  await asks(world, { intent: 'send_everything' })
  const mailer = keepingMailer()
  await sends(world, mailer)
  expect(String(mailer.mails.find((mail) => mail.attachments.length > 0)!.attachments[0]!.content)).toContain(
    'Mi hermano Luis',
  )
  await purgeTraces(world.as.worker, world.at)
  expect(await world.db.selectFrom('person').select('id').execute()).toHaveLength(1)
  await asks(world, { intent: 'delete_all' })
  for (const table of ['letter', 'person', 'contact_point', 'message'] as const)
    expect(await world.db.selectFrom(table).selectAll().execute(), table).toEqual([])
})

test('half a year after the close letters are forgotten, and the counts stay', async ({ world }) => {
  await onItsWay(world)
  await sends(world, keepingMailer(), minutes(world, 15))
  await world.db.updateTable('campaign').set({ closes_at: world.at }).execute()
  await world.db.updateTable('petition').set({ state: 'closed' }).execute()
  await announceForgetting(world.as.worker, world.keyring, 180, hours(world, 24 * 173))
  expect(await forgetOverdue(world.as.worker, 180, hours(world, 24 * 200))).toBe(1)
  expect(await letterStates(world)).toEqual([])
  expect(await world.db.selectFrom('outreach').select(['outcome', 'person_id']).execute()).toEqual([
    { outcome: 'sent', person_id: null },
  ])
})

test('a sender that is killed between claim and record sends the letter again under its one Message-ID, and it is one letter', async ({
  world,
}) => {
  await onItsWay(world)
  const [due] = await dueAt(world)
  const mailer = keepingMailer()
  const dying = {
    ...mailer,
    send: async (mail: Parameters<typeof mailer.send>[0]) =>
      mailer.send(mail, world.at).then(() => Promise.reject(new Error('killed'))),
  }
  await world.db
    .updateTable('message')
    .set({ state: 'sending', claimed_at: due!, attempts: 1 })
    .where('template', '=', 'letter-to-official')
    .execute()
  await dying.send({ messageId: 'x' } as never).catch(() => {})
  await recoverClaims(world.as.worker, due!, { all: true })
  await sends(world, mailer, due)
  expect(await letterStates(world)).toEqual(['sent'])
  expect(await world.db.selectFrom('outreach').select('id').execute()).toHaveLength(1)
})

test('of letters that leave one after another, each is recorded, also those that leave while others are being recorded', async ({
  world,
}) => {
  await manyConfirmed(world, toSheriff, 30)
  await clock(world)
  await world.db.updateTable('message').set({ due_at: world.at }).where('template', '=', 'letter-to-official').execute()
  let turn = 0
  const slow = {
    async send() {
      turn += 1
      await new Promise((resolve) => setTimeout(resolve, turn * 4))
      return { outcome: 'sent' as const, providerId: null }
    },
    async close() {},
  }
  expect(await sends(world, slow)).toBe(30)
  expect(new Set(await letterStates(world))).toEqual(new Set(['sent']))
  expect(await world.db.selectFrom('message').select('id').where('state', '=', 'sending').execute()).toEqual([])
})

test('a letter to all names the body, one to each names the member', async ({ world }) => {
  const { postIds } = await letterAction(world, toCouncil)
  const mailer = keepingMailer()
  await arrives(world, toCouncil, { isToAll: true })
  await world.work()
  await sends(world, mailer)
  await presses(world, 'send')
  await clock(world)
  for (let minute = 0; minute < 60; minute += 2) await sends(world, mailer, minutes(world, minute))
  const letters = mailer.mails.filter((mail) => mail.html === null)
  expect(letters).toHaveLength(postIds.length)
  for (const letter of letters) {
    expect(letter.text).toMatch(/^Dear members of the Ocotillo City Council,/)
    expect(letter.text).toContain('This letter goes to each of: June Abbott, Lee Okafor, and Marta Quintero.')
  }
  // Rosa has read the same before she confirmed.
  expect(mailer.mails[0]!.text).toContain('June Abbott, Lee Okafor, and Marta Quintero')
  // June Abbott has no mailbox of her own: her copy goes to the council's.
  expect(letters.map((letter) => letter.to).sort()).toEqual([
    'council@example.org',
    'lee.okafor@example.org',
    'marta.quintero@example.org',
  ])
})

test('a letter to each says nothing of the others', async ({ world }) => {
  await onItsWay(world, toCouncil)
  const mailer = keepingMailer()
  for (let minute = 0; minute < 60; minute += 2) await sends(world, mailer, minutes(world, minute))
  expect(mailer.mails.filter((mail) => mail.text.includes('goes to each of'))).toEqual([])
})

test('organizers see where the letters are, how many are almost the same, and change how an office gets them', async ({
  world,
}) => {
  const owner = await organizer(world, 'owner', await groupOf(world, 'network'))
  const viewer = await organizer(world, 'viewer', await groupOf(world, 'network'))
  await manyConfirmed(world, toSheriff, 4)
  await arrives(world, toSheriff, {
    email: 'luis@example.org',
    givenName: 'Luis',
    body: 'My brother spent three nights in your jail in March although his case was over, and nobody told our mother where he was.',
  })
  await world.work()
  await clock(world)
  const { id } = await letterAction(world, toSheriff)
  const [figure] = await readLetterFigures(world.db, id)
  expect(figure).toMatchObject({
    name: 'Ida Vance',
    unconfirmed: 1,
    waiting: 4,
    sent: 0,
    failed: 0,
    mailMode: 'each',
    alike: 0.8,
  })
  expect(figure!.nextAt).toEqual((await dueAt(world))[0])
  const route = officeRoute('office.actions.$action.letters')
  const fields = { organization: figure!.organizationId, mode: 'digest' }
  expect(
    (await call(world, route.action!, { token: viewer.token, params: { action: toSheriff }, fields })).status,
  ).toBe(403)
  expect(
    (
      await call(world, route.action!, {
        token: owner.token,
        params: { action: toSheriff },
        fields: { ...fields, organization: id },
      })
    ).status,
  ).toBe(404)
  expect((await call(world, route.action!, { token: owner.token, params: { action: toSheriff }, fields })).status).toBe(
    303,
  )
  expect(
    await world.db.selectFrom('audit').select('act').where('act', '=', 'changed-mail-mode').execute(),
  ).toHaveLength(1)
  expect((await readLetterFigures(world.db, id))[0]!.mailMode).toBe('digest')
  expect((await call(world, route.loader!, { token: viewer.token, params: { action: toSheriff } })).status).toBe(200)
})

test('a letter counts by when it was accepted, whatever else the worker reads with it', async ({ world }) => {
  const { id } = await letterAction(world, toSheriff)
  await world.db
    .updateTable('advocacy_campaign')
    .set({ opens_at: hours(world, 1), closes_at: hours(world, 3) })
    .where('id', '=', id)
    .execute()
  for (const [hour, name] of [
    [0, 'Early'],
    [2, 'InTime'],
    [4, 'Late'],
  ] as const)
    await arrives(world, toSheriff, { givenName: name, email: `${name.toLowerCase()}@example.org` }, hours(world, hour))
  await world.work(hours(world, 5))
  const { rows } = await sql<{ at: Date }>`select written_at as at from letter`.execute(world.db)
  expect(rows).toEqual([{ at: hours(world, 2) }])
})
