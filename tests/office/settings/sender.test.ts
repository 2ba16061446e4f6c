import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import type { LookUpText } from '~/channels/mail/check-sender'
import type { SendOutcome } from '~/channels/mail/mailer'
import { readEnv } from '~/env.server'
import { translator } from '~/i18n/translator'
import { checkNextSender } from '~/office/settings/check-senders.server'
import type { readSender } from '~/office/settings/group-sender.server'
import { SenderPage } from '~/office/settings/sender-page'
import { linkToken } from '~/vault/links.server'
import { purgeTraces } from '~/worker/purge-traces.server'
import { rosa, test, type World } from '../../support/firme-test'
import { keepingMailer, sends } from '../../support/letters'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

const { loader, action } = officeRoute('office.settings_.$group.sender')
const confirming = officeRoute('office.address.$token')
const address = 'hola@saguaro.example'
const later = (world: World, minutes: number) => new Date(world.at.getTime() + minutes * 60_000)

const waysOut = {
  key: { selector: 'firme', publicKey: 'MIIB' },
  returnDomain: 'example.org',
  mailHost: 'mail.example.org',
}
const withLines: LookUpText = async (name) => ({
  outcome: 'found',
  texts: [
    name.startsWith('firme._domainkey')
      ? 'v=DKIM1; p=MIIB'
      : name.startsWith('_dmarc')
        ? 'v=DMARC1; p=none'
        : 'v=spf1 mx -all',
  ],
})
const withoutLines: LookUpText = async () => ({ outcome: 'none' })
const silent: LookUpText = async () => ({ outcome: 'silent' })
const checks = (world: World, lookUp: LookUpText, at = world.at) =>
  checkNextSender(world.as.worker, { lookUp, waysOut }, () => at)

async function ownerOf(world: World, name = 'Saguaro') {
  const group = name === 'network' ? await groupOf(world, 'network') : await groupOf(world, name)
  const { id, token } = await organizer(world, 'owner', group)
  const params = { group }
  return {
    id,
    group,
    token,
    posts: (fields: Record<string, string>, at = world.at) => call(world, action!, { token, params, fields, at }),
    sees: async (env?: ReturnType<typeof readEnv>) =>
      (await call(world, loader!, { token, params, ...(env ? { env } : {}) })).body as {
        read: Awaited<ReturnType<typeof readSender>>
      },
  }
}

/** Opens the link in the newest mail to the address. */
async function confirms(world: World, token: string, at = world.at) {
  const { id } = await world.db
    .selectFrom('address_change')
    .select('id')
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  const params = { token: linkToken(world.keyring, id) }
  return call(world, confirming.action!, { token, params, fields: {}, at })
}

/** Sends a test that the mail server accepts, or answers like this. */
async function tests(
  world: World,
  posts: (fields: Record<string, string>, at?: Date) => Promise<unknown>,
  { answer = null, at = world.at }: { answer?: SendOutcome | null; at?: Date } = {},
) {
  await posts({ intent: 'test' }, at)
  const mailer = keepingMailer(({ isTest }) => (isTest ? answer : null))
  await sends(world, mailer, at)
  return mailer.mails.filter(({ isTest }) => isTest)
}

/** What Rosa's mail comes from, and where her answer goes. */
async function rosasMail(world: World) {
  const mailer = keepingMailer()
  await world.db.updateTable('message').set({ state: 'queued' }).where('template', '=', 'confirm-signature').execute()
  await sends(world, mailer)
  const { sender, from, replyTo } = mailer.mails.find(({ to }) => to === 'rosa@example.org')!
  return { sender, from, replyTo }
}

test('a group’s address is used once its mailbox has confirmed it, its domain lets us send, and a test was accepted', async ({
  world,
}) => {
  await world.signs(rosa)
  await world.work()
  const { token, posts, sees, group } = await ownerOf(world, 'network')
  await world.db.updateTable('member_group').set({ sender_name: 'Derechos Saguaro' }).where('id', '=', group).execute()
  expect((await posts({ intent: 'address', address: 'Hola@Saguaro.example' })).location).toBe(
    `/office/settings/${group}/sender?done=asked`,
  )
  await checks(world, withLines)
  expect(await rosasMail(world)).toEqual({ sender: 'Derechos Saguaro', from: null, replyTo: null })

  expect((await confirms(world, token)).location).toBe(`/office/settings/${group}/sender?done=confirmed`)
  expect(await rosasMail(world)).toEqual({ sender: 'Derechos Saguaro', from: null, replyTo: address })
  expect(await tests(world, posts)).toMatchObject([{ from: { name: 'Derechos Saguaro', address } }])
  expect(await rosasMail(world)).toEqual({
    sender: 'Derechos Saguaro',
    from: { name: 'Derechos Saguaro', address },
    replyTo: address,
  })
  expect((await sees()).read.sender).toMatchObject({
    address,
    isConfirmed: true,
    isAligned: true,
    isBeingChecked: false,
  })
})

