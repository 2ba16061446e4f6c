import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import type { Db } from '#db/client'
import { sealInBrowser } from '~/actions/petitions/kiosk/seal-in-browser'
import { destroyMarksKeys } from '~/actions/petitions/signatures/destroy-token-keys.server'
import { findConfirmation } from '~/actions/petitions/signatures/find-confirmation.server'
import { releaseHeld } from '~/actions/petitions/signatures/held.server'
import { purgeUnconfirmed } from '~/actions/petitions/signatures/purge-unconfirmed.server'
import { recount } from '~/actions/petitions/signatures/recount.server'
import { remindUnconfirmed } from '~/actions/petitions/signatures/remind-unconfirmed.server'
import { translator } from '~/i18n/translator'
import { countHeldDeletions } from '~/queue/intake/held-deletions.server'
import { setPaused } from '~/queue/outbox/switches.server'
import { emptyForm, type FormState } from '~/ui/forms/form-state'
import { Trap } from '~/ui/forms/trap'
import { confirmationCode, linkToken } from '~/vault/links.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { purgeTraces } from '~/worker/purge-traces.server'
import { rosa, sam, slug, test, tomas, type World } from '../../support/firme-test'
import { somebodyWaits } from '../../support/races'

const days = (count: number) => count * 86_400_000
/** Everything that is owed has left. */
const leaves = (world: World, at = world.at) =>
  world.db.updateTable('message').set({ state: 'sent', sent_at: at }).where('state', '=', 'queued').execute()

test('fifty identical posts leave one signature and owe one mail', async ({ world }) => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => world.signs(rosa)))
  expect(new Set(answers.map((answer) => answer.outcome))).toEqual(new Set(['accepted']))
  await world.work()
  expect(await world.db.selectFrom('signature').select('id').execute()).toHaveLength(1)
  expect(
    await world.db
      .selectFrom('message')
      .select('id')
      .where('template', '=', 'confirm-signature')
      .execute()
      .then((rows) => rows.length),
  ).toBeLessThanOrEqual(2)
})

test('Rosa and Sam share an address, and both count; a third name on it does not', async ({ world }) => {
  await world.signs(rosa)
  await world.signs(sam)
  await world.signs({ ...rosa, given_name: 'Omar' })
  await world.work()
  const signatures = await world.db.selectFrom('signature').select('id').execute()
  expect(signatures).toHaveLength(2)
  for (const { id } of signatures) await world.confirms(id)
  expect(await world.total()).toBe(2)
})

test('a double click that falls into two batches asks once; signing again later asks again', async ({ world }) => {
  const asked = async (seconds: number) => {
    const at = new Date(world.at.getTime() + seconds * 1_000)
    await world.signs(rosa, { at })
    await world.work(at)
    return (await world.db.selectFrom('message').select('id').execute()).length
  }
  expect(await asked(0)).toBe(1)
  expect(await asked(1)).toBe(1)
  expect(await asked(90)).toBe(2)
})

test('names that somebody made up on an address keep its owner away for a day at most, and a link shows them meanwhile', async ({
  world,
}) => {
  for (const given_name of ['Fakeuno', 'Fakedos']) await world.signs({ ...rosa, given_name, family_name: 'X' })
  await world.work()
  await world.signs(rosa)
  await world.work()
  const signed = () => world.db.selectFrom('signature').select('id').orderBy('accepted_at').orderBy('id').execute()
  const fakes = await signed()
  expect(fakes).toHaveLength(2)
  const owed = (template: 'own-page-link' | 'confirm-signature') =>
    world.db.selectFrom('message').select('id').where('template', '=', template).execute()
  expect(await owed('own-page-link')).toHaveLength(1)
  await leaves(world)
  // Rosa tries again a day later: her name takes the place of one that nobody has confirmed.
  const dayLater = new Date(world.at.getTime() + 25 * 3_600_000)
  await world.signs(rosa, { at: dayLater })
  await world.work(dayLater)
  const now = await signed()
  expect(now).toHaveLength(2)
  const { id } = now.find((one) => !fakes.some((fake) => fake.id === one.id))!
  expect(await owed('confirm-signature')).toHaveLength(2)
  await world.confirms(id, dayLater)
  expect(await world.total()).toBe(1)
  // What is confirmed gives way to nobody.
  const nextDay = new Date(dayLater.getTime() + 25 * 3_600_000)
  for (const given_name of ['Faketres', 'Fakecuatro'])
    await world.signs({ ...rosa, given_name, family_name: 'X' }, { at: nextDay })
  await world.work(nextDay)
  expect(await world.total()).toBe(1)
})

