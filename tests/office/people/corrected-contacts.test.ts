import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { purgeUnconfirmed } from '~/actions/petitions/signatures/purge-unconfirmed.server'
import { translator } from '~/i18n/translator'
import { type ContactChangeFound, findContactChange } from '~/people/find-contact-change.server'
import { indexContact } from '~/people/signer-indexes.server'
import { stopCampaign, suppress } from '~/people/suppression.server'
import { setPaused } from '~/queue/outbox/switches.server'
import { action as contactAction, loader as contactPage } from '~/routes/$lang.contact.$token'
import { linkToken } from '~/vault/links.server'
import { openContact, openVault } from '~/vault/open.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { ContactPage } from '~/web/me/contact-page'
import { purgeTraces } from '~/worker/purge-traces.server'
import { everythingWeHold } from '~/worker/recording/everything-we-hold.server'
import { claimMessages } from '~/worker/sending/claim-messages.server'
import { rosa, sam, slug, test, tomas, type World } from '../../support/firme-test'
import { newsReaches } from '../../support/news'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { visit } from '../../support/public'
import { somebodyWaits } from '../../support/races'

const person = () => officeRoute('office.people.$person')
const days = (world: World, count: number) => new Date(world.at.getTime() + count * 86_400_000)
const asTyped = { intent: 'correct', given_name: 'Rosa', family_name: 'Martínez', postal_code: '85001' }

