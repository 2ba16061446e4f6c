import { expect } from 'vitest'
import { findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { findPetition } from '~/actions/petitions/petitions.server'
import { networkContact } from '~/campaigns/network-contact.server'
import { slug, test } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

test('an owner says which town a group is in, and its public pages say it', async ({ world }) => {
  const network = await groupOf(world, 'network')
  const puente = await groupOf(world, 'Puente')
  const { token } = await organizer(world, 'owner', network)
  const says = (group: string, town: string) =>
    call(world, officeRoute('office.team').action!, { token, fields: { intent: 'town', group, town } })
  expect(await networkContact(world.as.web)).toMatchObject({ town: '', mail: null, phone: null })
  expect((await says(network, 'Los Ángeles, California')).status).toBe(303)
  expect(await networkContact(world.as.web)).toMatchObject({ town: 'Los Ángeles, California' })

  await says(puente, 'Phoenix, Arizona')
  await world.db.updateTable('petition').set({ group_id: puente }).execute()
  await world.db.updateTable('advocacy_campaign').set({ group_id: puente }).execute()
  const group = { name: 'Puente', town: 'Phoenix, Arizona' }
  expect((await findPetition(world.as.web, slug))!.group).toMatchObject(group)
  expect((await findAdvocacyCampaign(world.as.web, 'call', 'call-sheriff-vance'))!.group).toMatchObject(group)

  expect((await says(puente, 'https://example.org')).status).toBe(422)
  expect((await findPetition(world.as.web, slug))!.group).toMatchObject(group)
})

test('nobody says it for a group that is not theirs', async ({ world }) => {
  const [puente, other] = [await groupOf(world, 'Puente'), await groupOf(world, 'Valley')]
  const { token } = await organizer(world, 'owner', puente)
  const fields = { intent: 'town', group: other, town: 'Tucson' }
  expect((await call(world, officeRoute('office.team').action!, { token, fields })).status).toBe(404)
})