test('names that somebody made up in a burst, which is held for a look, give way as well', async ({ world }) => {
  for (const given_name of ['Fakeuno', 'Fakedos'])
    await world.signs({ ...rosa, given_name, family_name: 'X' }, { isHeld: true })
  await world.work()
  await leaves(world)
  const dayLater = new Date(world.at.getTime() + 25 * 3_600_000)
  await world.signs(rosa, { at: dayLater })
  await world.work(dayLater)
  const hers = await world.db.selectFrom('signature').select(['id', 'held']).where('held', 'is', null).execute()
  expect(hers).toHaveLength(1)
  await world.confirms(hers[0]!.id, dayLater)
  expect(await world.total()).toBe(1)
})

test('a name whose owner could not be asked yet gives way only a day after the request has left', async ({ world }) => {
  const at = (hours: number) => new Date(world.at.getTime() + hours * 3_600_000)
  for (const given_name of ['Fakeuno', 'Fakedos']) await world.signs({ ...rosa, given_name, family_name: 'X' })
  await world.work()
  const rosaSignsAt = async (hours: number) => {
    await world.signs(rosa, { at: at(hours) })
    await world.work(at(hours))
    return world.db.selectFrom('signature').select('id').where('accepted_at', '=', at(hours)).executeTakeFirst()
  }
  expect(await rosaSignsAt(30), 'mail is down').toBeUndefined()
  await leaves(world, at(40))
  expect(await rosaSignsAt(50), 'they were asked ten hours ago').toBeUndefined()
  expect(await rosaSignsAt(65)).toBeDefined()
})

test('under a legal hold nothing gives way', async ({ world }) => {
  for (const given_name of ['Fakeuno', 'Fakedos']) await world.signs({ ...rosa, given_name, family_name: 'X' })
  await world.work()
  await leaves(world)
  await setPaused(world.db, 'legal-hold', true, null, world.at)
  const before = await world.db.selectFrom('signature').selectAll().orderBy('id').execute()
  const dayLater = new Date(world.at.getTime() + days(2))
  await world.signs(rosa, { at: dayLater })
  await world.work(dayLater)
  expect(await world.db.selectFrom('signature').selectAll().orderBy('id').execute()).toEqual(before)
})

test('whoever is confirming at this moment does not give way, and nobody waits for them', async ({ world }) => {
  for (const given_name of ['Fakeuno', 'Fakedos']) await world.signs({ ...rosa, given_name, family_name: 'X' })
  await world.work()
  await leaves(world)
  const dayLater = new Date(world.at.getTime() + days(2))
  await world.db.transaction().execute(async (confirming) => {
    await confirming.selectFrom('signature').select('id').forUpdate().execute()
    await world.signs(rosa, { at: dayLater })
    await world.work(dayLater)
    await confirming.updateTable('signature').set({ state: 'confirmed', confirmed_at: dayLater }).execute()
  })
  expect(await world.db.selectFrom('signature').select('state').execute()).toEqual([
    { state: 'confirmed' },
    { state: 'confirmed' },
  ])
})

test('nobody gives way to a name that stands on the contact already', async ({ world }) => {
  await world.signs({ ...rosa, given_name: 'Fakeuno', family_name: 'X' })
  await world.work()
  await leaves(world)
  const dayLater = new Date(world.at.getTime() + days(2))
  await world.signs(rosa, { at: dayLater })
  await world.work(dayLater)
  // Another worker records the same click at the same moment: neither sees the other's row until it has tried to insert.
  const { name_token } = await world.db
    .selectFrom('signature')
    .select('name_token')
    .where('accepted_at', '=', dayLater)
    .executeTakeFirstOrThrow()
  const rename = (db: Db, to: Buffer) =>
    db.updateTable('signature').set({ name_token: to }).where('accepted_at', '=', dayLater).execute()
  await rename(world.db, Buffer.alloc(32))
  let work = Promise.resolve()
  await world.db.transaction().execute(async (trx) => {
    await rename(trx, name_token)
    await world.signs(rosa, { at: dayLater })
    work = world.work(dayLater)
    await somebodyWaits(world.db)
  })
  await work
  expect(await world.db.selectFrom('signature').select('id').execute()).toHaveLength(2)
})

test('a signature counts once it is confirmed, and only once', async ({ world }) => {
  await world.signs(rosa)
  await world.work()
  expect(await world.total()).toBe(0)
  const { id } = await world.db.selectFrom('signature').select('id').executeTakeFirstOrThrow()
  await world.confirms(id)
  await world.confirms(id)
  expect(await world.total()).toBe(1)
})

