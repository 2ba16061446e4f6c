import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import type { OutgoingMail, SendOutcome } from '~/channels/mail/mailer'
import { noSms } from '~/channels/sms/sms.server'
import { translator } from '~/i18n/translator'
import { ownPageChange } from '~/people/own-page.schema'
import { setPaused } from '~/queue/outbox/switches.server'
import * as ownPage from '~/routes/$lang.me.$token'
import { linkToken } from '~/vault/links.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { findOwnPage } from '~/web/me/own-page.server'
import { OwnPageView } from '~/web/me/own-page-view'
import { claimMessages } from '~/worker/sending/claim-messages.server'
import { sendDue } from '~/worker/sending/send-messages.server'
import { rosa, sam, test, tomas, type World } from '../support/firme-test'
import { visit } from '../support/public'
import { startTexting, tomasPhone } from '../support/texting'

const later = (world: World, milliseconds: number) => new Date(world.at.getTime() + milliseconds)

/** Rosa has signed, ticked what is given, and confirmed. @returns the token of her first mail */
async function rosaConfirmed(
  world: World,
  ticks: Record<string, string> = {},
  confirmed = true,
): Promise<{ token: string; signatureId: string }> {
  await world.signs({ ...rosa, ...ticks })
  await world.work()
  const message = await world.db.selectFrom('message').select(['id', 'signature_id']).executeTakeFirstOrThrow()
  if (confirmed) await world.confirms(message.signature_id!)
  return { token: linkToken(world.keyring, message.id), signatureId: message.signature_id! }
}

/** Presses one button of the own page. */
async function presses(world: World, token: string, fields: Record<string, string>, at = world.at): Promise<void> {
  const asked = ownPageChange(token, 'es', fields)
  if (!asked) throw new Error('no button sends that')
  await world.intake.append(await sealingKey(world.db, null), asked.kind, asked.submission, at)
  await world.work(at)
}

const shownNames = (world: World) =>
  world.db
    .selectFrom('public_name')
    .select('display_name')
    .execute()
    .then((rows) => rows.map((row) => row.display_name))

/** A mailer that answers in order, and then takes everything. */
function mailer(...answers: SendOutcome[]) {
  const mails: OutgoingMail[] = []
  return {
    mails,
    async send(mail: OutgoingMail): Promise<SendOutcome> {
      mails.push(mail)
      return answers.shift() ?? { outcome: 'sent', providerId: null }
    },
    async close() {},
  }
}

const log = pino({ level: 'silent' })

async function sends(world: World, given: ReturnType<typeof mailer>, at = world.at): Promise<number> {
  return sendDue(
    world.as.worker,
    {
      keyring: world.keyring,
      mailer: given,
      sms: noSms,
      publicUrl: 'https://firme.example.org',
      officeUrl: 'https://office.example.org',
      log,
    },
    'mail',
    () => at,
  )
}

test('Rosa shows her name, and hides it again', async ({ world }) => {
  const { token, signatureId } = await rosaConfirmed(world)
  expect(await shownNames(world)).toEqual([])
  await presses(world, token, { intent: 'show_name', signature: signatureId })
  expect(await shownNames(world)).toEqual(['Rosa M.'])
  expect((await findOwnPage(world.db, token, world.at))?.signatures[0]?.shownAs).toBe('Rosa M.')
  await presses(world, token, { intent: 'hide_name', signature: signatureId })
  expect(await shownNames(world)).toEqual([])
  expect(await world.total()).toBe(1)
})

test('one contact’s link shows and changes nothing of another’s', async ({ world }) => {
  const { token } = await rosaConfirmed(world)
  await world.signs(tomas)
  await world.work()
  const other = await world.db
    .selectFrom('message')
    .select('signature_id')
    .where('channel', '=', 'sms')
    .executeTakeFirstOrThrow()
  await world.confirms(other.signature_id!)
  await presses(world, token, { intent: 'show_name', signature: other.signature_id! })
  await presses(world, token, { intent: 'delete', signature: other.signature_id! })
  expect(await shownNames(world)).toEqual([])
  expect(await world.total()).toBe(2)
})