test('an address whose domain does not let us send gets the answers only; one that loses its lines is not used longer', async ({
  world,
}) => {
  await world.signs(rosa)
  await world.work()
  const { token, posts, sees } = await ownerOf(world, 'network')
  await posts({ intent: 'address', address })
  await confirms(world, token)
  expect((await sees()).read.sender).toMatchObject({ isBeingChecked: true, lines: [] })
  expect(await checks(world, withoutLines)).toBe(1)
  expect(await checks(world, withoutLines)).toBe(0)
  expect((await sees()).read.sender).toMatchObject({
    isAligned: false,
    isBeingChecked: false,
    lines: [{ kind: 'dkim', verdict: 'missing', name: 'firme._domainkey.saguaro.example' }, {}, {}],
  })
  expect(await rosasMail(world)).toMatchObject({ from: null, replyTo: address })

  await posts({ intent: 'check' }, later(world, 5))
  expect(await checks(world, withLines, later(world, 5))).toBe(1)
  await tests(world, posts)
  expect(await rosasMail(world)).toMatchObject({ from: { address } })
  // Name servers that do not answer change nothing; a day later the lines are gone.
  await posts({ intent: 'check' }, later(world, 10))
  await checks(world, silent, later(world, 10))
  expect(await rosasMail(world)).toMatchObject({ from: { address } })
  expect(await checks(world, withoutLines, later(world, 60))).toBe(0)
  expect(await checks(world, withoutLines, later(world, 71))).toBe(1)
  expect(await rosasMail(world)).toMatchObject({ from: null, replyTo: address })
})

test('another address starts over, and a removed one is not used', async ({ world }) => {
  await world.signs(rosa)
  await world.work()
  const { token, posts, sees } = await ownerOf(world, 'network')
  await posts({ intent: 'address', address })
  await confirms(world, token)
  await checks(world, withLines)
  await posts({ intent: 'address', address })
  expect((await sees()).read.sender).toMatchObject({ isConfirmed: true, isAligned: true })
  await posts({ intent: 'address', address: 'otra@saguaro.example' })
  expect((await sees()).read.sender).toMatchObject({ isConfirmed: false, isAligned: false, isBeingChecked: true })
  await posts({ intent: 'remove' })
  expect((await sees()).read.sender).toBeNull()
  expect(await rosasMail(world)).toMatchObject({ from: null, replyTo: null })
  expect((await posts({ intent: 'address', address: 'saguaro' })).status).toBe(422)
})

test('the link to an address is mailed to it, in the organizer’s language; only who manages the group confirms it', async ({
  world,
}) => {
  const { id, token, posts, group } = await ownerOf(world)
  await world.db.updateTable('organizer').set({ language: 'es' }).where('id', '=', id).execute()
  await posts({ intent: 'address', address })
  const mailer = keepingMailer()
  await sends(world, mailer)
  const [mail] = mailer.mails
  expect(mail).toMatchObject({ to: address, language: 'es', sender: null, subject: expect.stringContaining('Saguaro') })
  const link = /office\/address\/([\w-]{22})/.exec(mail!.text)![1]!
  const stranger = await organizer(world, 'owner', await groupOf(world, 'Elsewhere'))
  const opens = (who: string) => call(world, confirming.loader!, { token: who, params: { token: link } })
  expect(await opens(stranger.token)).toMatchObject({ status: 410, body: { change: null } })
  expect(await opens(token)).toMatchObject({ status: 200, body: { change: { address, group: 'Saguaro' } } })
  expect(
    (await call(world, confirming.action!, { token: stranger.token, params: { token: link }, fields: {} })).status,
  ).toBe(410)
  const other = await organizer(world, 'owner', group)
  expect((await confirms(world, other.token, later(world, 60 * 25))).status).toBe(403)
  expect(
    (await call(world, confirming.action!, { token: other.token, params: { token: link }, fields: {} })).status,
  ).toBe(303)
  expect((await call(world, confirming.action!, { token, params: { token: link }, fields: {} })).status).toBe(410)
})