test('signing in Spanish and in English raises the one total by two', async ({ world }) => {
  await world.signs(rosa, { language: 'es' })
  await world.signs(tomas, { language: 'en' })
  await world.work()
  for (const { id } of await world.db.selectFrom('signature').select('id').execute()) await world.confirms(id)
  expect(await world.total()).toBe(2)
})

test('a private signature keeps area, language and day, and no name or contact', async ({ world }) => {
  await world.signs({ ...rosa, is_private: '1', share_name: '1', consent_email: '1' })
  await world.work()
  const { id } = await world.db.selectFrom('signature').select('id').executeTakeFirstOrThrow()
  await world.confirms(id)
  const kept = await world.db.selectFrom('signature').selectAll().executeTakeFirstOrThrow()
  expect(kept).toMatchObject({ person_id: null, area: '850', language: 'es', sealed_comment: null })
  expect(kept.accepted_at.toISOString()).toBe('2026-11-24T00:00:00.000Z')
  for (const table of ['person', 'contact_point', 'message', 'consent', 'public_name'] as const) {
    expect(await world.db.selectFrom(table).selectAll().execute(), table).toEqual([])
  }
  expect(await world.total()).toBe(1)
  await world.signs({ ...rosa, is_private: '1' })
  await world.work()
  expect(await world.db.selectFrom('signature').select('id').execute()).toHaveLength(1)
})

test('under a legal hold a private signature that is confirmed keeps who signed, and is counted and forgotten when the hold ends', async ({
  world,
}) => {
  await world.signs({ ...rosa, is_private: '1' })
  await world.signs({ ...tomas, is_private: '1' })
  await world.signs(sam)
  await world.work()
  const signatures = await world.db.selectFrom('signature').select(['id', 'channel', 'is_private']).execute()
  const find = (channel: string, isPrivate: boolean) =>
    signatures.find((one) => one.channel === channel && one.is_private === isPrivate)!.id
  const [rosas, tomases, sams] = [find('mail', true), find('sms', true), find('mail', false)]
  await setPaused(world.db, 'legal-hold', true, null, world.at)
  await world.confirms(rosas)
  await world.confirms(sams)
  const petition = await world.db.selectFrom('petition').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()
  const key = await sealingKey(world.db, null)
  const code = { phone: '+16025550101', code: confirmationCode(world.keyring, tomases), petitionId: petition.id }
  const typed = await world.intake.append(key, 'code', code, world.at)
  await world.work()
  // Neither Tomás, who waits for the answer to his code, nor Sam is held up.
  const receipt = await world.db.selectFrom('receipt').selectAll().executeTakeFirstOrThrow()
  expect(receipt).toMatchObject({ id: typed.outcome === 'accepted' && typed.id, outcome: 'confirmed' })
  expect(await world.total()).toBe(1)
  expect(await world.db.selectFrom('person').select('id').execute()).toHaveLength(3)
  expect(await world.db.selectFrom('message').select('id').where('signature_id', '=', rosas).execute()).toHaveLength(1)
  expect(await countHeldDeletions(world.db, world.at)).toBe(2)

  await setPaused(world.db, 'legal-hold', false, null, world.at)
  await world.work()
  expect(await world.total()).toBe(3)
  expect(await world.db.selectFrom('person').select('id').execute()).toHaveLength(1)
  expect(await world.db.selectFrom('intake').select('id').execute()).toEqual([])
})

test('a tablet that sends a signature again, because it did not hear our answer, causes one mail', async ({
  world,
}) => {
  const petition = await world.db.selectFrom('petition').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()
  const found = (await world.petitions.find(slug, world.at))!
  const publicKey = { keyId: found.key.keyId, publicKey: found.key.publicKey.toString('base64url') }
  const submission = { petitionId: petition.id, language: 'es', fields: rosa }
  const { id, sealed } = await sealInBrowser(publicKey, 'kiosk', JSON.stringify(submission))
  const sends = () =>
    world.intake.appendSealed(found.key, 'kiosk', id, Buffer.from(sealed, 'base64url'), world.at, null)
  const mails = () => world.db.selectFrom('message').select('template').execute()
  await sends()
  await sends()
  await world.work()
  expect(await mails()).toEqual([{ template: 'confirm-signature' }])
  const dayLater = new Date(world.at.getTime() + days(1))
  await purgeTraces(world.db, dayLater)
  await sends()
  await world.work(dayLater)
  expect(await mails()).toEqual([{ template: 'confirm-signature' }])
  expect(await world.db.selectFrom('signature').select('id').execute()).toHaveLength(1)
  // What stays tells no time of day.
  expect(await world.db.selectFrom('receipt').select('created_at').execute()).toEqual([
    { created_at: new Date('2026-11-24T00:00:00Z') },
  ])
})

