import { expect } from 'vitest'
import type { OpenedThread } from '~/office/texts/thread.server'
import type { Thread } from '~/office/texts/threads.server'
import { bounceToken } from '~/vault/links.server'
import { openVault } from '~/vault/open.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { everythingWeHold } from '~/worker/recording/everything-we-hold.server'
import { rosa, test, type World } from '../support/firme-test'
import { keepingMailer, sends } from '../support/letters'
import { call, groupOf, officeRoute, organizer } from '../support/office'
import { openPage, presses as pressesOwn } from '../support/own-page'

const later = (world: World, minutes: number) => new Date(world.at.getTime() + minutes * 60_000)

/** Rosa has signed, and got a mail. @returns its id */
async function mailToRosa(world: World): Promise<string> {
  await world.signs(rosa)
  await world.work()
  await sends(world, keepingMailer(), world.at)
  return (await world.db.selectFrom('message').select('id').executeTakeFirstOrThrow()).id
}

async function arrives(world: World, headers: string[], body: string, at = later(world, 5)): Promise<void> {
  const raw = [...headers, 'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', '', body].join('\r\n')
  await world.intake.append(
    await sealingKey(world.db, null),
    'bounce',
    { raw: Buffer.from(raw).toString('base64') },
    at,
  )
  await world.work(at)
}

const answerTo = (world: World, message: string, more: string[] = []) => [
  'From: Rosa <rosa@example.org>',
  `To: bounce+re-${bounceToken(world.keyring, message)}@example.org`,
  'Subject: Re: Firma',
  'Message-ID: <one@mail.example.org>',
  ...more,
]

async function atInbox(world: World) {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'), 'Omar Reyes')
  const threadRoute = officeRoute('office.inbox_.$thread')
  const inbox = async (query = '') =>
    (await call(world, officeRoute('office.inbox').loader!, { token, query, at: later(world, 10) })).body as {
      threads: Thread[]
      counts: Record<string, number>
    }
  const open = async (thread: string) =>
    (
      (await call(world, threadRoute.loader!, { token, params: { thread }, at: later(world, 10) })).body as {
        thread: OpenedThread
      }
    ).thread
  return {
    inbox,
    open,
    async presses(thread: string, intent: string, fields: Record<string, string> = {}, at = later(world, 10)) {
      const opened = await open(thread)
      const page = { seen: opened.newest ?? '', seed: intent, from: opened.holder?.id ?? '' }
      return call(world, threadRoute.action!, { token, params: { thread }, fields: { ...page, intent, ...fields }, at })
    },
  }
}

test('an answer to our mail is a thread of that person beside the texts, its quote folded, and is recorded once', async ({
  world,
}) => {
  const message = await mailToRosa(world)
  const words =
    '¿A qué hora es la reunión? Quiero ir con mi mamá.\r\n\r\nEl lun, 30 nov 2026 a las 9:00, Firme <firme@example.org> escribió:\r\n> Confirme su firma\r\n> aquí'
  await arrives(world, answerTo(world, message), words)
  await arrives(world, answerTo(world, message), words, later(world, 6))
  const omar = await atInbox(world)
  expect((await omar.inbox()).threads).toMatchObject([
    {
      channel: 'mail',
      phone: 'r···@example.org',
      reason: 'mail-reply',
      words: '¿A qué hora es la reunión? Quiero ir con mi mamá.',
      language: 'es',
      waiting: 1,
    },
  ])
  const [first] = (await omar.inbox()).threads
  const received = (await omar.open(first!.id)).lines.filter(({ is }) => is === 'received')
  expect(received).toMatchObject([
    { mail: { subject: 'Re: Firma', quoted: expect.stringContaining('Confirme su firma'), attachments: [] } },
  ])
})

test('an answer by hand goes out through the outbox, signed, in their language, and to the mail that it answers', async ({
  world,
}) => {
  const message = await mailToRosa(world)
  await arrives(world, answerTo(world, message), 'What time is the meeting? I want to come.')
  const omar = await atInbox(world)
  const thread = (await omar.inbox()).threads[0]!.id
  expect(await omar.presses(thread, 'answer', { reply: 'At six.\r\nSee you there!' })).toMatchObject({ status: 303 })
  const mailer = keepingMailer()
  await sends(world, mailer, later(world, 11))
  const answer = mailer.mails.at(-1)!
  expect(answer).toMatchObject({
    to: 'rosa@example.org',
    subject: 'Re: Firma',
    language: 'en',
    answers: { inReplyTo: 'one@mail.example.org', references: ['one@mail.example.org'] },
    takesReplies: true,
    isPersonal: true,
  })
  expect(answer.text).toMatch(/^At six\.\nSee you there!\n\n-- \n.+\nYou are getting this because you wrote to /)
  expect((await omar.inbox()).counts).toMatchObject({ waiting: 0, handled: 1 })
  // Rosa's answer to the answer comes into the same thread.
  const second = await world.db
    .selectFrom('message')
    .select('id')
    .where('template', '=', 'mail-answer')
    .executeTakeFirstOrThrow()
  await arrives(
    world,
    [
      'From: rosa@example.org',
      `In-Reply-To: <${second.id}@example.org>`,
      'Subject: Re: Firma',
      'Message-ID: <two@mail.example.org>',
    ],
    'Thank you for the answer!',
    later(world, 20),
  )
  expect((await omar.inbox()).threads.map(({ id, words }) => ({ id, words }))).toEqual([
    { id: thread, words: 'Thank you for the answer!' },
  ])
})

