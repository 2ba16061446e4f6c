import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { pino } from 'pino'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import type { OutgoingMail, SendOutcome } from '~/channels/mail/mailer'
import { noSms } from '~/channels/sms/sms.server'
import { translator } from '~/i18n/translator'
import { setPaused } from '~/queue/outbox/switches.server'
import * as ownPage from '~/routes/$lang.me.$token'
import * as stop from '~/routes/$lang.stop.$token'
import { linkToken, stopToken } from '~/vault/links.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { findOwnPage, type OwnPage, openOwnPage } from '~/web/me/own-page.server'
import { OwnPageEnd } from '~/web/me/own-page-notices'
import { OwnPageView } from '~/web/me/own-page-view'
import { claimMessages } from '~/worker/sending/claim-messages.server'
import { sendDue } from '~/worker/sending/send-messages.server'
import { rosa, sam, test, tomas, type World } from '../support/firme-test'
import { arrives, toSheriff } from '../support/letters'
import { linkToOwnPage, openPage, pageOf, presses } from '../support/own-page'
import { visit } from '../support/public'
import { startTexting } from '../support/texting'

const later = (world: World, milliseconds: number) => new Date(world.at.getTime() + milliseconds)

/** Rosa has signed, ticked what is given, and confirmed. @returns the token of her open page */
async function rosaConfirmed(
  world: World,
  ticks: Record<string, string> = {},
  confirmed = true,
): Promise<{ token: string; signatureId: string }> {
  await world.signs({ ...rosa, ...ticks })
  await world.work()
  const message = await world.db.selectFrom('message').select(['id', 'signature_id']).executeTakeFirstOrThrow()
  if (confirmed) await world.confirms(message.signature_id!)
  return { token: await openPage(world), signatureId: message.signature_id! }
}

const aToken = () => randomBytes(16).toString('base64url')