test('a number that nobody has, typed on a tablet beside an email, does not cost the signature', async ({ world }) => {
  const petition = await world.db.selectFrom('petition').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()
  const found = (await world.petitions.find(slug, world.at))!
  const publicKey = { keyId: found.key.keyId, publicKey: found.key.publicKey.toString('base64url') }
  const fields = { ...rosa, phone: '2115550101', consent_sms: '1' }
  const { id, sealed } = await sealInBrowser(
    publicKey,
    'kiosk',
    JSON.stringify({ petitionId: petition.id, language: 'es', fields }),
  )
  await world.intake.appendSealed(found.key, 'kiosk', id, Buffer.from(sealed, 'base64url'), world.at, null)
  await world.work()
  expect(await world.db.selectFrom('message').select(['template', 'channel']).execute()).toEqual([
    { template: 'confirm-signature', channel: 'mail' },
  ])
})

test('nothing is ticked for anybody: without ticks there is no consent and no shown name', async ({ world }) => {
  await world.signs(rosa)
  await world.signs({ ...sam, share_name: '1', consent_email: '1', comments: 'Por mi familia' })
  await world.work()
  for (const { id } of await world.db.selectFrom('signature').select('id').execute()) await world.confirms(id)
  const consents = await world.db
    .selectFrom('consent')
    .select(['purpose', 'text_version', 'language', 'given_on'])
    .orderBy('purpose')
    .execute()
  expect(consents).toEqual([
    { purpose: 'email', text_version: '2026-11-29', language: 'es', given_on: '2026-11-24' },
    { purpose: 'show_name', text_version: '2026-11-29', language: 'es', given_on: '2026-11-24' },
  ])
  expect(await world.db.selectFrom('public_name').select(['display_name', 'comment']).execute()).toEqual([
    { display_name: 'Sam R.', comment: 'Por mi familia' },
  ])
})

test('wrong input is refused field by field, and what was typed is kept', async ({ world }) => {
  const answer = await world.signs({ given_name: '=cmd', email: 'rosa', postal_code: '850', comments: 'x' })
  expect(answer).toMatchObject({
    outcome: 'invalid',
    form: { values: { given_name: '=cmd', email: 'rosa', postal_code: '850', comments: 'x' } },
  })
  if (answer.outcome !== 'invalid') throw new Error('not refused')
  expect(answer.form.errors.map((error) => error.message).sort()).toEqual([
    'emailWrong',
    'nameFormula',
    'postalCodeWrong',
  ])
})

test.for([
  'O’Brien-Núñez',
  "O'Brien-Núñez",
  'Madonna',
  'Ñuu Savi',
  'Xóchitl Tlālli',
  'Ma. de los Ángeles',
  'Ꞌyaꞌan',
  'Li',
])('the name %s is taken as it is', async (name, { world }) => {
  expect(await world.signs({ ...rosa, given_name: name })).toMatchObject({ outcome: 'accepted' })
})

test('with the honeypot filled the form comes back once, with what was typed and a sentence; the second time it counts', async ({
  world,
}) => {
  const filled = { ...rosa, website: 'https://example.org' }
  const back = await world.signs(filled)
  expect(back).toMatchObject({ outcome: 'invalid', form: { values: filled, errors: [{ message: 'trapFilled' }] } })
  const form = (back as { form: FormState }).form
  const page = renderToStaticMarkup(createElement(Trap, { t: translator('en'), form }))
  expect(page).toContain('name="website_seen"')
  expect(renderToStaticMarkup(createElement(Trap, { t: translator('en'), form: emptyForm }))).not.toContain('_seen')
  await world.work()
  expect(await world.db.selectFrom('signature').select('id').execute()).toEqual([])
  expect(await world.signs({ ...filled, website_seen: '1' })).toMatchObject({ outcome: 'accepted' })
  await world.work()
  expect(await world.db.selectFrom('signature').select('id').execute()).toHaveLength(1)
})

test('a filled honeypot does not hide what else is wrong', async ({ world }) => {
  const back = await world.signs({ ...rosa, website: 'x', postal_code: '1' })
  expect((back as { form: FormState }).form.errors.map((error) => error.message)).toEqual([
    'postalCodeWrong',
    'trapFilled',
  ])
})

