import { expect } from 'vitest'
import { translator } from '~/i18n/translator'
import { refusedText } from '~/office/frame/refused-text'
import { slug, test } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

test('who may do something only in their own group is told which role it takes where, and whom to ask', async ({
  world,
}) => {
  const network = await groupOf(world, 'network')
  const theirs = await groupOf(world, 'Saguaro Unida')
  const omar = await organizer(world, 'owner', network, 'Omar Reyes')
  const gia = await organizer(world, 'owner', theirs, 'Gia Soto')
  const said = async (file: string, token: string, params = {}) => {
    const { status, body } = await call(world, officeRoute(file).loader!, { token, params })
    return `${status} ${refusedText(translator('en'), JSON.parse(String(body)))}`
  }
  expect(await said('office.inbox', gia.token)).toBe(
    '403 Your role in Saguaro Unida: Owner. This page needs the role Organizer in the network. To get it, ask one of: Omar Reyes.',
  )
  await world.db.updateTable('petition').set({ group_id: theirs }).where('slug', '=', slug).execute()
  expect(await said('office.petitions.$petition.imports', omar.token, { petition: slug })).toBe(
    '403 Your role in Network: Owner. This page needs the role Organizer in Saguaro Unida. To get it, ask one of: Gia Soto.',
  )
})