test('a new link ends the one before it, and its mail if that still waits', async ({ world }) => {
  const { posts } = await ownerOf(world)
  await posts({ intent: 'address', address })
  await posts({ intent: 'again' })
  const mailer = keepingMailer()
  await sends(world, mailer)
  expect(mailer.mails).toHaveLength(1)
  expect(await world.db.selectFrom('address_change').select('id').where('used_at', 'is', null).execute()).toHaveLength(
    1,
  )
})

test('strangers are asked five times a day by one organizer, an address five times by all, and tests are five a day', async ({
  world,
}) => {
  const { posts } = await ownerOf(world)
  const tooOften = { status: 422, body: { form: { errors: [{ message: 'askedTooOften' }] } } }
  for (let time = 0; time < 5; time += 1)
    expect((await posts({ intent: 'address', address: `a${time}@saguaro.example` })).status).toBe(303)
  expect(await posts({ intent: 'address', address })).toMatchObject({
    ...tooOften,
    body: { form: { values: { address }, errors: [{ message: 'askedTooOften' }] } },
  })
  expect(await posts({ intent: 'again' })).toMatchObject(tooOften)
  expect(await world.db.selectFrom('group_sender').select('address').execute()).toEqual([
    { address: 'a4@saguaro.example' },
  ])
  const waiting = () => world.db.selectFrom('address_change').select('id').where('used_at', 'is', null).execute()
  expect(await waiting()).toHaveLength(1)
  await world.db
    .updateTable('address_change')
    .set({ created_at: later(world, -24 * 60) })
    .execute()
  expect((await posts({ intent: 'address', address })).status).toBe(303)

  for (let time = 0; time < 4; time += 1) {
    const other = await ownerOf(world, `Group ${time}`)
    expect((await other.posts({ intent: 'address', address })).status).toBe(303)
  }
  const last = await ownerOf(world, 'Group 5')
  expect(await last.posts({ intent: 'address', address })).toMatchObject(tooOften)

  for (let time = 0; time < 5; time += 1) {
    expect((await posts({ intent: 'test' })).status).toBe(303)
    await world.db.updateTable('message').set({ state: 'sent' }).where('template', '=', 'sender-test').execute()
  }
  expect(await posts({ intent: 'test' })).toMatchObject(tooOften)
})

test('it says that a link was mailed only when one was', async ({ world }) => {
  const { token, posts, group } = await ownerOf(world)
  const said = async (fields: Record<string, string>) =>
    new URL((await posts(fields)).location ?? '', 'https://office.example.org').searchParams.get('done')
  const links = async () =>
    (await world.db.selectFrom('message').select('id').where('template', '=', 'confirm-sender').execute()).length
  expect([await said({ intent: 'address', address }), await links()]).toEqual(['asked', 1])
  // Saved again before it is confirmed, it is asked again.
  expect([await said({ intent: 'address', address }), await links()]).toEqual(['asked', 2])
  await confirms(world, token)
  expect([await said({ intent: 'address', address }), await links()]).toEqual(['same', 2])
  expect([await said({ intent: 'again' }), await links()]).toEqual(['confirmed', 2])
  await world.db.deleteFrom('group_sender').where('group_id', '=', group).execute()
  expect([await said({ intent: 'again' }), await links()]).toEqual(['removed', 2])
})

test('a refused test leaves the address in its field', async ({ world }) => {
  const { posts, sees } = await ownerOf(world)
  await posts({ intent: 'address', address })
  const props = { ...(await sees()).read, t: translator('en'), lang: 'en' as const, done: null }
  const form = { values: {}, errors: [{ field: '', message: 'askedTooOften' }] }
  expect(renderToStaticMarkup(createElement(SenderPage, { ...props, form }))).toContain(`value="${address}"`)
  const typed = { values: { address: 'nobody' }, errors: [{ field: 'address', message: 'emailMissing' }] }
  expect(renderToStaticMarkup(createElement(SenderPage, { ...props, form: typed }))).toContain('value="nobody"')
})

test('who was asked to confirm an address is forgotten a day after', async ({ world }) => {
  const { posts } = await ownerOf(world)
  await posts({ intent: 'address', address })
  const kept = async () => (await world.db.selectFrom('address_change').select('id').execute()).length
  await purgeTraces(world.as.worker, later(world, 24 * 60 - 1))
  expect(await kept()).toBe(1)
  await purgeTraces(world.as.worker, later(world, 24 * 60))
  expect(await kept()).toBe(0)
})

