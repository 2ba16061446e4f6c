import { expect } from 'vitest'
import type { HelpTopic } from '~/office/search/help.server'
import type { Found } from '~/office/search/search.server'
import { rosa, test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

const searched = async (world: World, token: string, q: string) =>
  (await call(world, officeRoute('office.search').loader!, { token, query: `?${new URLSearchParams({ q })}` }))
    .body as {
    words: string
    found: Found[]
    hasPeople: boolean
  }
const kindsOf = (found: Found[]) => found.map(({ what }) => what)
const namesOf = (found: Found[], what: Found['what']) =>
  found.find((one) => one.what === what)?.hits.map(({ name }) => name)

test('one search finds pages, officials, places, sections and help', async ({ world }) => {
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const { found } = await searched(world, token, 'vance')
  expect(namesOf(found, 'pages')).toEqual(expect.arrayContaining(['Call Sheriff Vance', 'Write to Sheriff Vance']))
  expect(namesOf(found, 'officials')).toContain('Ida Vance')
  expect(namesOf((await searched(world, token, 'saguaro')).found, 'places')).toContain('Saguaro County')
  expect(namesOf((await searched(world, token, 'emergency')).found, 'sections')).toEqual(['Emergency stop'])
  expect(namesOf((await searched(world, token, 'emergency')).found, 'help')).toEqual([
    'Stop everything in an emergency',
  ])
  expect((await searched(world, token, '  ')).found).toEqual([])
})

test('a search says how many there are in all, cuts no list that has no more elsewhere, and needs no accents', async ({
  world,
}) => {
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const places = async () => (await searched(world, token, 'washington')).found.find(({ what }) => what === 'places')
  const before = (await places())?.count ?? 0
  const counties = Array.from({ length: 60 }, (_, index) => ({
    id: `ocd-division/country:us/state:az/county:washington_${index}`,
    kind: 'county',
    name: `Wáshington ${index}`,
    slug: `washington-${index}-az`,
    state: 'AZ',
  }))
  await world.db
    .insertInto('division')
    .values(counties as never)
    .execute()
  expect(await places()).toMatchObject({
    hits: { length: 8 },
    count: before + 60,
    all: '/office/places?q=washington',
  })
  for (const { hits, count, all } of (await searched(world, token, 'a')).found)
    expect(all === null ? hits.length : count).toBe(count)
})

test('a search opens nobody: people are only looked up by their own search, which is recorded', async ({ world }) => {
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  await world.signs(rosa)
  await world.work()
  const { found, hasPeople } = await searched(world, token, rosa.email)
  expect([found, hasPeople]).toEqual([[], true])
  expect(await world.db.selectFrom('audit').select('act').where('act', '=', 'searched-people').execute()).toEqual([])
})

test('words that name something lead to an address that can be kept; a person’s name, email or phone number leads to none, with or without the right to see people', async ({
  world,
}) => {
  const network = await groupOf(world, 'network')
  const owner = (await organizer(world, 'owner', network)).token
  const viewer = (await organizer(world, 'viewer', network)).token
  const posts = (token: string, search: string) =>
    call(world, officeRoute('office.search').action!, { token, fields: { search } })
  expect(await posts(viewer, ' Saguaro ')).toMatchObject({ status: 303, location: '/office/search?q=Saguaro' })
  const leadsTo = async (search: string) => {
    const { location } = await posts(viewer, search)
    expect(location).toMatch(/^\/office\/search\?searched=[0-9a-f-]{36}$/)
    const query = new URL(location!, 'http://office').search
    return (await call(world, officeRoute('office.search').loader!, { token: viewer, query })).body
  }
  expect(await leadsTo('Rosa Delgado')).toMatchObject({ words: 'Rosa Delgado', found: [] })
  for (const contact of [rosa.email, '(602) 555-0199', 'rosa@', 'rosa(at)example', '６０２５５５０１９９']) {
    // Posted again as it is, to the search of people.
    expect(await posts(owner, contact)).toMatchObject({ status: 307, location: '/office/people' })
    expect(await leadsTo(contact)).toMatchObject({ words: contact, found: [] })
  }
})

test('a viewer finds no places to change, no people, and only help for what a viewer may do', async ({ world }) => {
  const { token } = await organizer(world, 'viewer', await groupOf(world, 'network'))
  const { found, hasPeople } = await searched(world, token, 'saguaro')
  expect([kindsOf(found).includes('places'), hasPeople]).toEqual([false, false])
  const { topics } = (await call(world, officeRoute('office.help').loader!, { token })).body as { topics: HelpTopic[] }
  expect(topics.map(({ name }) => name)).toEqual(['numbers', 'share', 'official', 'cost', 'account'])
})
