import { expect } from 'vitest'
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