test('an owner sees the sender of their own group only', async ({ world }) => {
  const { token } = await ownerOf(world)
  const elsewhere = await groupOf(world, 'Elsewhere')
  for (const work of [loader!, action!])
    expect(
      (
        await call(world, work, {
          token,
          params: { group: elsewhere },
          ...(work === action ? { fields: { intent: 'test' } } : {}),
        })
      ).status,
    ).toBe(404)
})

test('a test mail says what became of it: on its way, accepted, refused in the server’s words, or not tried and why', async ({
  world,
}) => {
  const { id, posts, sees } = await ownerOf(world)
  const inPublic = readEnv({
    NODE_ENV: 'production',
    SMTP_URL: 'smtps://mail.example.org',
    PUBLIC_URL: 'https://a.example.org',
    OFFICE_URL: 'https://b.example.org',
  })
  const test = async () => (await sees(inPublic)).read.test
  expect(await test()).toBeNull()
  await posts({ intent: 'test' })
  await posts({ intent: 'test' })
  expect(await test()).toMatchObject({ is: 'waiting', said: null })
  const accepting = keepingMailer(() => ({ outcome: 'sent', providerId: null, said: '250 2.0.0 OK' }))
  await sends(world, accepting)
  expect(accepting.mails).toMatchObject([
    { to: `${id}@example.org`, isTest: true, subject: 'Test: email from Saguaro' },
  ])
  expect(await test()).toMatchObject({ is: 'sent', said: '250 2.0.0 OK' })
  expect((await sees(readEnv({}))).read.test).toMatchObject({ is: 'captured' })

  await posts({ intent: 'test' }, later(world, 1))
  const refusing = keepingMailer(() => ({
    outcome: 'refused',
    reason: 'no-such-mailbox',
    isContactAtFault: true,
    hasOptedOut: false,
    said: '550 5.1.1 unknown here',
  }))
  await sends(world, refusing, later(world, 1))
  expect(await test()).toMatchObject({ is: 'refused', why: 'no-such-mailbox', said: '550 5.1.1 unknown here' })

  await posts({ intent: 'test' }, later(world, 2))
  const failing = keepingMailer(() => ({
    outcome: 'ours',
    reason: 'mail-server-login',
    code: '535',
    scope: 'all',
    said: '535 5.7.8 bad login',
  }))
  await sends(world, failing, later(world, 2))
  expect(await test()).toMatchObject({ is: 'again', why: 'mail-server-login', said: '535 5.7.8 bad login' })
  await world.db.updateTable('stop_switch').set({ is_on: true }).where('name', '=', 'mail').execute()
  expect(await test()).toMatchObject({ is: 'held', why: 'switch' })
})

test('a mail server that refuses a group’s address stops nobody else’s mail: the group’s comes from ours again', async ({
  world,
}) => {
  await world.signs(rosa)
  await world.work()
  const { token, posts, sees } = await ownerOf(world, 'network')
  await posts({ intent: 'address', address })
  await confirms(world, token)
  await checks(world, withLines)
  const refused = { outcome: 'ours', reason: 'mail-server-refuses-us', code: '554', scope: 'all' } as const
  const isPaused = async () =>
    (await world.db.selectFrom('mail_pause').select('resumes_at').where('resumes_at', 'is not', null).execute())
      .length > 0
  await tests(world, posts, { answer: refused })
  expect((await sees()).read).toMatchObject({
    sender: { isAligned: true, isAccepted: false },
    test: { is: 'refused', why: 'mail-server-refuses-us' },
  })
  expect(await isPaused()).toBe(false)
  await tests(world, posts, { at: later(world, 1) })
  expect((await sees()).read.sender).toMatchObject({ isAccepted: true })

  await world.db.updateTable('message').set({ state: 'queued' }).where('template', '=', 'confirm-signature').execute()
  const mailer = keepingMailer(({ from }) => (from ? refused : null))
  await sends(world, mailer, later(world, 2))
  await sends(world, mailer, later(world, 2))
  expect(mailer.mails.map(({ from }) => from?.address ?? null)).toEqual([address, null])
  expect(await isPaused()).toBe(false)
  expect((await sees()).read.sender).toMatchObject({ isAccepted: false })
})