test.for([
  ['please take me off', 'en'],
  ['Ya no me escriban, por favor.', 'es'],
  ['unsubscribe', 'en'],
] as const)('“%s” in an answer to our mail stops messages at once', async ([words], { world }) => {
  const message = await mailToRosa(world)
  await arrives(world, answerTo(world, message), words)
  expect(await world.db.selectFrom('suppression').select(['channel', 'recorded_by']).execute()).toEqual([
    { channel: 'mail', recorded_by: null },
  ])
  expect((await (await atInbox(world)).inbox()).threads).toEqual([])
})

test('from an address alone, which anybody can write, an opt-out is put first for a human and stops nothing; so is one among other words', async ({
  world,
}) => {
  const message = await mailToRosa(world)
  await arrives(
    world,
    ['From: rosa@example.org', 'Subject: Hola', 'Message-ID: <x@mail.example.org>'],
    'Ya no me escriban',
  )
  await arrives(
    world,
    ['From: sam@example.org', ...answerTo(world, message).slice(1, 3), 'Message-ID: <y@mail.example.org>'],
    'When does it begin?',
    later(world, 4),
  )
  expect(await world.db.selectFrom('suppression').selectAll().execute()).toEqual([])
  const { threads } = await (await atInbox(world)).inbox()
  expect(threads).toMatchObject([{ phone: 'r···@example.org', reason: 'maybe-stop' }, { phone: 's···@example.org' }])
})

test('mail from strangers that answers nothing of ours, newsletters and automatic replies come into no inbox', async ({
  world,
}) => {
  const message = await mailToRosa(world)
  await arrives(world, ['From: stranger@example.org', 'Subject: Buy'], 'Buy this')
  await arrives(world, answerTo(world, message, ['Auto-Submitted: auto-replied']), 'I am away')
  await arrives(world, answerTo(world, message, ['List-Id: <x.example.org>']), 'News')
  expect(await world.db.selectFrom('text_to_read').select('id').execute()).toEqual([])
})

test('a thread is put off, comes back when they write again, and has notes that can be put back', async ({ world }) => {
  const message = await mailToRosa(world)
  await arrives(world, answerTo(world, message), 'What time is it?')
  const omar = await atInbox(world)
  const thread = (await omar.inbox()).threads[0]!.id
  await omar.presses(thread, 'snooze', { days: '3' })
  expect((await omar.inbox()).counts).toMatchObject({ waiting: 0, snoozed: 1 })
  await omar.presses(thread, 'wake')
  expect((await omar.inbox()).counts).toMatchObject({ waiting: 1, snoozed: 0 })
  await omar.presses(thread, 'snooze', { days: '3' })
  await arrives(
    world,
    [...answerTo(world, message).slice(0, 3), 'Message-ID: <three@mail.example.org>'],
    'And where is it?',
    later(world, 12),
  )
  expect((await omar.inbox()).counts).toMatchObject({ waiting: 1, snoozed: 0 })
  await omar.presses(thread, 'note', { note: 'She can drive.' })
  const [note] = (await omar.open(thread)).notes
  expect(note).toMatchObject({ text: 'She can drive.', by: 'Omar Reyes' })
  await omar.presses(thread, `remove-note ${note!.id}`)
  expect((await omar.open(thread)).notes).toEqual([])
  await omar.presses(thread, 'restore-note', { id: note!.id })
  expect((await omar.open(thread)).notes).toHaveLength(1)
})

const threads = (world: World) =>
  world.db
    .selectFrom('text_to_read')
    .innerJoin('conversation', 'conversation.id', 'conversation_id')
    .select('channel')
    .execute()

test('what somebody wrote to us is in the copy of their data, and is deleted with everything else when they ask', async ({
  world,
}) => {
  await world.signs(rosa)
  await world.work()
  const { id } = await world.db.selectFrom('signature').select('id').executeTakeFirstOrThrow()
  await world.confirms(id)
  await arrives(
    world,
    answerTo(world, (await world.db.selectFrom('message').select('id').executeTakeFirstOrThrow()).id),
    '¿A qué hora es?',
  )
  const contact = await world.db.selectFrom('contact_point').select('id').executeTakeFirstOrThrow()
  const held = await everythingWeHold(world.db, await openVault(world.db, world.keyring), contact.id)
  expect(held.written_to_us).toMatchObject([
    { from: 'you', by: 'mail', subject: 'Re: Firma', words: '¿A qué hora es?' },
  ])
  await pressesOwn(world, await openPage(world), { intent: 'delete_all' })
  expect(await world.db.selectFrom('contact_point').select('id').execute()).toEqual([])
  expect(await threads(world)).toEqual([])
})

test('an organizer who erases somebody erases what they wrote, and undoing it brings both back', async ({ world }) => {
  const message = await mailToRosa(world)
  await arrives(world, answerTo(world, message), '¿A qué hora es?')
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const { id: person } = await world.db.selectFrom('person').select('id').executeTakeFirstOrThrow()
  const before = await world.db.selectFrom('text_to_read').selectAll().execute()
  const erased = await call(world, officeRoute('office.people.$person_.erase').action!, {
    token,
    params: { person },
    fields: {},
  })
  expect(await threads(world)).toEqual([])
  const id = new URL(erased.location!, 'https://office.example.org').searchParams.values().next().value!
  await call(world, officeRoute('office.people.erased').action!, { token, fields: { id } })
  expect(await world.db.selectFrom('text_to_read').selectAll().execute()).toEqual(before)
})
