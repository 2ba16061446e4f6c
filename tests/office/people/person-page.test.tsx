import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { writeNextExport } from '~/office/people/exports/export-people.server'
import type { SignerDone } from '~/office/people/signer-deeds'
import { SignerPage } from '~/office/people/signer-page'
import { indexContact } from '~/people/signer-indexes.server'
import { resume, stopCampaign, suppress } from '~/people/suppression.server'
import { emptyForm } from '~/ui/forms/form-state'
import { purgeTraces } from '~/worker/purge-traces.server'
import { claimMessages } from '~/worker/sending/claim-messages.server'
import { rosa, test, tomas, type World } from '../../support/firme-test'
import { newsReaches } from '../../support/news'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

const route = () => officeRoute('office.people.$person')
const hours = (world: World, count: number) => new Date(world.at.getTime() + count * 3_600_000)
type Page = { person: Parameters<typeof SignerPage>[0]; done: SignerDone[] }

/** Somebody signed; an organizer has their page open. */
async function opened(world: World, fields: Record<string, string> = rosa) {
  await world.signs(fields)
  await world.work()
  const signed = await world.db.selectFrom('signature').select(['id', 'person_id']).executeTakeFirstOrThrow()
  const { id, token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const params = { person: signed.person_id! }
  const change = (posted: Record<string, string>, at = world.at) =>
    call(world, route().action!, { token, params, fields: posted, at })
  const look = async (query = '') => (await call(world, route().loader!, { token, params, query })).body as Page
  return { personId: signed.person_id!, signature: signed.id, organizerId: id, token, change, look }
}

const doneBy = ({ body }: { body: unknown }) => (body as { done: SignerDone[] }).done
const about = (location: string | null) => new URL(location!, 'http://office').searchParams.get('about')!
const drawn = (page: Page, done: SignerDone[] = []) =>
  languages.map((lang) =>
    renderToStaticMarkup(
      <SignerPage
        {...page.person}
        t={translator(lang)}
        lang={lang}
        form={emptyForm}
        done={done}
        twin={null}
        hasTexts
      />,
    ),
  )

test('a note with an A-number, a Social Security number or a card number is refused, and what was typed stays', async ({
  world,
}) => {
  const { change } = await opened(world)
  const refused = async (fields: Record<string, string>) => {
    const { status, body } = await change(fields)
    expect(status).toBe(422)
    const { form } = body as { form: { values: unknown; errors: { field: string; message: string }[] } }
    expect(form.values).toEqual(fields)
    return form.errors
  }
  for (const [text, message] of [
    ['Su número es A 123-456-789, dice.', 'holdsANumber'],
    ['A123456789', 'holdsANumber'],
    ['Seguro: 123-45-6789', 'holdsSsn'],
    ['Seguro Social 123456789', 'holdsSsn'],
    ['123 45 6789', 'holdsSsn'],
    ['Pays with 4111 1111 1111 1111', 'holdsCard'],
    ['378282246310005', 'holdsCard'],
    ['A１２３４５６７８９', 'holdsANumber'],
    ['A№ 123 456 789', 'holdsANumber'],
    ['A-number: 123-456-789', 'holdsANumber'],
    ['alien number is 123456789', 'holdsANumber'],
    ['Número de extranjero: 123 456 789', 'holdsANumber'],
    ['123—45—6789', 'holdsSsn'],
    ['123\u221245\u22126789', 'holdsSsn'],
    ['１２３-４５-６７８９', 'holdsSsn'],
    ['ITIN 912-78-1234', 'holdsSsn'],
    ['Dice que es 123456789.', 'holdsSsn'],
  ] as const)
    expect(await refused({ intent: 'note', note: text })).toEqual([{ field: 'note', message }])
  expect(await refused({ intent: 'tag', tag: 'A123456789' })).toEqual([{ field: 'tag', message: 'holdsANumber' }])
  expect(await refused({ intent: 'stop', way: 'phone', stop_mail: '1', said: 'Stop, my SSN is 123-45-6789' })).toEqual([
    { field: 'said', message: 'holdsSsn' },
  ])
  expect(await refused({ intent: 'note', note: 'a'.repeat(5_001) })).toEqual([{ field: 'note', message: 'tooLong' }])
  expect(await world.db.selectFrom('person_note').select('id').execute()).toEqual([])
  for (const note of [
    'Call 602-555-0101 on Saturdays',
    'Membership 4111 1111 1111 1112',
    'Room A 12',
    'ZIP 85701-1234',
    '6025550101',
  ])
    expect((await change({ intent: 'note', note })).status).toBe(303)
})

test('notes and tags can be removed, and each removal undone; a removed note is gone after a day', async ({
  world,
}) => {
  const { change, look } = await opened(world)
  const noted = await change({ intent: 'note', note: 'Quiere ayudar los sábados.' })
  expect(noted.location).toMatch(/did=noted&about=/)
  const id = about(noted.location)
  expect((await change({ intent: 'remove-note', id })).location).toContain('did=unnoted')
  expect((await look()).person.notes).toEqual([])
  expect((await change({ intent: 'restore-note', id })).location).toContain('did=renoted')
  expect((await look()).person.notes).toMatchObject([{ text: 'Quiere ayudar los sábados.' }])
  expect(doneBy(await change({ intent: 'tag', tag: 'Voluntaria' }))).toEqual([
    { did: 'tagged', tag: 'voluntaria', undo: { intent: 'untag', tag: 'voluntaria' } },
  ])
  const [untagged] = doneBy(await change({ intent: 'untag', tag: 'voluntaria' }))
  expect((await look()).person.tags).toEqual([])
  await change(untagged!.undo!)
  expect((await look()).person.tags).toEqual(['voluntaria'])
  await change({ intent: 'untag', tag: 'voluntaria' })
  // Pressed twice, it says the same again, and has nothing more to undo.
  expect(doneBy(await change({ intent: 'untag', tag: 'voluntaria' }))).toEqual([
    { did: 'untagged', tag: 'voluntaria', undo: null },
  ])
  expect((await change({ intent: 'untag', tag: 'never put on' })).status).toBe(404)
  const untagging = world.db.selectFrom('audit').select('act').where('act', '=', 'untagged-person')
  expect(await untagging.execute()).toHaveLength(2)
  await change({ intent: 'remove-note', id })
  await purgeTraces(world.db, hours(world, 25))
  expect((await change({ intent: 'restore-note', id })).status).toBe(404)
  const acts = (await world.db.selectFrom('audit').select('act').orderBy('seq').execute()).map(({ act }) => act)
  expect(acts).toEqual(
    expect.arrayContaining(['noted-person', 'removed-note', 'restored-note', 'tagged-person', 'untagged-person']),
  )
})

test('a tag that somebody has already offers no undo, which would take it off', async ({ world }) => {
  const { change } = await opened(world)
  await change({ intent: 'tag', tag: 'driver' })
  expect(doneBy(await change({ intent: 'tag', tag: 'Driver' }))).toEqual([{ did: 'tagged', tag: 'driver', undo: null }])
})

test('a tag of a list that is taken off and put back is still the list’s', async ({ world }) => {
  const { change, personId, organizerId } = await opened(world)
  const { rows } = await sql<{ id: string }>`
    insert into import_batch (id, petition_id, asked_by, asked_at, columns)
    select gen_random_uuid(), petition_id, ${organizerId}, ${world.at}, '[]' from signature limit 1 returning id
  `.execute(world.db)
  const tag = { person_id: personId, tag: 'driver', import_id: rows[0]!.id }
  await world.db.insertInto('person_tag').values(tag).execute()
  const [removed] = doneBy(await change({ intent: 'untag', tag: 'driver' }))
  await change(removed!.undo!)
  expect(await world.db.selectFrom('person_tag').selectAll().execute()).toEqual([tag])
})

test('a tag is said by the page and not by its address, and no link makes the page say words of its own', async ({
  world,
}) => {
  const { change, look } = await opened(world)
  const tagged = await change({ intent: 'tag', tag: 'needs lawyer' })
  expect(tagged).toMatchObject({ status: 200, location: null })
  expect(drawn(await look(), doneBy(tagged))[0]).toContain('Tagged “needs lawyer”')
  for (const query of ['?did=tagged&about=owes us money', '?did=noted&about=owes us money']) {
    const page = await look(query)
    for (const html of drawn(page, page.done)) expect(html).not.toContain('owes us money')
  }
})

test('nobody removes a note of somebody else’s by its id', async ({ world }) => {
  const { change } = await opened(world)
  const id = about((await change({ intent: 'note', note: 'Una nota.' })).location)
  await world.signs(tomas)
  await world.work()
  const other = await world.db
    .selectFrom('person')
    .innerJoin('signature', 'signature.person_id', 'person.id')
    .innerJoin('contact_point', 'contact_point.id', 'contact_id')
    .select('person.id')
    .where('contact_point.channel', '=', 'sms')
    .executeTakeFirstOrThrow()
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const asked = { token, params: { person: other.id }, fields: { intent: 'remove-note', id } }
  expect((await call(world, route().action!, asked)).status).toBe(404)
})

const stopByPhone = { intent: 'stop', way: 'phone', stop_mail: '1', said: 'Please stop emailing me.' }

test('a stop asked for by phone holds at once, with who recorded it, when and what was said; undone, all is as before', async ({
  world,
}) => {
  const { change, look, personId, organizerId } = await opened(world, { ...rosa, keep_posted: '1' })
  expect(await world.db.selectFrom('consent').select('withdrawn_on').execute()).toEqual([{ withdrawn_on: null }])
  const stopped = await change(stopByPhone)
  expect(stopped.location).toMatch(/did=stopped&about=/)
  expect(await claimMessages(world.as.worker, 'mail', 10, world.at)).toEqual([])
  expect((await world.db.selectFrom('consent').select('withdrawn_on').execute())[0]!.withdrawn_on).not.toBeNull()
  const page = await look()
  expect(page.person.stops).toMatchObject([
    { way: 'phone', said: 'Please stop emailing me.', by: 'Omar Reyes', isUndoable: true },
  ])
  expect(page.person.contacts).toMatchObject([{ stopped: { by: 'Omar Reyes' } }])
  const [row] = await world.db.selectFrom('recorded_stop').selectAll().execute()
  expect(row).toMatchObject({ person_id: personId, recorded_by: organizerId, recorded_at: world.at })
  expect(row!.sealed.includes('emailing')).toBe(false)
  expect((await change({ intent: 'undo-stop', id: row!.id })).location).toContain('did=unstopped')
  expect(await world.db.selectFrom('suppression').select('reason').execute()).toEqual([])
  expect(await world.db.selectFrom('consent').select('withdrawn_on').execute()).toEqual([{ withdrawn_on: null }])
  expect((await claimMessages(world.as.worker, 'mail', 10, world.at)).map(({ template }) => template)).toEqual([
    'confirm-signature',
  ])
  expect((await look()).person.timeline.lines.map((line) => line.is)).toEqual(
    expect.arrayContaining(['stopped', 'unstopped']),
  )
})

test('a stop recorded in the evening is undone whole: the consent is back too', async ({ world }) => {
  // Eight in the evening of the 24th in Phoenix, where the network is, and the 25th in UTC.
  const evening = { ...world, at: new Date('2026-11-25T03:00:00Z') }
  const { change } = await opened(evening, { ...rosa, keep_posted: '1' })
  await change({ intent: 'undo-stop', id: about((await change(stopByPhone)).location) })
  expect(await world.db.selectFrom('consent').select('withdrawn_on').execute()).toEqual([{ withdrawn_on: null }])
})

test('a stop ends consents and messages in every campaign, and undone they are back in every campaign', async ({
  world,
}) => {
  const { change } = await opened(world, { ...rosa, keep_posted: '1' })
  await sql`
    with other as (insert into campaign (slug, state, name, summary, story, colour, group_id) select 'other', state, name, summary, story, colour, group_id from campaign limit 1 returning id),
      contact as (insert into contact_point (id, campaign_id, channel, blind_index, sealed, created_on)
        select gen_random_uuid(), other.id, channel, blind_index, sealed, created_on from contact_point, other returning id, campaign_id),
      signer as (insert into person (id, campaign_id, contact_id, name_index, sealed, language, created_on)
        select gen_random_uuid(), contact.campaign_id, contact.id, name_index, sealed, language, created_on from person, contact returning id, contact_id),
      agreed as (insert into consent (person_id, petition_id, purpose, text_version, language, given_on)
        select signer.id, petition_id, purpose, text_version, language, given_on from consent, signer)
    update message set person_id = signer.id, contact_id = signer.contact_id from signer
  `.execute(world.db)
  const withdrawn = async () =>
    (await world.db.selectFrom('consent').select('withdrawn_on').execute()).map((row) => row.withdrawn_on !== null)
  const id = about((await change(stopByPhone)).location)
  expect(await withdrawn()).toEqual([true, true])
  expect(await claimMessages(world.as.worker, 'mail', 10, world.at)).toEqual([])
  await change({ intent: 'undo-stop', id })
  expect(await withdrawn()).toEqual([false, false])
  expect(await claimMessages(world.as.worker, 'mail', 10, world.at)).toHaveLength(1)
})

test('a consent that was withdrawn before a stop stays withdrawn when the stop is undone', async ({ world }) => {
  const { change } = await opened(world, { ...rosa, keep_posted: '1' })
  await world.db.updateTable('consent').set({ withdrawn_on: '2026-11-24' }).execute()
  await change({ intent: 'undo-stop', id: about((await change(stopByPhone)).location) })
  expect(await world.db.selectFrom('consent').select('withdrawn_on').execute()).toEqual([
    { withdrawn_on: '2026-11-24' },
  ])
})

test('an undo does not lift what the person stopped themselves since, however often it is pressed', async ({
  world,
}) => {
  const { change } = await opened(world, { ...rosa, keep_posted: '1' })
  const id = about((await change(stopByPhone)).location)
  const { contactIndex } = indexContact(world.keyring, 'mail', rosa.email)
  await world.db
    .transaction()
    .execute((trx) => suppress({ trx }, { channel: 'mail', blindIndex: contactIndex, how: 'link' }, world.at))
  expect((await change({ intent: 'undo-stop', id })).location).toContain('did=nothing-unstopped')
  expect(await world.db.selectFrom('suppression').select('reason').execute()).toEqual([{ reason: 'opted-out' }])
  expect((await world.db.selectFrom('consent').select('withdrawn_on').execute())[0]!.withdrawn_on).not.toBeNull()
  expect((await change({ intent: 'undo-stop', id })).location).toContain('did=nothing-unstopped')
  expect(await world.db.selectFrom('suppression').select('reason').execute()).toEqual([{ reason: 'opted-out' }])
})

test('a stop that was recorded is not lifted after a day', async ({ world }) => {
  const { change } = await opened(world)
  const id = about((await change(stopByPhone)).location)
  await world.db
    .updateTable('recorded_stop')
    .set({ recorded_at: hours(world, -25) })
    .execute()
  expect((await change({ intent: 'undo-stop', id })).status).toBe(404)
})

/** Somebody with an address and a phone, who agreed to email, texts and the network's news. */
async function openedWithPhone(world: World) {
  const page = await opened(world, { ...rosa, keep_posted: '1' })
  await world.signs(tomas)
  await world.work()
  await sql`
    update person set other_contact_id = contact_point.id from contact_point where channel = 'sms' and person.id = ${page.personId}
  `.execute(world.db)
  for (const purpose of ['sms', 'network'])
    await sql`
      insert into consent (person_id, petition_id, purpose, text_version, language, given_on)
      select person_id, petition_id, ${purpose}, text_version, language, given_on from consent where purpose = 'email'
    `.execute(world.db)
  const consents = async () =>
    (
      await world.db
        .selectFrom('consent')
        .select('purpose')
        .where('person_id', '=', page.personId)
        .where('withdrawn_on', 'is', null)
        .orderBy('purpose')
        .execute()
    ).map(({ purpose }) => purpose)
  return { ...page, consents }
}

test('whoever has texted STOP since a stop was recorded does not agree to the network’s news when it is undone', async ({
  world,
}) => {
  const { change, consents } = await openedWithPhone(world)
  expect(await consents()).toEqual(['email', 'network', 'sms'])
  const id = about((await change(stopByPhone)).location)
  const { contactIndex } = indexContact(world.keyring, 'sms', '+16025550101')
  await world.db
    .transaction()
    .execute((trx) => suppress({ trx }, { channel: 'sms', blindIndex: contactIndex, how: 'text' }, world.at))
  expect((await change({ intent: 'undo-stop', id })).location).toContain('did=unstopped')
  expect(await consents()).toEqual(['email'])
})

test('a stop on both ways is undone whole', async ({ world }) => {
  const { change, consents } = await openedWithPhone(world)
  const id = about((await change({ ...stopByPhone, stop_sms: '1' })).location)
  expect(await consents()).toEqual([])
  await change({ intent: 'undo-stop', id })
  expect(await consents()).toEqual(['email', 'network', 'sms'])
})

test('undoing a stop lifts nothing that was recorded once more since, and says so', async ({ world }) => {
  const { change } = await opened(world, { ...rosa, keep_posted: '1' })
  const first = about((await change(stopByPhone)).location)
  const { contactIndex } = indexContact(world.keyring, 'mail', rosa.email)
  await world.db.transaction().execute((trx) => resume({ trx }, contactIndex, world.at))
  const second = about((await change(stopByPhone, hours(world, 1))).location)
  expect((await change({ intent: 'undo-stop', id: first }, hours(world, 2))).location).toContain(
    'did=nothing-unstopped',
  )
  expect(await world.db.selectFrom('suppression').select('reason').execute()).toHaveLength(1)
  expect((await change({ intent: 'undo-stop', id: second }, hours(world, 2))).location).toContain('did=unstopped')
  expect(await world.db.selectFrom('suppression').select('reason').execute()).toEqual([])
})

const newsOf = (world: World) =>
  world.db
    .selectFrom('subscription')
    .select(['channel', 'scope', 'given_on', 'how', 'confirmed_on', 'ended_how'])
    .orderBy('channel')
    .orderBy('scope')
    .execute()

test.for([
  ['in the morning', 0],
  ['in the evening, when it is tomorrow in UTC', 7],
] as const)(
  'a stop that is undone begins again the news that it ended, as it was agreed to: %s',
  async ([, hour], { world }) => {
    const { change, signature } = await opened(world, { ...rosa, consent_email: '1' })
    await world.confirms(signature)
    const before = await newsOf(world)
    expect(await newsReaches(world)).toEqual([rosa.email])
    const id = about((await change(stopByPhone, hours(world, hour))).location)
    expect(await newsOf(world)).toMatchObject([{ channel: 'mail', ended_how: 'organizer' }])
    expect(await newsReaches(world)).toEqual([])
    await change({ intent: 'undo-stop', id }, hours(world, hour + 1))
    expect(await newsOf(world)).toEqual(before)
    expect(await newsReaches(world)).toEqual([rosa.email])
    expect(await world.db.selectFrom('consent').select('withdrawn_on').execute()).toEqual([{ withdrawn_on: null }])
  },
)

test('an undo begins no news that the person has ended since, and of two ways only the one that is not stopped', async ({
  world,
}) => {
  const { change, signature, personId } = await opened(world, { ...rosa, consent_email: '1' })
  await world.confirms(signature)
  await world.signs({ ...tomas, consent_sms: '1' })
  await world.work()
  // Her phone is the one that Tomás confirmed: she has both ways, and the network writes to her.
  const phone = await world.db
    .selectFrom('contact_point')
    .select(['id', 'blind_index'])
    .where('channel', '=', 'sms')
    .executeTakeFirstOrThrow()
  await world.db.updateTable('contact_point').set({ proven_on: '2026-11-24' }).where('id', '=', phone.id).execute()
  await world.db.updateTable('person').set({ other_contact_id: phone.id }).where('id', '=', personId).execute()
  const own = await world.db.selectFrom('subscription').selectAll().executeTakeFirstOrThrow()
  await world.db
    .insertInto('subscription')
    .values([
      { ...own, id: randomUUID(), channel: 'sms' },
      { ...own, id: randomUUID(), scope: 'network' },
    ])
    .execute()
  const both = { ...stopByPhone, stop_sms: '1' }
  const id = about((await change(both)).location)
  await world.db
    .transaction()
    .execute((trx) => suppress({ trx }, { channel: 'sms', blindIndex: phone.blind_index, how: 'text' }, world.at))
  await change({ intent: 'undo-stop', id })
  expect(await newsOf(world)).toMatchObject([
    { channel: 'mail', scope: 'campaign', ended_how: null },
    { channel: 'mail', scope: 'network', ended_how: 'organizer' },
    { channel: 'sms', ended_how: 'organizer' },
  ])
  const again = about((await change(stopByPhone)).location)
  const { contactIndex: blindIndex } = indexContact(world.keyring, 'mail', rosa.email)
  const { id: campaignId } = await world.db.selectFrom('campaign').select('id').executeTakeFirstOrThrow()
  await world.db
    .transaction()
    .execute((trx) => stopCampaign({ trx }, { campaignId, channel: 'mail', blindIndex, how: 'link' }, world.at))
  await change({ intent: 'undo-stop', id: again })
  expect(await newsReaches(world)).toEqual([])
  expect((await newsOf(world))[0]).toMatchObject({ channel: 'mail', scope: 'campaign', ended_how: 'organizer' })
})

test('a stop says what is missing: what to stop, what was said; and one that stands is not recorded twice', async ({
  world,
}) => {
  const { change } = await opened(world)
  const errors = async (fields: Record<string, string>) =>
    ((await change(fields)).body as { form: { errors: { field: string; message: string }[] } }).form.errors
  expect(await errors({ ...stopByPhone, stop_mail: '' })).toEqual([{ field: 'stop_mail', message: 'stopWhich' }])
  expect(await errors({ ...stopByPhone, said: ' ' })).toEqual([{ field: 'said', message: 'saidMissing' }])
  const stopped = await change(stopByPhone)
  // Pressed twice.
  expect(await change(stopByPhone)).toMatchObject({ status: 303, location: stopped.location })
  expect(await world.db.selectFrom('recorded_stop').select('id').execute()).toHaveLength(1)
  await world.db
    .updateTable('recorded_stop')
    .set({ recorded_at: new Date(world.at.getTime() - 120_000) })
    .execute()
  expect(await errors(stopByPhone)).toEqual([{ field: 'stop_mail', message: 'stoppedBefore' }])
})

test('why a signature is not confirmed stands in words, and the request is sent again where that helps', async ({
  world,
}) => {
  const { change, look, signature } = await opened(world)
  const why = async () => (await look()).person.signatures[0]!.waiting!.why
  const set = (row: { state: 'sent' | 'failed' | 'deferred'; failure?: string | null; sent_at?: Date }) =>
    world.db
      .updateTable('message')
      .set({ failure: null, ...row })
      .execute()
  const resends = async () => (await change({ intent: 'resend', id: signature })).status
  expect(await why()).toBe('waiting')
  expect(await resends()).toBe(404)
  await set({ state: 'failed', failure: 'no-such-mailbox' })
  expect(await why()).toBe('bounced')
  expect(drawn(await look())[1]).toContain('quizá la dirección está mal')
  await set({ state: 'deferred', failure: 'over-budget' })
  expect(await why()).toBe('too-often')
  await set({ state: 'sent', sent_at: hours(world, -24 * 8) })
  await world.db
    .updateTable('signature')
    .set({ accepted_at: hours(world, -24 * 8) })
    .execute()
  expect(await why()).toBe('expired')
  expect(await resends()).toBe(404)
  await world.db.updateTable('signature').set({ accepted_at: world.at }).execute()
  await set({ state: 'sent', sent_at: world.at })
  expect(await why()).toBe('sent')
  expect((await change({ intent: 'resend', id: signature })).location).toContain('did=resent')
  expect(await world.db.selectFrom('message').select('template').execute()).toHaveLength(2)
  await change(stopByPhone)
  expect(await why()).toBe('opted-out')
  expect(await resends()).toBe(404)
  await world.confirms(signature)
  expect((await look()).person.signatures[0]!.waiting).toBeUndefined()
})

test('consents stand with the words that were agreed to, in the language they were read in', async ({ world }) => {
  const { look } = await opened(world, { ...rosa, keep_posted: '1' })
  const [consent] = (await look()).person.consents
  expect(consent).toMatchObject({ purpose: 'email', language: 'es' })
  expect(consent!.words.join()).toContain('Manténganme al tanto')
})

test('everything about a person stands in one story, newest first, page by page, with the exports they were in', async ({
  world,
}) => {
  const { look, change, signature, token } = await opened(world, {
    ...rosa,
    comments: 'Por mi familia',
  })
  await world.confirms(signature, hours(world, 1))
  await change({ intent: 'correct', given_name: 'Rosa María', family_name: 'Martínez', postal_code: '85001' })
  await change({ intent: 'note', note: 'Llamar después de las seis.' })
  const owner = await organizer(world, 'owner', await groupOf(world, 'network'), 'Olga Ruiz')
  await call(world, officeRoute('office.exports._index').action!, {
    token: owner.token,
    fields: { reason: 'For the mailing' },
  })
  while ((await writeNextExport(world.db, world.keyring, () => hours(world, 2))) > 0);
  const { lines, hasOlder } = (await look()).person.timeline
  expect(lines[0]).toMatchObject({ is: 'exported', by: 'Olga Ruiz' })
  expect(lines.map(({ is }) => is)).toEqual(
    expect.arrayContaining(['exported', 'confirmed', 'noted', 'corrected-person', 'signed', 'message']),
  )
  expect(lines.map(({ at }) => at)).toEqual(
    lines
      .map(({ at }) => at)
      .toSorted()
      .toReversed(),
  )
  expect(lines.find((line) => line.is === 'signed')).toMatchObject({ comment: 'Por mi familia' })
  expect(hasOlder).toBe(false)
  for (let note = 0; note < 30; note += 1) await change({ intent: 'note', note: `Nota ${note}` })
  const first = (await look()).person.timeline
  const second = (await look('?page=2')).person.timeline
  expect([first.lines.length, first.hasOlder, second.hasOlder]).toEqual([30, true, false])
  expect(new Set([...first.lines, ...second.lines].map(({ key }) => key)).size).toBe(lines.length + 30)
  expect(drawn(await look())[1]).toContain('Estuvo en una exportación')
  expect(token).not.toBe(owner.token)
})

test('what cannot be undone stands last', async ({ world }) => {
  const { look } = await opened(world)
  for (const html of drawn(await look())) {
    const places = ['id="contact"', 'id="correct"', 'id="allowed"', 'id="notes"', 'id="timeline"', 'class="danger"']
    const found = places.map((place) => html.indexOf(place))
    expect(found).toEqual(found.toSorted((one, two) => one - two))
    expect(found).not.toContain(-1)
  }
})
