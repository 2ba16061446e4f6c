import { expect } from 'vitest'
import { rosa, slug, test, tomas, type World } from '../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../support/office'
import { openPage, pageOf, presses } from '../support/own-page'

const list = () => officeRoute('office.people._index')
const names = async (world: World, token: string, query = '') =>
  ((await call(world, list().loader!, { token, query })).body as { lines: { name: string }[] }).lines
    .map((line) => line.name)
    .sort()

/** A member group with a chapter owns the petition; Rosa agrees to the network, Tomás does not. */
async function memberGroup(world: World) {
  const group = await groupOf(world, 'Member')
  await world.db.updateTable('petition').set({ group_id: group }).where('slug', '=', slug).execute()
  world.petitions.forget()
  const chapter = await groupOf(world, 'Here', 'chapter', group, ['850'])
  await world.signs({ ...rosa, consent_network: '1' })
  await world.signs(tomas)
  await world.work()
  for (const { id } of await world.db.selectFrom('signature').select('id').execute()) await world.confirms(id)
  return { group, chapter }
}

async function pressed(world: World, fields: Record<string, string>) {
  const session = await openPage(world)
  await presses(world, session, fields)
  return (await pageOf(world, session))!.consents.network
}

test('the network sees of a member group only those who agreed to it; the group and its chapter see everybody of theirs', async ({
  world,
}) => {
  const { group, chapter } = await memberGroup(world)
  const network = await organizer(world, 'owner', await groupOf(world, 'network'))
  const member = await organizer(world, 'organizer', group)
  const local = await organizer(world, 'organizer', chapter)
  expect(await names(world, network.token)).toEqual(['Rosa Martínez'])
  expect(await names(world, member.token)).toEqual(['Rosa Martínez', 'Tomás'])
  expect(await names(world, local.token)).toEqual(['Rosa Martínez', 'Tomás'])
  expect(await names(world, member.token, '?consent=network')).toEqual(['Rosa Martínez'])
  const { location } = await call(world, list().action!, { token: network.token, fields: { search: tomas.phone } })
  expect(await names(world, network.token, new URL(location!, 'http://office').search)).toEqual([])
  expect(await world.db.selectFrom('consent').select(['purpose', 'text_version', 'language']).execute()).toEqual([
    { purpose: 'network', text_version: 'network-2026-11', language: 'es' },
  ])
})

test('the network may see and write to whoever agreed, and change nothing of theirs; it learns no tags, notes or other petitions', async ({
  world,
}) => {
  const { group } = await memberGroup(world)
  await world.db.updateTable('petition').set({ group_id: group }).execute()
  await world.signs(rosa, { slug: 'no-287g' })
  await world.work()
  const network = await organizer(world, 'owner', await groupOf(world, 'network'))
  const person = await world.db.selectFrom('consent').select('person_id as id').executeTakeFirstOrThrow()
  await world.db.insertInto('person_tag').values({ person_id: person.id, tag: 'voluntaria' }).execute()
  const params = { person: person.id }
  const route = officeRoute('office.people.$person')
  expect((await call(world, route.loader!, { token: network.token, params })).body).toMatchObject({
    person: { name: 'Rosa Martínez', mayChange: false, tags: [], stops: [], signatures: [{ slug }] },
  })
  expect(
    (await call(world, route.action!, { token: network.token, params, fields: { intent: 'reveal' } })).body,
  ).toMatchObject({ revealed: { contacts: [{ contact: 'rosa@example.org' }] } })
  for (const fields of [{ intent: 'note', note: 'x' } as Record<string, string>, { intent: 'tag', tag: 'x' }])
    expect((await call(world, route.action!, { token: network.token, params, fields })).status).toBe(404)
  expect(
    (
      await call(world, officeRoute('office.people.$person_.erase').action!, {
        token: network.token,
        params,
        fields: {},
      })
    ).status,
  ).toBe(404)
  const bulk = await call(world, officeRoute('office.people.bulk').action!, {
    token: network.token,
    fields: { kind: 'tag', new_tag: 'x', whom: 'all' },
  })
  expect(bulk.body).toMatchObject({ preview: { people: 0 } })
  const exported = await call(world, officeRoute('office.people.bulk').action!, {
    token: network.token,
    fields: { kind: 'export', whom: 'all' },
  })
  expect(exported.body).toMatchObject({ preview: { people: 1 } })
})

test('taken back on the own page, or by stopping all mail, the network loses sight at once; given anew, it sees again', async ({
  world,
}) => {
  await memberGroup(world)
  const network = await organizer(world, 'organizer', await groupOf(world, 'network'))
  expect(await pressed(world, { intent: 'consent', purpose: 'network', wanted: 'no' })).toBe(false)
  expect(await names(world, network.token)).toEqual([])
  expect(await pressed(world, { intent: 'consent', purpose: 'network', wanted: 'yes' })).toBe(true)
  expect(await names(world, network.token)).toEqual(['Rosa Martínez'])
  await pressed(world, { intent: 'stop' })
  expect(await names(world, network.token)).toEqual([])
})

test('the network’s own petitions do not ask for it, and a forged tick there is dropped', async ({ world }) => {
  await world.signs({ ...rosa, consent_network: '1' })
  await world.signs({ ...rosa, given_name: 'Eva', email: 'eva@example.org', is_private: '1', consent_network: '1' })
  await world.work()
  expect(await world.db.selectFrom('consent').selectAll().execute()).toEqual([])
  const { id } = await world.db
    .selectFrom('signature')
    .select('id')
    .where('is_private', '=', false)
    .executeTakeFirstOrThrow()
  await world.confirms(id)
  expect(await pressed(world, { intent: 'consent', purpose: 'network', wanted: 'yes' })).toBeNull()
  expect(await world.db.selectFrom('consent').selectAll().execute()).toEqual([])
})