test('consents are given and withdrawn, each with its words and day', async ({ world }) => {
  const { token } = await rosaConfirmed(world)
  await presses(world, token, { intent: 'consent', purpose: 'email', wanted: 'yes' })
  expect((await findOwnPage(world.db, token, world.at))?.consents).toEqual({ email: true, sms: false, network: null })
  await presses(world, token, { intent: 'consent', purpose: 'email', wanted: 'no' })
  expect((await findOwnPage(world.db, token, world.at))?.consents.email).toBe(false)
  const kept = await world.db
    .selectFrom('consent')
    .select(['purpose', 'text_version', 'given_on', 'withdrawn_on'])
    .executeTakeFirstOrThrow()
  expect(kept).toEqual({
    purpose: 'email',
    text_version: '2026-11',
    given_on: '2026-11-24',
    withdrawn_on: '2026-11-24',
  })
})

test('the language she chooses is the language of her next mail', async ({ world }) => {
  const { token } = await rosaConfirmed(world)
  await presses(world, token, { intent: 'language', language: 'en' })
  await presses(world, token, { intent: 'send_everything' })
  const owed = await world.db
    .selectFrom('message')
    .select('language')
    .where('template', '=', 'everything-we-hold')
    .executeTakeFirstOrThrow()
  expect(owed.language).toBe('en')
})

test('“send me everything” holds every word of hers, and none of anybody else’s', async ({ world }) => {
  const { token } = await rosaConfirmed(world, { comments: 'Por mi hijo', consent_email: '1' })
  await world.signs(tomas)
  await world.work()
  await presses(world, token, { intent: 'send_everything' })
  const given = mailer()
  await sends(world, given)
  const file = given.mails.find((mail) => mail.attachments.length > 0)?.attachments[0]?.content ?? ''
  for (const word of ['Rosa', 'Martínez', '85001', 'rosa@example.org', 'Por mi hijo', 'email'])
    expect(file).toContain(word)
  expect(file).not.toContain('Tomás')
})

test('“send me everything” also says what she sent to an official, and which other number she gave, in part', async ({
  world,
}) => {
  const { token } = await rosaConfirmed(world, { phone: '602 555 0101' })
  const person = await world.db.selectFrom('person').select('id').executeTakeFirstOrThrow()
  const target = await world.db
    .selectFrom('advocacy_target')
    .select(['advocacy_campaign_id', 'post_id'])
    .executeTakeFirstOrThrow()
  await world.db
    .insertInto('outreach')
    .values({
      ...target,
      id: randomUUID(),
      channel: 'text',
      via: 'dialog',
      outcome: 'sent',
      language: 'es',
      area: '850',
      person_id: person.id,
      done_at: world.at,
    })
    .execute()
  await presses(world, token, { intent: 'send_everything' })
  const given = mailer()
  await sends(world, given)
  const file = given.mails.find((mail) => mail.attachments.length > 0)?.attachments[0]?.content ?? ''
  const { people, contact } = JSON.parse(String(file))
  expect(people[0].messages_to_officials).toMatchObject([{ channel: 'text', outcome: 'sent', area: '850' }])
  expect([people[0].other_contact, contact.also_given_by]).toEqual(['··· 0101', 0])
})

test('deleting everything leaves no contact, no name and no message, and the total falls', async ({ world }) => {
  const { token } = await rosaConfirmed(world, { share_name: '1', consent_email: '1' })
  expect(await world.total()).toBe(1)
  await presses(world, token, { intent: 'delete_all' })
  expect(await world.total()).toBe(0)
  for (const table of ['signature', 'person', 'contact_point', 'message', 'consent', 'public_name'] as const) {
    expect(await world.db.selectFrom(table).selectAll().execute(), table).toEqual([])
  }
  expect(await findOwnPage(world.db, token, world.at)).toBeNull()
})

test('under a legal hold Rosa reads that deleting waits, not that it is done, and it is done when the hold is lifted', async ({
  world,
}) => {
  const { token, signatureId } = await rosaConfirmed(world)
  const link = `/es/me/${token}`
  const read = async (query = '') => {
    const { data } = await visit<Parameters<typeof OwnPageView>[0]>(world, ownPage.loader, link + query, { token })
    return renderToStaticMarkup(createElement(OwnPageView, { ...data, t: translator('es') }))
  }
  const asks = async (fields: Record<string, string>) =>
    (await visit(world, ownPage.action, link, { token }, fields)).tags[0]
  expect(await read()).not.toContain('orden legal')
  await setPaused(world.db, 'legal-hold', true, null, world.at)
  expect(await read()).toContain('Una orden legal nos impide borrar por ahora. Pídalo ya')
  expect(await asks({ intent: 'delete', signature: signatureId })).toBe(`${link}?done=held`)
  expect(await asks({ intent: 'delete_all' })).toBe(`${link}?done=held`)
  await world.work()
  const page = await read('?done=held')
  expect(page).toContain('todavía no está hecho')
  expect(page).not.toMatch(/hemos olvidado|Listo/)
  expect(await world.total()).toBe(1)
  await setPaused(world.db, 'legal-hold', false, null, world.at)
  await world.work()
  expect(await world.total()).toBe(0)
  expect(await world.db.selectFrom('contact_point').select('id').execute()).toEqual([])
  expect(await asks({ intent: 'delete_all' })).toBe(`${link}?done=all`)
})