test('held signatures are confirmed like others, and count when they are released', async ({ world }) => {
  await world.signs(rosa, { isHeld: true })
  await world.work()
  const { id } = await world.db.selectFrom('signature').select('id').executeTakeFirstOrThrow()
  await world.confirms(id)
  expect(await world.total()).toBe(0)
  expect(await releaseHeld(world.db, world.keyring, slug, 'burst', world.at)).toBe(1)
  expect(await world.total()).toBe(1)
})

test('recount finds and mends a total that was altered by hand', async ({ world }) => {
  await world.signs(rosa)
  await world.work()
  const { id } = await world.db.selectFrom('signature').select('id').executeTakeFirstOrThrow()
  await world.confirms(id)
  await world.db.updateTable('petition_total').set({ confirmed: 40 }).execute()
  await recount(world.as.worker, { mend: true }, world.at)
  expect(await world.total()).toBe(1)
})

test('an unconfirmed signature is reminded of three times, two days apart, and purged after seven days', async ({
  world,
}) => {
  await world.signs(rosa)
  await world.work()
  await leaves(world)
  for (let day = 1; day <= 6; day += 1)
    await remindUnconfirmed(world.as.worker, world.keyring, new Date(world.at.getTime() + days(day)))
  expect(
    await world.db.selectFrom('message').select('id').where('template', '=', 'confirm-reminder').execute(),
  ).toHaveLength(3)
  expect(await purgeUnconfirmed(world.as.worker, new Date(world.at.getTime() + days(7)))).toBe(1)
  for (const table of ['signature', 'person', 'contact_point'] as const)
    expect(await world.db.selectFrom(table).selectAll().execute()).toEqual([])
})

test('the week in which a signature can be confirmed begins when its request has left, not while it waits: it is reminded of and purged from then on', async ({
  world,
}) => {
  const day = (count: number) => new Date(world.at.getTime() + days(count))
  await world.signs(rosa)
  await world.work()
  for (const later of [2, 6, 9]) expect(await remindUnconfirmed(world.as.worker, world.keyring, day(later))).toBe(0)
  expect(await purgeUnconfirmed(world.as.worker, day(9))).toBe(0)
  await leaves(world, day(9))
  expect(await remindUnconfirmed(world.as.worker, world.keyring, day(11))).toBe(1)
  const { signature_id, id } = await world.db
    .selectFrom('message')
    .select(['signature_id', 'id'])
    .where('template', '=', 'confirm-signature')
    .executeTakeFirstOrThrow()
  expect((await findConfirmation(world.db, linkToken(world.keyring, id), day(15))).state).toBe('waiting')
  expect((await findConfirmation(world.db, linkToken(world.keyring, id), day(16))).state).toBe('expired')
  expect(await purgeUnconfirmed(world.as.worker, day(15))).toBe(0)
  await world.confirms(signature_id!, day(15))
  expect(await world.total()).toBe(1)
  await world.signs(sam)
  await world.work()
  await leaves(world)
  expect(await purgeUnconfirmed(world.as.worker, day(7))).toBe(1)
})

test('share codes make totals by source and lead to nobody', async ({ world }) => {
  await world.signs(rosa, { ref: 'wa' })
  await world.signs(tomas, { ref: 'a-name-that-is-much-too-long' })
  await world.work()
  expect(
    (await world.db.selectFrom('tally').select(['source', 'received']).orderBy('source').execute()).map(
      (row) => row.source,
    ),
  ).toEqual(['wa', 'web'])
})

test('a week after the campaign has closed, the key of the marks that stop repeats is destroyed, and not before', async ({
  world,
}) => {
  const tomorrow = new Date(world.at.getTime() + days(1))
  const marksKeys = () =>
    world.db
      .selectFrom('vault_key')
      .select('id')
      .where('campaign_id', 'is not', null)
      .where('wrapped_token_key', 'is not', null)
      .execute()
  await world.db.updateTable('campaign').set({ closes_at: tomorrow }).execute()
  expect(await destroyMarksKeys(world.as.worker, world.at)).toBe(0)
  expect(await destroyMarksKeys(world.as.worker, tomorrow)).toBe(0)
  expect(await destroyMarksKeys(world.as.worker, new Date(tomorrow.getTime() + days(6.9)))).toBe(0)
  expect(await destroyMarksKeys(world.as.worker, new Date(tomorrow.getTime() + days(7)))).toBe(1)
  expect(await marksKeys()).toEqual([])
})