const opens = (world: World, link: string, { session = aToken(), at = world.at } = {}) =>
  openOwnPage(world.as.web, link, session, at)

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
  expect((await pageOf(world, token))?.signatures[0]?.shownAs).toBe('Rosa M.')
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
  expect((await pageOf(world, token))?.consents).toEqual({ email: true, sms: false, network: null })
  await presses(world, token, { intent: 'consent', purpose: 'email', wanted: 'no' })
  expect((await pageOf(world, token))?.consents.email).toBe(false)
  const kept = await world.db
    .selectFrom('consent')
    .select(['purpose', 'text_version', 'given_on', 'withdrawn_on'])
    .executeTakeFirstOrThrow()
  expect(kept).toEqual({
    purpose: 'email',
    text_version: '2026-11-29',
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

test('whoever can write to the database hands nobody’s record to a contact of their own', async ({ world }) => {
  const { token } = await rosaConfirmed(world)
  await world.signs({ ...sam, email: 'sam@example.org' })
  await world.work()
  const hers = await world.db
    .selectFrom('message')
    .innerJoin('person', 'person.id', 'message.person_id')
    .select(['person.id', 'person.contact_id'])
    .orderBy('message.created_at')
    .executeTakeFirstOrThrow()
  await world.db.updateTable('person').set({ contact_id: hers.contact_id }).where('id', '<>', hers.id).execute()
  await presses(world, token, { intent: 'send_everything' })
  const given = mailer()
  await sends(world, given)
  expect(given.mails.filter((mail) => mail.attachments.length > 0)).toEqual([])
  // Nor is a name said to an address that it was not given with.
  expect(given.mails.filter((mail) => mail.to === 'rosa@example.org' && mail.text.includes('Sam'))).toEqual([])
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

test('the page says when something was signed or written by the clock of its petition', async ({ world }) => {
  await world.signs(rosa)
  await arrives(world, toSheriff)
  await world.work()
  const shows = async () => {
    const page = (await pageOf(world, await openPage(world)))!
    const t = translator('en')
    const asked = {
      lang: 'en',
      t,
      page,
      done: null,
      isHeld: false,
      hasTexts: true,
      perWeek: { mail: 3, sms: 2 },
      asked: null,
    } as const
    return renderToStaticMarkup(createElement(OwnPageView, asked)).match(/\d+:\d\d [AP]M [A-Z]+/g)
  }
  expect(await shows()).toEqual(['11:00 AM MST', '11:00 AM MST'])
  await world.db.updateTable('petition').set({ time_zone: 'America/Los_Angeles' }).execute()
  expect(await shows()).toEqual(['10:00 AM PST', '10:00 AM PST'])
  // A letter goes by the first petition of its campaign, whichever row the database finds first.
  await sql`
    insert into petition select (jsonb_populate_record(petition, jsonb_build_object('id', gen_random_uuid(), 'slug', 'a-later-one', 'time_zone', 'America/New_York', 'created_at', now()))).* from petition limit 1
  `.execute(world.db)
  expect(await shows()).toEqual(['10:00 AM PST', '10:00 AM PST'])
  await sql`update petition set created_at = now() - interval '9 years' where slug = 'a-later-one'`.execute(world.db)
  expect(await shows()).toEqual(['10:00 AM PST', '1:00 PM EST'])
})

test('deleting everything leaves no contact, no name and no message, and the total falls', async ({ world }) => {
  const { token } = await rosaConfirmed(world, { share_name: '1', consent_email: '1' })
  expect(await world.total()).toBe(1)
  await presses(world, token, { intent: 'delete_all' })
  expect(await world.total()).toBe(0)
  for (const table of ['signature', 'person', 'contact_point', 'message', 'consent', 'public_name'] as const) {
    expect(await world.db.selectFrom(table).selectAll().execute(), table).toEqual([])
  }
  expect(await pageOf(world, token)).toBeNull()
})

test('under a legal hold Rosa reads that deleting waits, not that it is done, and it is done when the hold is lifted', async ({
  world,
}) => {
  const { token, signatureId } = await rosaConfirmed(world)
  const link = `/es/me/${token}`
  const read = async (query = '') => {
    const { data } = await visit<Parameters<typeof OwnPageView>[0] & { found: { page: OwnPage } }>(
      world,
      ownPage.loader,
      link + query,
      { token },
    )
    return renderToStaticMarkup(createElement(OwnPageView, { ...data, page: data.found.page, t: translator('es') }))
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
  // Deleted with everything else: the page is gone, and there is nothing left to press.
  expect(await asks({ intent: 'delete_all' })).toBe('')
})

test('two signatures on one address are told apart, and nothing is deleted before the page has asked and shown what goes', async ({
  world,
}) => {
  const { token, signatureId } = await rosaConfirmed(world)
  await world.signs(sam, { at: later(world, 20_000) })
  await world.work(later(world, 20_000))
  const link = `/en/me/${token}`
  const read = async (query = '') => {
    const { data } = await visit<Parameters<typeof OwnPageView>[0] & { found: { page: OwnPage } }>(
      world,
      ownPage.loader,
      link + query,
      { token },
    )
    return renderToStaticMarkup(
      createElement(OwnPageView, { ...data, page: data.found.page, lang: 'en', t: translator('en') }),
    )
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
  await presses(world, await openPage(world, 'sms', night), { intent: 'delete', signature: asked.signature_id! }, night)
  expect(await world.db.selectFrom('signature').select('id').execute()).toEqual([])
  expect(await waiting()).toHaveLength(1)
  await presses(world, await openPage(world, 'sms', night), { intent: 'delete_all' }, night)
  expect(await waiting()).toEqual([])
  for (const table of ['person', 'contact_point'] as const)
    expect(await world.db.selectFrom(table).selectAll().execute(), table).toEqual([])
  await phone.stop()
})

test('somebody who stops all messages is not in the next claim, whatever is queued', async ({ world }) => {
  const { token } = await rosaConfirmed(world, {}, false)
  const confirming = () =>
    world.db.selectFrom('message').select(['state', 'failure']).where('template', '=', 'confirm-signature').execute()
  await presses(world, token, { intent: 'stop' })
  expect(await claimMessages(world.db, 'mail', 100, world.at)).toEqual([])
  expect(await confirming()).toEqual([{ state: 'suppressed', failure: 'opted-out' }])
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

test('only the mail that was asked for opens the own page: once, within fifteen minutes of leaving, for fifteen minutes', async ({
  world,
}) => {
  await rosaConfirmed(world)
  const confirming = await world.db
    .selectFrom('message')
    .select('id')
    .where('template', '=', 'confirm-signature')
    .executeTakeFirstOrThrow()
  for (const token of [linkToken(world.keyring, confirming.id), stopToken(world.keyring, confirming.id)])
    expect(await opens(world, token)).toBe(false)
  const minutes = (count: number) => later(world, count * 60_000)
  expect(await opens(world, await linkToOwnPage(world), { at: minutes(15) })).toBe(false)
  const link = await linkToOwnPage(world)
  expect((await findOwnPage(world.as.web, link, minutes(14))).state).toBe('link')
  const session = aToken()
  expect(await opens(world, link, { session, at: minutes(14) })).toBe(true)
  expect(await pageOf(world, session, minutes(28))).not.toBeNull()
  expect(await pageOf(world, session, minutes(29))).toBeNull()
})

test('whoever gets the mail forwarded finds the link used; pressing its button twice opens one page', async ({
  world,
}) => {
  await rosaConfirmed(world)
  const link = await linkToOwnPage(world)
  const session = aToken()
  const both = await Promise.all([opens(world, link, { session }), opens(world, link, { session })])
  expect(both).toEqual([true, true])
  const stranger = aToken()
  expect(await opens(world, link, { session: stranger })).toBe(false)
  expect(await pageOf(world, stranger)).toBeNull()
  expect((await findOwnPage(world.as.web, link, world.at)).state).toBe('used')
  // Neither does the link itself change anything any more.
  await presses(world, link, { intent: 'delete_all' })
  expect(await world.total()).toBe(1)
})

test('of two phones that open one link at once, one gets the page', async ({ world }) => {
  await rosaConfirmed(world)
  const link = await linkToOwnPage(world)
  const opened = await Promise.all([1, 2, 3, 4].map(() => opens(world, link, { session: aToken() })))
  expect(opened.filter(Boolean)).toHaveLength(1)
})

test('what she presses after her page has closed is not done, and she is told so', async ({ world }) => {
  const { token } = await rosaConfirmed(world)
  const at = later(world, 16 * 60_000)
  const answer = await visit<{ isTooLate: boolean }>(
    { ...world, at },
    ownPage.action,
    `/es/me/${token}`,
    { token },
    { intent: 'delete_all' },
  )
  expect(answer).toMatchObject({ status: 404, data: { isTooLate: true } })
  expect(await world.db.selectFrom('intake').select('id').execute()).toEqual([])
  await presses(world, token, { intent: 'delete_all' }, at)
  expect(await world.total()).toBe(1)
})

test('what she pressed while the page was open is done, however late the worker comes to it', async ({ world }) => {
  const { token } = await rosaConfirmed(world)
  await world.intake.append(
    await sealingKey(world.db, null),
    'own-page-change',
    { token, intent: 'delete', signatureId: null },
    later(world, 14 * 60_000),
  )
  await world.work(later(world, 48 * 3_600_000))
  expect(await world.total()).toBe(0)
})

test('she closes her page on a shared phone, and nobody can go back to it', async ({ world }) => {
  const { token } = await rosaConfirmed(world)
  const link = `/es/me/${token}`
  const closed = await visit(world, ownPage.action, link, { token }, { intent: 'close' })
  expect(closed.tags[0]).toBe(`${link}?done=closed`)
  expect(await pageOf(world, token)).toBeNull()
  await presses(world, token, { intent: 'delete_all' })
  expect(await world.total()).toBe(1)
})

test('an address that says what was done is believed only as far as its page bears it out', async ({ world }) => {
  const { token } = await rosaConfirmed(world)
  const done = async (page: string, words: string) =>
    (await visit<{ done: string | null }>(world, ownPage.loader, `/es/me/${page}?done=${words}`, { token: page })).data
      .done
  // Her own page: what she pressed waits.
  expect(await done(token, 'all')).toBe('all')
  expect(await done(token, 'one')).toBe('one')
  // There is no legal hold, and nothing else is said.
  for (const words of ['held', 'closed', 'anything']) expect(await done(token, words), words).toBeNull()
  // A link that was not opened yet.
  const link = await linkToOwnPage(world)
  for (const words of ['all', 'one', 'held', 'closed']) expect(await done(link, words), words).toBeNull()
  // A page that is nobody's.
  const nobodys = 'ANYTHINGANYTHINGANYTHI'
  for (const words of ['one', 'held', 'anything']) expect(await done(nobodys, words), words).toBeNull()
  expect(await done(nobodys, 'all')).toBe('perhaps-all')
  const page = renderToStaticMarkup(
    createElement(OwnPageEnd, { t: translator('en'), lang: 'en', why: 'perhapsDeleted' }),
  )
  expect(page).toContain('If you only opened a link, nothing was deleted.')
  expect(page).not.toContain('Everything is being deleted')
})

test('a link opens the page by its button and not by being opened, in both languages', async ({ world }) => {
  await rosaConfirmed(world)
  const token = await linkToOwnPage(world)
  for (const lang of ['en', 'es']) {
    const { data } = await visit<{ found: object; session: string }>(world, ownPage.loader, `/${lang}/me/${token}`, {
      lang,
      token,
    })
    expect(data.found).toEqual({ state: 'link' })
  }
  const session = aToken()
  const opened = await visit(world, ownPage.action, `/es/me/${token}`, { token }, { intent: 'open', session })
  expect(opened.tags[0]).toBe(`/es/me/${session}`)
  expect(await pageOf(world, session)).not.toBeNull()
})

test('the link that stops messages confirms nothing and opens nothing, and the link that confirms confirms only', async ({
  world,
}) => {
  await world.signs(rosa)
  await world.work()
  const { id } = await world.db.selectFrom('message').select('id').executeTakeFirstOrThrow()
  const key = await sealingKey(world.db, null)
  await world.intake.append(key, 'confirmation', { token: stopToken(world.keyring, id) }, world.at)
  await world.work()
  expect(await world.total()).toBe(0)
  await world.intake.append(key, 'confirmation', { token: linkToken(world.keyring, id) }, world.at)
  await world.work()
  expect(await world.total()).toBe(1)
  for (const wrong of ['A'.repeat(38), `${stopToken(world.keyring, id).slice(0, 36)}__`])
    await world.intake.append(key, 'stop', { token: wrong, wanted: 'stop' }, world.at)
  await world.work()
  expect(await world.db.selectFrom('suppression').select('reason').execute()).toEqual([])
  await world.intake.append(key, 'stop', { token: stopToken(world.keyring, id), wanted: 'stop' }, world.at)
  await world.work()
  expect(await world.db.selectFrom('suppression').select('reason').execute()).toEqual([{ reason: 'opted-out' }])
})

test('the link in an old mail, from before stop links had tokens of their own, still stops', async ({ world }) => {
  await rosaConfirmed(world)
  const { id } = await world.db.selectFrom('message').select('id').executeTakeFirstOrThrow()
  const token = linkToken(world.keyring, id)
  await world.intake.append(await sealingKey(world.db, null), 'stop', { token, wanted: 'stop' }, world.at)
  await world.work()
  expect(await world.db.selectFrom('suppression').select('reason').execute()).toEqual([{ reason: 'opted-out' }])
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
  await world.signs(rosa)
  await world.work()
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
  await world.signs(rosa)
  await world.work()
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

test('no link in a message brings back what was stopped: it takes the own page', async ({ world }) => {
  await rosaConfirmed(world)
  const { id } = await world.db
    .selectFrom('message')
    .select('id')
    .where('template', '=', 'confirm-signature')
    .executeTakeFirstOrThrow()
  const stopped = () => world.db.selectFrom('suppression').select('reason').execute()
  const key = await sealingKey(world.db, null)
  await world.intake.append(key, 'stop', { token: stopToken(world.keyring, id), wanted: 'stop' }, world.at)
  for (const token of [stopToken(world.keyring, id), linkToken(world.keyring, id)])
    await world.intake.append(key, 'stop', { token, wanted: 'resume' }, later(world, 1_000))
  await world.work(later(world, 1_000))
  expect(await stopped()).toEqual([{ reason: 'opted-out' }])
  await presses(world, await openPage(world), { intent: 'resume' })
  expect(await stopped()).toEqual([])
})

test('the link that stops has a button for this campaign and one for everything; one click in the mail program is everything', async ({
  world,
}) => {
  await rosaConfirmed(world, { consent_email: '1' })
  const { id } = await world.db.selectFrom('message').select('id').executeTakeFirstOrThrow()
  const token = stopToken(world.keyring, id)
  const presses = async (fields: Record<string, string>) => {
    const answer = await visit<{ done: string }>(world, stop.action, `/es/stop/${token}`, { token }, fields)
    await world.work()
    const suppressed = await world.db.selectFrom('suppression').select('reason').execute()
    const ended = await world.db.selectFrom('campaign_stop').select('channel').execute()
    return [answer.status, answer.data.done, ended.length, suppressed.length]
  }
  expect(await presses({ intent: 'campaign' })).toEqual([200, 'campaign', 1, 0])
  expect(await presses({ 'List-Unsubscribe': 'One-Click' })).toEqual([200, 'everything', 1, 1])
  expect(await presses({ 'List-Unsubscribe': 'One-Click' })).toEqual([200, 'everything', 1, 1])
})

test('a stop link of which a part is lost or changed says that nothing was stopped', async ({ world }) => {
  const whole = stopToken(world.keyring, '6f1d0c1e-6b6e-4a52-9a55-0d8f7a2b9c11')
  const lost = [35, 38, 22].map((length) => whole.slice(0, length))
  const changed = [...whole].map(
    (sign, at) =>
      whole.slice(0, at) +
      (sign.toLowerCase() === sign ? sign.toUpperCase() : sign.toLowerCase()) +
      whole.slice(at + 1),
  )
  for (const token of ['abc', ...lost, ...changed.filter((one) => one !== whole)]) {
    const opened = await visit<{ isWhole: boolean }>(world, stop.loader, `/es/stop/${token}`, { token })
    expect(opened).toMatchObject({ status: 404, data: { isWhole: false } })
    expect(await visit(world, stop.action, `/es/stop/${token}`, { token }, {})).toMatchObject({ status: 404 })
  }
  expect(await world.db.selectFrom('intake').select('id').execute()).toEqual([])
})

test('a stop link in a mail from before stops as it did', async ({ world }) => {
  await rosaConfirmed(world, { consent_email: '1' })
  const { id } = await world.db.selectFrom('message').select('id').executeTakeFirstOrThrow()
  const bytes = Buffer.from(stopToken(world.keyring, id), 'base64url').subarray(0, 28)
  for (const token of [bytes.toString('base64url'), linkToken(world.keyring, id)]) {
    await world.db.deleteFrom('suppression').execute()
    expect(await visit(world, stop.action, `/es/stop/${token}`, { token }, {})).toMatchObject({ status: 200 })
    await world.work()
    expect(await world.db.selectFrom('suppression').select('reason').execute()).toHaveLength(1)
  }
})

test('nobody can allow a way by which we cannot reach them', async ({ world }) => {
  const { token } = await rosaConfirmed(world)
  await presses(world, token, { intent: 'consent', purpose: 'sms', wanted: 'yes' })
  expect(await world.db.selectFrom('consent').select('purpose').execute()).toEqual([])
})