test('two signatures on one address are told apart, and nothing is deleted before the page has asked and shown what goes', async ({
  world,
}) => {
  const { token, signatureId } = await rosaConfirmed(world)
  await world.signs(sam, { at: later(world, 20_000) })
  await world.work(later(world, 20_000))
  const link = `/en/me/${token}`
  const read = async (query = '') => {
    const { data } = await visit<Parameters<typeof OwnPageView>[0]>(world, ownPage.loader, link + query, { token })
    return renderToStaticMarkup(createElement(OwnPageView, { ...data, lang: 'en', t: translator('en') }))
  }
  const main = await read()
  expect(main.match(/This is the one who signed (first|second)/g)?.sort()).toEqual([
    'This is the one who signed first',
    'This is the one who signed second',
  ])
  // Both within a minute: the time alone does not tell them apart.
  expect(new Set(main.match(/Signed on [^·]*/g)).size).toBe(1)
  expect(main).toContain(`href="?delete=${signatureId}"`)
  expect(main).not.toContain('value="delete')

  const one = await read(`?delete=${signatureId}`)
  expect(one).toContain('Delete this signature?')
  expect(one).toContain('This is the one who signed first')
  expect(one).not.toContain('This is the one who signed second')
  expect(one).toContain('name="intent" value="delete"')
  expect(one).toContain(`name="signature" value="${signatureId}"`)
  const all = await read('?delete=all')
  expect(all.match(/This is the one who signed (first|second)/g)).toHaveLength(2)
  expect(all).toContain('name="intent" value="delete_all"')
  // Somebody else's, or nonsense: the page as it is.
  expect(await read(`?delete=${randomUUID()}`)).toBe(main)
  expect(await world.db.selectFrom('signature').select('id').execute()).toHaveLength(2)
})

test('Rosa deletes hers, and Sam’s on the same address stays', async ({ world }) => {
  const { token, signatureId } = await rosaConfirmed(world)
  await world.signs(sam)
  await world.work()
  const sams = await world.db
    .selectFrom('signature')
    .select('id')
    .where('id', '<>', signatureId)
    .executeTakeFirstOrThrow()
  await world.confirms(sams.id)
  await presses(world, token, { intent: 'delete', signature: signatureId })
  expect(await world.total()).toBe(1)
  expect(await world.db.selectFrom('contact_point').select('id').execute()).toHaveLength(1)
})

test('Tomás deletes a signature, and his text that waits for the council’s hours still leaves; with everything he deletes it goes', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await world.signs(tomas)
  await world.work()
  const asked = await world.db.selectFrom('message').select(['id', 'signature_id']).executeTakeFirstOrThrow()
  // 11:30 UTC is 4:30 a.m. in Phoenix, on a Wednesday.
  const night = new Date('2026-11-25T11:30:00Z')
  for (const text of ['CONCEJO', 'Tomás Reyes', '85001', '1', '1', 'SI']) await phone.says(text, { at: night })
  const waiting = () =>
    world.db
      .selectFrom('message')
      .select('id')
      .where('template', '=', 'text-to-official')
      .where('state', '=', 'queued')
      .execute()
  await presses(world, linkToken(world.keyring, asked.id), { intent: 'delete', signature: asked.signature_id! }, night)
  expect(await world.db.selectFrom('signature').select('id').execute()).toEqual([])
  expect(await waiting()).toHaveLength(1)
  await world.intake.append(
    await sealingKey(world.db, null),
    'own-page-request',
    { channel: 'sms', contact: tomasPhone, language: 'es' },
    night,
  )
  await world.work(night)
  const link = await world.db
    .selectFrom('message')
    .select('id')
    .where('template', '=', 'own-page-link')
    .executeTakeFirstOrThrow()
  await presses(world, linkToken(world.keyring, link.id), { intent: 'delete_all' }, night)
  expect(await waiting()).toEqual([])
  for (const table of ['person', 'contact_point'] as const)
    expect(await world.db.selectFrom(table).selectAll().execute(), table).toEqual([])
  await phone.stop()
})

