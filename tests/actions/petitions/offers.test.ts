import { expect } from 'vitest'
import { inOneField } from '~/actions/petitions/one-contact-field'
import { readSignForm } from '~/actions/petitions/sign.schema'
import { rosa, slug, test, tomas } from '../../support/firme-test'

const all = { comment: true, names: true, phone: true, network: true }
const everything = {
  ...rosa,
  phone: '602 555 0101',
  comments: 'Por mi familia',
  share_name: '1',
  consent_sms: '1',
  consent_network: '1',
}

test('what a petition does not ask is not taken, whoever sends it', () => {
  expect(readSignForm(all, everything)).toMatchObject({
    outcome: 'read',
    value: {
      phone: '+16025550101',
      comments: 'Por mi familia',
      share_name: true,
      consent_sms: true,
      consent_network: true,
    },
  })
  expect(readSignForm({ comment: false, names: false, phone: false, network: false }, everything)).toMatchObject({
    outcome: 'read',
    value: { phone: null, comments: '', share_name: false, consent_sms: false, consent_network: false },
  })
})

test('where no phone is asked, somebody with only a phone is told to write an e-mail address', async ({ world }) => {
  await world.db
    .updateTable('petition')
    .set({ asks_phone: false, asks_comment: false, asks_names: false })
    .where('slug', '=', slug)
    .execute()
  expect(await world.signs(tomas)).toMatchObject({
    outcome: 'invalid',
    form: { errors: [{ field: 'email', message: 'emailMissing' }] },
  })
  await world.signs(everything)
  await world.work()
  expect(await world.db.selectFrom('contact_point').select('channel').execute()).toEqual([{ channel: 'mail' }])
  expect(await world.db.selectFrom('signature').select('sealed_comment').execute()).toEqual([{ sealed_comment: null }])
  expect(await world.db.selectFrom('consent').selectAll().execute()).toEqual([])
})

test('one field takes an email or a cell phone; the form from before, with two fields, is read as ever', () => {
  const { email, ...noEmail } = rosa
  const read = (fields: Record<string, string>) => readSignForm(all, fields)
  expect(read({ ...noEmail, contact: ` ${email} ` })).toMatchObject({ value: { email, phone: null } })
  expect(read({ ...noEmail, contact: '(602) 555-0101' })).toMatchObject({
    value: { email: null, phone: '+16025550101' },
  })
  expect(read({ ...rosa, phone: '602 555 0101' })).toMatchObject({ value: { email, phone: '+16025550101' } })
})

test('what is wrong with the one field is said at that field, in words that fit what was typed', () => {
  const { email: _, ...noEmail } = rosa
  const said = (fields: Record<string, string>) => {
    const read = readSignForm(all, fields)
    return read.outcome === 'invalid' ? inOneField(read.form) : null
  }
  for (const [contact, message] of [
    ['', 'emailOrPhone'],
    ['rosa@', 'emailWrong'],
    ['602 555', 'phoneWrong'],
    ['rosa.example.org', 'contactWrong'],
  ]) {
    const form = said({ ...noEmail, contact: contact! })
    expect([form?.errors, form?.values.contact], contact).toEqual([[{ field: 'contact', message }], contact])
  }
  // A page opened before the update sends two fields; nothing that it sends is lost.
  const old = said({ ...noEmail, email: 'rosa@', phone: '602 555' })
  expect(old).toMatchObject({ values: { contact: 'rosa@', phone: '602 555' }, errors: [{ field: 'contact' }] })
})

test('the consents of a page from before stay as they were given, also when it comes back with an error', () => {
  const { email: _, ...noEmail } = rosa
  const read = readSignForm(all, { ...noEmail, email: 'rosa@', phone: '602 555 0101', consent_email: '1' })
  const shown = read.outcome === 'invalid' ? inOneField(read.form).values : {}
  expect(shown).toMatchObject({ contact: 'rosa@', phone: '602 555 0101', keep_posted: '1' })
  // She mends her address, and the phone is sent along hidden: nobody said that it may be texted.
  const { given_name, postal_code, phone, keep_posted } = shown as Record<string, string>
  expect(
    readSignForm(all, {
      given_name: given_name!,
      postal_code: postal_code!,
      phone: phone!,
      keep_posted: keep_posted!,
      contact: 'rosa@example.org',
    }),
  ).toMatchObject({
    value: { email: 'rosa@example.org', phone: '+16025550101', consent_email: true, consent_sms: false },
  })
})

test('“keep me posted” is a consent for the way that was given, and for nothing else', async ({ world }) => {
  await world.signs({ ...rosa, keep_posted: '1' })
  await world.signs({ given_name: 'Tomás', contact: '602 555 0101', postal_code: '85001', keep_posted: '1' })
  await world.work()
  const consents = await world.db.selectFrom('consent').select(['purpose', 'text_version']).orderBy('purpose').execute()
  expect(consents).toEqual([
    { purpose: 'email', text_version: '2026-11-29' },
    { purpose: 'sms', text_version: '2026-11-29' },
  ])
})