/** Rosa has signed and confirmed; the organizer has her page open. */
async function opened(world: World, signer: Record<string, string> = rosa, isConfirmed = true) {
  await world.signs({ ...signer, keep_posted: '1', consent_email: '1' })
  await world.work()
  const { id: signature, person_id } = await world.db
    .selectFrom('signature')
    .select(['id', 'person_id'])
    .executeTakeFirstOrThrow()
  if (isConfirmed) await world.confirms(signature)
  const { id, token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const change = (fields: Record<string, string>, at = world.at) =>
    call(world, person().action!, { token, params: { person: person_id! }, fields, at })
  const look = async (at = world.at) =>
    (
      (await call(world, person().loader!, { token, params: { person: person_id! }, at })).body as {
        person: {
          contacts: { contact: string; provenOn: string | null; stopped: unknown }[]
          changes: { id: string; contact: string; why: string; by: string }[]
          timeline: { lines: { is: string; how?: string }[] }
        }
      }
    ).person
  return { personId: person_id!, signature, organizerId: id, token, change, look }
}

async function says(world: World, template: string, wanted: 'confirm' | 'not-mine' | 'keep', at = world.at) {
  const token = await tokenOf(world, template)
  await world.intake.append(await sealingKey(world.db, null), 'contact-word', { token, wanted }, at)
  await world.work(at)
}

async function tokenOf(world: World, template: string): Promise<string> {
  const { id } = await world.db
    .selectFrom('message')
    .select('id')
    .where('template', '=', template)
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow()
  return linkToken(world.keyring, id)
}

async function messagesTo(world: World, template: string): Promise<string[]> {
  const vault = await openVault(world.db, world.keyring)
  const rows = await world.db
    .selectFrom('message')
    .innerJoin('contact_point', 'contact_point.id', 'contact_id')
    .select(['contact_point.id', 'contact_point.campaign_id', 'sealed'])
    .where('template', '=', template)
    .execute()
  return rows.map((row) => openContact(vault, row)).sort()
}

/** As if the owner of the new contact had been asked then. */
async function isAskedOn(world: World, at: Date) {
  await world.db.updateTable('contact_change').set({ asked_at: at }).execute()
  await world.db.updateTable('message').set({ created_at: at }).where('template', '=', 'confirm-contact').execute()
}

const isSuppressed = async (world: World, channel: 'mail' | 'sms', contact: string) =>
  (await world.db
    .selectFrom('suppression')
    .select('reason')
    .where('blind_index', '=', indexContact(world.keyring, channel, contact).contactIndex)
    .executeTakeFirst()) !== undefined

test('a corrected address counts once its owner confirms it; the old one, which was confirmed, is told', async ({
  world,
}) => {
  const { change, look, personId } = await opened(world)
  const saved = await change({ ...asTyped, new_email: 'rosa.m@example.org' })
  expect(saved.location).toMatch(/did=asked&about=/)
  expect(saved.location).not.toMatch(/example/)
  expect(await messagesTo(world, 'confirm-contact')).toEqual(['rosa.m@example.org'])
  expect(await messagesTo(world, 'contact-changing')).toEqual(['rosa@example.org'])
  expect(await look()).toMatchObject({
    contacts: [{ contact: 'r···@example.org', provenOn: expect.any(String) }],
    changes: [{ contact: 'r···@example.org', why: 'waiting' }],
  })
  await says(world, 'confirm-contact', 'confirm')
  const after = await look()
  expect(after.changes).toEqual([])
  expect(after.timeline.lines).toContainEqual(expect.objectContaining({ is: 'contact-ended', how: 'confirmed' }))
  const vault = await openVault(world.db, world.keyring)
  const { contact_id } = await world.db
    .selectFrom('person')
    .select('contact_id')
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
  expect(await everythingWeHold(world.db, vault, contact_id)).toMatchObject({
    contact: { address: 'rosa.m@example.org' },
    people: [{ given_name: 'Rosa', signatures: [{ state: 'confirmed' }] }],
  })
})

test('a corrected address that is confirmed in the evening is proven on that day', async ({ world: there }) => {
  // Eight in the evening of the 24th in Phoenix, where the network is, and the 25th in UTC.
  const world = { ...there, at: new Date('2026-11-25T03:00:00Z') }
  const { change } = await opened(world)
  await change({ ...asTyped, new_email: 'rosa.m@example.org' })
  await says(world, 'confirm-contact', 'confirm')
  expect((await world.db.selectFrom('contact_point').select('proven_on').execute()).at(-1)).toEqual({
    proven_on: '2026-11-24',
  })
})

test('a wrong number that was never confirmed is not told; the right one confirms the signature with it', async ({
  world,
}) => {
  const { change, look } = await opened(world, tomas, false)
  await change({ ...asTyped, given_name: 'Tomás', family_name: '', new_phone: '(602) 555-0102' })
  expect(await messagesTo(world, 'contact-changing')).toEqual([])
  await says(world, 'confirm-contact', 'confirm')
  expect(await world.total()).toBe(1)
  expect((await look()).contacts).toMatchObject([{ contact: '··· 0102', provenOn: expect.any(String) }])
})

test('whoever signs again with the corrected address is recognized, and counts once', async ({ world }) => {
  const { change } = await opened(world)
  await change({ ...asTyped, new_email: 'rosa.m@example.org' })
  await says(world, 'confirm-contact', 'confirm')
  await world.signs({ ...rosa, email: 'rosa.m@example.org' })
  await world.work()
  expect(await world.db.selectFrom('signature').select('id').execute()).toHaveLength(1)
  expect(await world.db.selectFrom('person').select('id').execute()).toHaveLength(1)
})

test('a phone is added to an address, and stands beside it', async ({ world }) => {
  const { change, look } = await opened(world)
  await change({ ...asTyped, new_phone: '602 555 0102' })
  await says(world, 'confirm-contact', 'confirm')
  expect((await look()).contacts.map(({ contact }) => contact)).toEqual(['r···@example.org', '··· 0102'])
})

test('a contact that another signer has is refused with the way to merge, and nothing else is saved', async ({
  world,
}) => {
  await world.signs(tomas)
  await world.work()
  const other = await world.db.selectFrom('person').select('id').executeTakeFirstOrThrow()
  await world.signs({ ...rosa, email: 'r@example.org' })
  await world.work()
  const { id } = await world.db.selectFrom('person').select('id').where('id', '<>', other.id).executeTakeFirstOrThrow()
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const fields = { ...asTyped, given_name: 'Rosita', new_email: 'rosa.m@example.org', new_phone: '602 555 0101' }
  const refused = await call(world, person().action!, { token, params: { person: id }, fields })
  expect(refused.status).toBe(422)
  expect(refused.body).toMatchObject({
    twin: other.id,
    form: { values: fields, errors: [{ field: 'new_phone', message: 'contactTaken' }] },
  })
  expect(await world.db.selectFrom('contact_change').select('id').execute()).toEqual([])
  expect(await messagesTo(world, 'confirm-contact')).toEqual([])
})

const shown = { shown_given_name: 'Rosa', shown_family_name: 'Martínez', shown_postal_code: '85001' }
const named = async (look: () => Promise<unknown>) =>
  (await look()) as { name: string; details: { postalCode: string } }

test('what somebody else has corrected since the page was opened is not reverted: the form says what stands there now', async ({
  world,
}) => {
  const { change, look } = await opened(world)
  await change({ ...asTyped, ...shown, given_name: 'Rosalía', postal_code: '85004' })
  const late = { ...asTyped, ...shown, family_name: 'Martín', new_email: 'rosa.m@example.org' }
  const refused = await change(late)
  expect(refused.status).toBe(422)
  const { form } = refused.body as {
    form: { values: Record<string, string>; errors: { field: string; said: string }[] }
  }
  expect(form.errors).toMatchObject([{ field: 'given_name', said: expect.stringContaining('Rosalía Martínez, 85004') }])
  expect(form.values).toMatchObject({ given_name: 'Rosa', family_name: 'Martín', new_email: 'rosa.m@example.org' })
  expect(await named(look)).toMatchObject({ name: 'Rosalía Martínez', details: { postalCode: '85004' } })
  expect((await look()).changes).toEqual([])
  // Whoever saves again knows.
  await change(form.values)
  expect(await named(look)).toMatchObject({ name: 'Rosa Martín', details: { postalCode: '85001' } })
})

test('of two corrections at once, one is refused', async ({ world }) => {
  const { change } = await opened(world)
  const both = ['Rosalía', 'Rosario'].map((given_name) => change({ ...asTyped, ...shown, given_name }))
  expect((await Promise.all(both)).map(({ status }) => status).toSorted()).toEqual([200, 422])
})

test('a name that is corrected while an address is asked for: both are said, and each is undone by itself', async ({
  world,
}) => {
  const { change, look } = await opened(world)
  const saved = await change({ ...asTyped, ...shown, given_name: 'Rosalía', new_email: 'rosa.m@example.org' })
  expect(saved).toMatchObject({ status: 200, location: null })
  const { done } = saved.body as { done: { did: string; undo: Record<string, string> }[] }
  expect(done.map(({ did }) => did)).toEqual(['corrected', 'asked'])
  await change(done[0]!.undo)
  expect(await named(look)).toMatchObject({ name: 'Rosa Martínez' })
  expect((await look()).changes).toHaveLength(1)
  await change(done[1]!.undo)
  expect((await look()).changes).toEqual([])
})

test('an address that somebody signs with before it is confirmed is not taken from them', async ({ world }) => {
  const { change, look } = await opened(world)
  await change({ ...asTyped, new_email: 'sam@example.org' })
  await world.signs({ ...sam, email: 'sam@example.org' })
  await world.work()
  await says(world, 'confirm-contact', 'confirm')
  const after = await look()
  expect(after.contacts).toHaveLength(1)
  expect(after.timeline.lines).toContainEqual(expect.objectContaining({ is: 'contact-ended', how: 'taken' }))
})

test('a number that was to be added replaces none that they have got meanwhile, as by a merge', async ({ world }) => {
  const { change, look, personId } = await opened(world)
  await change({ ...asTyped, new_phone: '602 555 0102' })
  await world.signs(tomas)
  await world.work()
  await sql`
    update person set other_contact_id = tomas.contact_id from person as tomas join contact_point on contact_point.id = tomas.contact_id
    where channel = 'sms' and person.id = ${personId}
  `.execute(world.db)
  await says(world, 'confirm-contact', 'confirm')
  const after = await look()
  expect(after.contacts.map(({ contact }) => contact)).toEqual(['r···@example.org', '··· 0101'])
  expect(after.changes).toEqual([])
  expect(after.timeline.lines).toContainEqual(expect.objectContaining({ is: 'contact-ended', how: 'taken-back' }))
})

test('the owner of the old address keeps it; the link in the new one then does nothing', async ({ world }) => {
  const { change, look } = await opened(world)
  await change({ ...asTyped, new_email: 'thief@example.org' })
  await says(world, 'contact-changing', 'keep')
  await says(world, 'confirm-contact', 'confirm')
  const after = await look()
  expect(after.changes).toEqual([])
  expect(after.timeline.lines).toContainEqual(expect.objectContaining({ is: 'contact-ended', how: 'kept' }))
  expect(await findContactChange(world.as.web, await tokenOf(world, 'confirm-contact'), world.at)).toMatchObject({
    state: 'ended',
  })
  expect(await messagesTo(world, 'thank-you')).toEqual(['rosa@example.org'])
})

test('a stranger at the new address says that it is not theirs, and it is forgotten', async ({ world }) => {
  const { change, look } = await opened(world)
  await change({ ...asTyped, new_email: 'stranger@example.org' })
  await claimMessages(world.as.worker, 'mail', 10, world.at)
  await world.db.updateTable('message').set({ state: 'sent' }).execute()
  await says(world, 'confirm-contact', 'not-mine')
  await purgeTraces(world.db, world.at)
  expect(await world.db.selectFrom('contact_point').select('id').execute()).toHaveLength(1)
  expect((await look()).timeline.lines).toContainEqual(
    expect.objectContaining({ is: 'contact-ended', how: 'not-theirs' }),
  )
})

test('the page of a link says what happened, not what was pressed', async ({ world }) => {
  const { change, look } = await opened(world)
  await change({ ...asTyped, new_email: 'rosa.m@example.org' })
  const [fresh, old] = [await tokenOf(world, 'confirm-contact'), await tokenOf(world, 'contact-changing')]
  const answered = async (token: string, wanted: string) => {
    const path = `/en/contact/${token}`
    const { data } = await visit<{ isReceived: boolean }>(world, contactAction, path, { token }, { wanted })
    return { ...data, ...(await seen(token)) }
  }
  const seen = async (token: string) => {
    const { data } = await visit<{ found: ContactChangeFound }>(world, contactPage, `/en/contact/${token}`, { token })
    return { state: data.found.state }
  }
  // The worker is late, and meanwhile an organizer takes the correction back.
  expect(await answered(fresh, 'confirm')).toEqual({ isReceived: true, state: 'waiting' })
  await change({ intent: 'take-back', id: (await look()).changes[0]!.id })
  await world.work()
  expect(await seen(fresh)).toEqual({ state: 'ended' })
  expect(await answered(fresh, 'confirm')).toEqual({ isReceived: false, state: 'ended' })
  expect(await seen(old)).toEqual({ state: 'ended' })
  // Its owner is asked again an hour later at the earliest.
  const later = new Date(world.at.getTime() + 61 * 60_000)
  await change({ ...asTyped, new_email: 'rosa.m@example.org' }, later)
  await says(world, 'contact-changing', 'keep', later)
  expect(await seen(await tokenOf(world, 'contact-changing'))).toEqual({ state: 'kept' })
  expect(await seen(await tokenOf(world, 'confirm-contact'))).toEqual({ state: 'ended' })
})

test('a link that was answered says so in both languages, and an answer that waits is not said to be done', () => {
  const drawn = (lang: 'en' | 'es', state: 'waiting' | 'kept' | 'not-theirs' | 'confirmed') => {
    const found = { state, side: 'new', channel: 'mail', campaign: { en: 'Ana', es: 'Ana' } } as const
    return renderToStaticMarkup(createElement(ContactPage, { lang, t: translator(lang), found, isReceived: true }))
  }
  for (const lang of ['en', 'es'] as const)
    for (const [state, word] of [
      ['waiting', 'receivedTitle'],
      ['kept', 'keptTitle'],
      ['not-theirs', 'notMineTitle'],
      ['confirmed', 'doneTitle'],
    ] as const)
      expect(drawn(lang, state)).toContain(translator(lang)(`site.contact.${word}`))
})

test('a correction that is taken back sends nothing, and its link does nothing', async ({ world }) => {
  const { change, look } = await opened(world)
  await change({ ...asTyped, new_email: 'typo@example.org' })
  const [waiting] = (await look()).changes
  expect((await change({ intent: 'take-back', id: waiting!.id })).location).toContain('did=taken-back')
  const going = await claimMessages(world.as.worker, 'mail', 10, world.at)
  expect(going.map((message) => message.template)).not.toContain('confirm-contact')
  expect(going.map((message) => message.template)).not.toContain('contact-changing')
  await says(world, 'confirm-contact', 'confirm')
  expect((await look()).contacts).toHaveLength(1)
  expect((await change({ intent: 'take-back', id: waiting!.id })).location).toContain('did=not-waiting')
})

test('an address and a number that were asked for at once are taken back at once', async ({ world }) => {
  const { change, look } = await opened(world)
  const asked = await change({ ...asTyped, new_email: 'typo@example.org', new_phone: '602 555 0102' })
  const id = new URL(asked.location!, 'http://office').searchParams.get('about')!
  expect((await look()).changes).toHaveLength(2)
  expect((await change({ intent: 'take-back', id })).location).toContain('did=taken-back')
  expect((await look()).changes).toEqual([])
})

test('a correction that another one took the place of waits again when that one is taken back', async ({ world }) => {
  const { change, look } = await opened(world)
  const minutes = (count: number) => new Date(world.at.getTime() + count * 60_000)
  await change({ ...asTyped, new_email: 'rosa.m@example.org' })
  const [first] = (await look()).changes
  await change({ ...asTyped, new_email: 'typo@example.org' }, minutes(1))
  await claimMessages(world.as.worker, 'mail', 10, minutes(2))
  const [second] = (await look()).changes
  const back = await change({ intent: 'take-back', id: second!.id }, minutes(3))
  expect(back.location).toContain('did=earlier-waits')
  expect((await look()).changes).toMatchObject([{ id: first!.id }])
  const going = await claimMessages(world.as.worker, 'mail', 10, minutes(4))
  expect(going.map(({ template }) => template)).toContain('confirm-contact')
})

test('an address that somebody else has taken meanwhile does not wait again', async ({ world }) => {
  const { change, look } = await opened(world)
  await change({ ...asTyped, new_email: 'sam@example.org' })
  await change({ ...asTyped, new_email: 'typo@example.org' }, new Date(world.at.getTime() + 60_000))
  await world.signs({ ...sam, email: 'sam@example.org' })
  await world.work()
  const [waiting] = (await look()).changes
  expect((await change({ intent: 'take-back', id: waiting!.id })).location).toContain('did=taken-back')
  expect((await look()).changes).toEqual([])
})

test('who had stopped our messages has stopped them at the new address too, and the old one stays stopped', async ({
  world,
}) => {
  const { change } = await opened(world)
  const { contactIndex } = indexContact(world.keyring, 'mail', 'rosa@example.org')
  await world.db
    .transaction()
    .execute((trx) => suppress({ trx }, { channel: 'mail', blindIndex: contactIndex, how: 'link' }, world.at))
  await change({ ...asTyped, new_email: 'rosa.m@example.org' })
  const going = await claimMessages(world.as.worker, 'mail', 10, world.at)
  expect(going.map((message) => message.template)).toEqual(['confirm-contact'])
  await says(world, 'confirm-contact', 'confirm')
  expect(await isSuppressed(world, 'mail', 'rosa@example.org')).toBe(true)
  expect(await isSuppressed(world, 'mail', 'rosa.m@example.org')).toBe(true)
})

test('a recorded stop is undone at the address that was corrected since', async ({ world }) => {
  const { change } = await opened(world)
  const stop = { intent: 'stop', way: 'phone', stop_mail: '1', said: 'Please stop.' }
  const undo = async () => {
    const { id } = await world.db.selectFrom('recorded_stop').select('id').executeTakeFirstOrThrow()
    return (await change({ intent: 'undo-stop', id })).location
  }
  await change(stop)
  await change({ ...asTyped, new_email: 'rosa.m@example.org' })
  await says(world, 'confirm-contact', 'confirm')
  expect(await isSuppressed(world, 'mail', 'rosa.m@example.org')).toBe(true)
  expect(await undo()).toContain('did=unstopped')
  expect(await isSuppressed(world, 'mail', 'rosa.m@example.org')).toBe(false)
  const open = world.db.selectFrom('consent').select('purpose').where('withdrawn_on', 'is', null)
  expect(await open.execute()).toContainEqual({ purpose: 'email' })
})

test('undoing a recorded stop does not open a corrected address whose owner had stopped us', async ({ world }) => {
  const { change } = await opened(world)
  await change({ intent: 'stop', way: 'phone', stop_mail: '1', said: 'Please stop.' })
  await change({ ...asTyped, new_email: 'rosa.m@example.org' })
  const { contactIndex } = indexContact(world.keyring, 'mail', 'rosa.m@example.org')
  await world.db
    .transaction()
    .execute((trx) => suppress({ trx }, { channel: 'mail', blindIndex: contactIndex, how: 'link' }, world.at))
  await says(world, 'confirm-contact', 'confirm')
  const { id } = await world.db.selectFrom('recorded_stop').select('id').executeTakeFirstOrThrow()
  await change({ intent: 'undo-stop', id })
  expect(await isSuppressed(world, 'mail', 'rosa.m@example.org')).toBe(true)
  const open = world.db.selectFrom('consent').select('purpose').where('withdrawn_on', 'is', null)
  expect(await open.execute()).not.toContainEqual({ purpose: 'email' })
})

test('news goes to the old address until the owner of the new one confirms it, and then to that one only', async ({
  world,
}) => {
  const { change } = await opened(world)
  expect(await newsReaches(world)).toEqual(['rosa@example.org'])
  await change({ ...asTyped, new_email: 'rosa.m@example.org' })
  expect(await newsReaches(world)).toEqual(['rosa@example.org'])
  await says(world, 'confirm-contact', 'confirm')
  expect(await newsReaches(world)).toEqual(['rosa.m@example.org'])
})

test('who had stopped this campaign’s news has stopped it at the new address too, and gets what they ask for', async ({
  world,
}) => {
  const { change } = await opened(world)
  const { contactIndex: blindIndex } = indexContact(world.keyring, 'mail', 'rosa@example.org')
  const { id: campaignId } = await world.db.selectFrom('campaign').select('id').executeTakeFirstOrThrow()
  await world.db
    .transaction()
    .execute((trx) => stopCampaign({ trx }, { campaignId, channel: 'mail', blindIndex, how: 'link' }, world.at))
  await change({ ...asTyped, new_email: 'rosa.m@example.org' })
  await says(world, 'confirm-contact', 'confirm')
  const stopped = await world.db.selectFrom('campaign_stop').select('blind_index').execute()
  expect(stopped).toContainEqual({
    blind_index: indexContact(world.keyring, 'mail', 'rosa.m@example.org').contactIndex,
  })
  expect(await isSuppressed(world, 'mail', 'rosa.m@example.org')).toBe(false)
  expect(await newsReaches(world)).toEqual([])
})

test('news that was asked for at a mistyped address waits for the corrected one, begins with it, and not by the link that went astray', async ({
  world,
}) => {
  const { change, personId } = await opened(world, rosa, false)
  await world.db.deleteFrom('consent').execute()
  const { id: campaignId } = await world.db.selectFrom('campaign').select('id').executeTakeFirstOrThrow()
  const request = {
    campaignId,
    channel: 'mail',
    contact: rosa.email,
    postalCode: '',
    language: 'es',
    textVersion: '1',
    page: 'campaigns',
  } as const
  await world.intake.append(await sealingKey(world.db, null), 'news-request', request, world.at)
  await world.work()
  const astray = await tokenOf(world, 'confirm-news')
  await world.db.updateTable('message').set({ state: 'sent', sent_at: world.at }).execute()
  await change({ ...asTyped, new_email: 'rosa.m@example.org' })
  await isAskedOn(world, days(world, 6))
  await purgeTraces(world.db, days(world, 8))
  const news = world.db.selectFrom('subscription').select(['person_id', 'confirmed_on'])
  expect(await news.execute()).toEqual([{ person_id: personId, confirmed_on: null }])
  await says(world, 'confirm-contact', 'confirm', days(world, 8))
  expect(await newsReaches(world)).toEqual(['rosa.m@example.org'])

  await world.db.updateTable('subscription').set({ confirmed_on: null, asked_at: world.at }).execute()
  await world.intake.append(await sealingKey(world.db, null), 'news-confirmation', { token: astray }, world.at)
  await world.work()
  expect(await newsReaches(world)).toEqual([])
})

test('an address whose owner has stopped our messages is not asked', async ({ world }) => {
  const { change } = await opened(world)
  const { contactIndex } = indexContact(world.keyring, 'mail', 'quiet@example.org')
  await world.db
    .transaction()
    .execute((trx) => suppress({ trx }, { channel: 'mail', blindIndex: contactIndex, how: 'link' }, world.at))
  expect((await change({ ...asTyped, new_email: 'quiet@example.org' })).body).toMatchObject({
    form: { errors: [{ field: 'new_email', message: 'emailStopped' }] },
  })
  expect((await change({ ...asTyped, new_email: 'Rosa+x@example.org' })).body).toMatchObject({
    form: { errors: [{ field: 'new_email', message: 'contactSame' }] },
  })
})

test('one contact is asked once an hour, for however many people and by whomever, also in the same moment', async ({
  world,
}) => {
  const people: string[] = []
  for (const [at, name] of ['Rosa', 'Ana', 'Inés'].entries()) {
    await world.signs({ ...rosa, given_name: name, email: `signer${at}@example.org` })
    await world.work()
    const { id } = await world.db
      .selectFrom('person')
      .select('id')
      .$if(people.length > 0, (query) => query.where('id', 'not in', people))
      .executeTakeFirstOrThrow()
    people.push(id)
  }
  const askedAs = async (names: string[], fields: Record<string, string>, minutes = 0) => {
    const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'), names[0])
    return Promise.all(
      people.map((id, at) => {
        const named = { ...asTyped, given_name: ['Rosa', 'Ana', 'Inés'][at]!, ...fields }
        const when = new Date(world.at.getTime() + minutes * 60_000)
        return call(world, person().action!, { token, params: { person: id }, fields: named, at: when })
      }),
    )
  }
  const asked = async () =>
    (await world.db.selectFrom('message').select('id').where('template', '=', 'confirm-contact').execute()).length
  const first = await askedAs(['Omar Reyes'], { new_email: 'new@example.org' })
  expect(first.map(({ status }) => status).sort()).toEqual([303, 422, 422])
  expect(await asked()).toBe(1)
  const waiting = await world.db.selectFrom('contact_change').selectAll().executeTakeFirstOrThrow()
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  await call(world, person().action!, {
    token,
    params: { person: waiting.person_id },
    fields: { intent: 'take-back', id: waiting.id },
  })
  const [again] = await askedAs(['Lucía Paz'], { new_email: 'new@example.org' }, 59)
  expect(again).toMatchObject({ status: 422, body: { form: { errors: [{ message: 'contactAskedLately' }] } } })
  expect(await asked()).toBe(1)
  const later = await askedAs(['Lucía Paz'], { new_email: 'new@example.org' }, 61)
  expect(later.map(({ status }) => status).sort()).toEqual([303, 422, 422])
})

test('what is wrong with a correction is said of the person, not of whoever types it', async ({ world }) => {
  const { change } = await opened(world)
  expect((await change({ ...asTyped, given_name: '', new_phone: '52 55 1234 5678' })).body).toMatchObject({
    form: {
      errors: [
        { field: 'given_name', message: 'theirNameMissing' },
        { field: 'new_phone', message: 'theirPhoneWrong' },
      ],
    },
  })
})

test('an organizer who corrects once more while the worker records the link waits for nobody, and what came last holds', async ({
  world,
}) => {
  const { change, look } = await opened(world)
  await change({ ...asTyped, new_email: 'rosa.m@example.org' })
  const holder = await world.db.startTransaction().execute()
  await sql`select from signature for update`.execute(holder)
  const confirming = says(world, 'confirm-contact', 'confirm')
  await somebodyWaits(world.db)
  await change({ ...asTyped, new_email: 'rosa.nueva@example.org' })
  await holder.commit().execute()
  await confirming
  const after = await look()
  expect(after.contacts).toMatchObject([{ contact: 'r···@example.org' }])
  expect(after.changes).toHaveLength(1)
  expect(await messagesTo(world, 'confirm-contact')).toEqual(['rosa.m@example.org', 'rosa.nueva@example.org'])
  expect(after.timeline.lines).not.toContainEqual(expect.objectContaining({ is: 'contact-ended', how: 'confirmed' }))
})

test('asking again goes out at most twice a day, and says so', async ({ world }) => {
  const { change, look } = await opened(world)
  await change({ ...asTyped, new_email: 'rosa.m@example.org' })
  const { id } = (await look()).changes[0]!
  const again = (minutes: number) =>
    change({ intent: 'ask-again', id }, new Date(world.at.getTime() + minutes * 60_000))
  expect((await again(1)).location).toContain('did=asked-again')
  expect((await again(2)).location).toContain('did=asked-again')
  expect((await again(3)).location).toContain('did=too-often')
})

test('a person who is being asked at a corrected contact is not deleted meanwhile; the link works for seven days', async ({
  world,
}) => {
  const { change, look } = await opened(world, rosa, false)
  await change({ ...asTyped, new_email: 'rosa.m@example.org' })
  await world.db.updateTable('message').set({ state: 'sent', sent_at: world.at }).execute()
  await isAskedOn(world, days(world, 6))
  expect(await purgeUnconfirmed(world.db, days(world, 8))).toBe(0)
  expect(await findContactChange(world.as.web, await tokenOf(world, 'confirm-contact'), days(world, 14))).toMatchObject(
    {
      state: 'expired',
    },
  )
  await says(world, 'confirm-contact', 'confirm', days(world, 14))
  expect(await world.total()).toBe(0)
  await says(world, 'confirm-contact', 'confirm', days(world, 12))
  expect((await look()).changes).toEqual([])
  expect(await world.total()).toBe(1)
})

test('confirming for somebody who signed privately waits while nobody may be deleted', async ({ world }) => {
  const { change, organizerId, look } = await opened(world, { ...rosa, is_private: '1' }, false)
  await change({ ...asTyped, new_email: 'rosa.m@example.org' })
  await setPaused(world.db, 'legal-hold', true, organizerId, world.at)
  await says(world, 'confirm-contact', 'confirm')
  expect((await look()).changes).toHaveLength(1)
  expect(await world.total()).toBe(0)
})

test('what was sent to the old address still stops it, and it is forgotten after a month', async ({ world }) => {
  const { change } = await opened(world)
  await change({ ...asTyped, new_email: 'rosa.m@example.org' })
  await says(world, 'confirm-contact', 'confirm')
  await world.db.updateTable('message').set({ state: 'sent' }).execute()
  await purgeTraces(world.db, days(world, 29))
  expect(await messagesTo(world, 'contact-changing')).toEqual(['rosa@example.org'])
  await purgeTraces(world.db, days(world, 31))
  expect(await messagesTo(world, 'contact-changing')).toEqual([])
  expect(await world.db.selectFrom('contact_point').select('id').execute()).toHaveLength(1)
})

test('a chapter is not told who has an address, and is not led to them', async ({ world }) => {
  const network = await groupOf(world, 'network')
  const chapter = await groupOf(world, 'Phoenix', 'chapter', network, ['850'])
  await world.signs({ ...tomas, postal_code: '90001' })
  await world.signs(rosa)
  await world.work()
  const { token } = await organizer(world, 'organizer', chapter)
  const own = await world.db
    .selectFrom('signature')
    .innerJoin('petition', 'petition.id', 'petition_id')
    .select('person_id')
    .where('area', '=', '850')
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow()
  const refused = await call(world, person().action!, {
    token,
    params: { person: own.person_id! },
    fields: { ...asTyped, new_phone: '602 555 0101' },
  })
  expect(refused.body).toMatchObject({ twin: null, form: { errors: [{ message: 'contactTaken' }] } })
})

test('a second tab takes back nobody’s waiting correction unseen: it says whose it is, and lets them choose', async ({
  world,
}) => {
  const { change, look, personId } = await opened(world)
  const luz = await organizer(world, 'organizer', await groupOf(world, 'network'), 'Luz Vega')
  const shown = { shown_waiting_mail: '', shown_waiting_sms: '' }
  const later = (minutes: number) => new Date(world.at.getTime() + minutes * 60_000)
  await call(world, person().action!, {
    token: luz.token,
    params: { person: personId },
    fields: { ...asTyped, ...shown, new_email: 'luz.first@example.org' },
  })
  const refused = await change({ ...asTyped, ...shown, new_email: 'rosa.m@example.org' }, later(5))
  expect(refused.status).toBe(422)
  const { form } = refused.body as {
    form: { values: Record<string, string>; errors: { field: string; said: string }[] }
  }
  expect(form.values.new_email).toBe('rosa.m@example.org')
  expect(form.errors).toEqual([expect.objectContaining({ field: 'new_email', message: 'contactWaits' })])
  expect(form.errors[0]!.said).toMatch(/^Luz Vega asked l···@example.org on Nov/)
  expect(await messagesTo(world, 'confirm-contact')).toEqual(['luz.first@example.org'])
  const [waiting] = (await look()).changes
  expect(waiting).toMatchObject({ by: 'Luz Vega', contact: 'l···@example.org' })
  // A phone is another matter, and so is the name.
  expect((await change({ ...asTyped, ...shown, new_phone: '(602) 555-0177' }, later(6))).status).toBe(303)
  const again = await change(form.values, later(7))
  expect(again.location).toContain('did=asked-instead')
  // Whoever still sees the first one takes back nothing.
  expect((await change({ intent: 'take-back', id: waiting!.id }, later(8))).location).toContain('did=not-waiting')
  expect((await look()).changes.map(({ contact }) => contact)).toEqual(['r···@example.org', '··· 0177'])
  const id = new URL(again.location!, 'http://office').searchParams.get('about')!
  expect((await change({ intent: 'take-back', id }, later(9))).location).toContain('did=earlier-waits')
  expect((await look()).changes[0]).toMatchObject({ contact: 'l···@example.org' })
})

test('a new contact whose button is pressed twice is asked once, and both presses say so', async ({ world }) => {
  const { change } = await opened(world)
  const pressed = { ...asTyped, shown_waiting_mail: '', shown_waiting_sms: '', new_email: 'rosa.m@example.org' }
  const [first, second] = await Promise.all([change(pressed), change(pressed)])
  expect(first.status).toBe(303)
  expect(second).toMatchObject({ status: 303, location: first.location })
  expect(await messagesTo(world, 'confirm-contact')).toEqual(['rosa.m@example.org'])
  // Minutes later it is no second press.
  expect((await change(pressed, new Date(world.at.getTime() + 5 * 60_000))).status).toBe(422)
})

test('a correction is taken back among three thousand ids in one form', async ({ world }) => {
  const { change, look } = await opened(world)
  await change({ ...asTyped, new_email: 'rosa.m@example.org' })
  const [waiting] = (await look()).changes
  const many = Array.from({ length: 3_000 }, () => randomUUID())
  const back = await change({ intent: 'take-back', id: [...many, waiting!.id].join(',') })
  expect(back.location).toContain('did=taken-back')
  expect((await look()).changes).toEqual([])
})