test('somebody who stops all messages is not in the next claim, whatever is queued', async ({ world }) => {
  const { token } = await rosaConfirmed(world, {}, false)
  await presses(world, token, { intent: 'stop' })
  expect(await claimMessages(world.db, 'mail', 100, world.at)).toEqual([])
  expect(await world.db.selectFrom('message').select(['state', 'failure']).execute()).toEqual([
    { state: 'suppressed', failure: 'opted-out' },
  ])
  await presses(world, token, { intent: 'resume' })
  // Whoever takes it back is asked to confirm what they signed.
  expect((await claimMessages(world.db, 'mail', 100, world.at)).map((message) => message.template)).toEqual([
    'confirm-signature',
  ])
})

test('a text that says ALTO stops texts to that number: what says so is the last that leaves', async ({ world }) => {
  await world.signs(tomas)
  await world.intake.append(
    await sealingKey(world.db, null),
    'inbound-text',
    { sid: null, isAnswered: false, from: '+16025550101', body: '¡Alto!' },
    world.at,
  )
  await world.work()
  expect((await claimMessages(world.db, 'sms', 100, world.at)).map((message) => message.template)).toEqual([
    'text-stopped',
  ])
})

test('a link to the own page that was asked for works for fifteen minutes', async ({ world }) => {
  await rosaConfirmed(world)
  await world.intake.append(
    await sealingKey(world.db, null),
    'own-page-request',
    { channel: 'mail', contact: 'rosa@example.org', language: 'es' },
    world.at,
  )
  await world.work()
  const asked = await world.db
    .selectFrom('message')
    .select('id')
    .where('template', '=', 'own-page-link')
    .executeTakeFirstOrThrow()
  const token = linkToken(world.keyring, asked.id)
  expect(await findOwnPage(world.db, token, later(world, 14 * 60_000))).not.toBeNull()
  expect(await findOwnPage(world.db, token, later(world, 16 * 60_000))).toBeNull()
})

test('asking for a link with an address that never signed owes nobody anything', async ({ world }) => {
  await world.intake.append(
    await sealingKey(world.db, null),
    'own-page-request',
    { channel: 'mail', contact: 'nobody@example.org', language: 'es' },
    world.at,
  )
  await world.work()
  expect(await world.db.selectFrom('message').selectAll().execute()).toEqual([])
})

test('a busy mail server is tried again after a minute, then five, with the same mail; then it is there once', async ({
  world,
}) => {
  await rosaConfirmed(world, {}, false)
  const busy: SendOutcome = { outcome: 'later', reason: 'mail-server-busy', retryAfterSeconds: null }
  const given = mailer(busy, busy)
  expect(await sends(world, given)).toBe(1)
  expect(await sends(world, given, later(world, 59_000))).toBe(0)
  expect(await sends(world, given, later(world, 60_000))).toBe(1)
  expect(await sends(world, given, later(world, 60_000 + 299_000))).toBe(0)
  expect(await sends(world, given, later(world, 60_000 + 300_000))).toBe(1)
  expect(await sends(world, given, later(world, 86_400_000))).toBe(0)
  expect(new Set(given.mails.map((mail) => mail.messageId)).size).toBe(1)
  expect(await world.db.selectFrom('message').select('state').execute()).toEqual([{ state: 'sent' }])
})

test('a mailbox that does not exist is marked, and the mail is recorded as failed', async ({ world }) => {
  await rosaConfirmed(world, {}, false)
  await sends(
    world,
    mailer({ outcome: 'refused', reason: 'no-such-mailbox', isContactAtFault: true, hasOptedOut: false }),
  )
  expect(await world.db.selectFrom('message').select(['state', 'failure']).execute()).toEqual([
    { state: 'failed', failure: 'no-such-mailbox' },
  ])
  expect(await world.db.selectFrom('contact_point').select('failing_since').execute()).toEqual([
    { failing_since: '2026-11-24' },
  ])
})
