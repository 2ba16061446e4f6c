import { sql } from 'kysely'
import { expect } from 'vitest'
import { rosa, sam, test, tomas, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { policiesBy } from '../../support/policies'

interface Listed<Line> {
  lines: Line[]
  count: number
  isCut?: boolean
  table: { sort: string; page: number }
}

async function owner(world: World) {
  const { token, id } = await organizer(world, 'owner', await groupOf(world, 'network'))
  return {
    token,
    id,
    list: async <Line>(route: string, query = '') =>
      (await call(world, officeRoute(route).loader!, { token, query })).body as Listed<Line>,
  }
}

test('people are sorted by day, place, petition and state without opening more than one page of them', async ({
  world,
}) => {
  await world.signs(rosa)
  await world.signs({ ...sam, postal_code: '90001' })
  await world.signs({ ...tomas, postal_code: '10001' })
  await world.work()
  await sql`update signature set accepted_at = accepted_at + case area when '850' then interval '2 hours' when '900' then interval '1 hour' else interval '0' end`.execute(
    world.db,
  )
  await sql`update signature set state = 'confirmed', confirmed_at = accepted_at where area = '900'`.execute(world.db)
  const { list } = await owner(world)
  const places = async (query: string) =>
    (await list<{ place: string }>('office.people._index', query)).lines.map(({ place }) => place)
  expect(await places('')).toEqual(['AZ 85001', 'CA 90001', 'NY 10001'])
  expect(await places('?sort=when')).toEqual(['NY 10001', 'CA 90001', 'AZ 85001'])
  expect(await places('?sort=place')).toEqual(['NY 10001', 'AZ 85001', 'CA 90001'])
  expect(await places('?sort=-place')).toEqual(['CA 90001', 'AZ 85001', 'NY 10001'])
  expect((await places('?sort=state'))[0]).toBe('CA 90001')
  // A name is sealed.
  expect(await list('office.people._index', '?sort=name')).toMatchObject({ count: 3, table: { sort: '' } })
  const { howMany } = await world.db
    .selectFrom('audit')
    .select('how_many as howMany')
    .where('act', '=', 'listed-people')
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow()
  expect(howMany).toBe(3)
})

test('the list of people has pages, says how many there are in all, and stays on its last page', async ({ world }) => {
  for (let index = 0; index < 52; index += 1)
    await world.signs({ ...rosa, given_name: `Rosa ${index}`, email: `rosa${index}@example.org` })
  await world.work()
  const { list } = await owner(world)
  const [first, second, beyond] = [
    await list<{ signatureId: string }>('office.people._index', '?sort=place'),
    await list<{ signatureId: string }>('office.people._index', '?sort=place&page=2'),
    await list<{ signatureId: string }>('office.people._index', '?sort=place&page=9'),
  ]
  expect(first).toMatchObject({ lines: { length: 50 }, count: 52, isCut: false })
  expect(second).toMatchObject({ lines: { length: 2 }, count: 52 })
  expect(beyond).toMatchObject({ lines: second.lines, table: { page: 2 } })
  expect(new Set([...first.lines, ...second.lines].map(({ signatureId }) => signatureId)).size).toBe(52)
  expect(await list('office.people._index', '?area=850')).toMatchObject({ count: 52 })
  expect(await list('office.people._index', '?area=900')).toMatchObject({ count: 0, lines: [] })
})

test('comments to review beyond the first fifty are on a second page, and judging them leads back there', async ({
  world,
}) => {
  for (let index = 0; index < 52; index += 1)
    await world.signs({
      ...rosa,
      given_name: `Rosa ${index}`,
      email: `rosa${index}@example.org`,
      share_name: '1',
      comments: `Por mi familia ${index}`,
    })
  await world.work()
  for (const { id } of await world.db.selectFrom('signature').select('id').execute()) await world.confirms(id)
  await world.db.updateTable('public_name').set({ comment_state: 'review' }).execute()
  const { token, list } = await owner(world)
  const query = '?state=review&sort=name&page=2'
  const second = await list<{ id: string; comment: string }>('office.comments', query)
  expect(second).toMatchObject({ lines: { length: 2 }, count: 52 })
  const judged = await call(world, officeRoute('office.comments').action!, {
    token,
    query,
    fields: { id: second.lines[0]!.id, verdict: 'shown' },
  })
  expect(judged.location).toBe(`/office/comments${query}`)
  expect(await list('office.comments', query)).toMatchObject({ lines: { length: 1 }, count: 51 })
})

test('the activity log is filtered by who, what and day, and sorted both ways', async ({ world }) => {
  const { id, list } = await owner(world)
  const other = await owner(world)
  await other.list('office.people._index')
  await list('office.people._index')
  await list('office.people._index')
  const log = (query: string) => list<{ act: string; seq: number; who: string }>('office.audit', query)
  const all = await log('')
  const mine = await log(`?by=${id}&act=listed-people`)
  expect(mine).toMatchObject({ count: 2, lines: [{ act: 'listed-people' }, { act: 'listed-people' }] })
  expect((await log('?act=listed-people')).count).toBe(3)
  const day = world.at.toISOString().slice(0, 10)
  expect((await log(`?day=${day}&act=listed-people`)).count).toBe(3)
  expect((await log('?day=2020-01-01')).count).toBe(0)
  expect((await log('?sort=when')).lines.map(({ seq }) => seq)).toEqual(all.lines.map(({ seq }) => seq).reverse())
  expect((await log("?by=x&act=')&day=now")).count).toBe(all.count)
})

test('policies are sorted by place, kind, agency, dates and the day they were checked', async ({ world }) => {
  const { list } = await owner(world)
  await policiesBy(world, [
    { place: 'Pima County, AZ', kind: 'detainers-limited', adopted_on: '2014', checked_on: '2026-11-20' },
    { place: 'Maricopa County, AZ', kind: 'detainers-limited', adopted_on: '2019-05', checked_on: '2026-11-22' },
  ])
  const all = await list<{ place: string; checkedOn: string; agency: string }>('office.policies._index')
  expect(all.count).toBe(2)
  for (const [column, of] of [
    ['place', 'place'],
    ['checked', 'checkedOn'],
  ] as const) {
    const [up, down] = [
      await list<(typeof all.lines)[number]>('office.policies._index', `?sort=${column}`),
      await list<(typeof all.lines)[number]>('office.policies._index', `?sort=-${column}`),
    ]
    const values = up.lines.map((line) => line[of])
    expect(values, column).toEqual(values.toSorted((one, two) => (one < two ? -1 : Number(one > two))))
    expect(
      down.lines.map((line) => line[of]),
      column,
    ).toEqual(values.toReversed())
  }
  for (const column of ['kind', 'agency', 'when'])
    expect((await list('office.policies._index', `?sort=-${column}`)).count, column).toBe(all.count)
})

test('the message log is sorted by what the messages are, in the words of the page', async ({ world }) => {
  await world.signs(rosa)
  await world.signs(tomas)
  await world.work()
  const { list } = await owner(world)
  const body = (query: string) =>
    list('office.messages', query) as unknown as Promise<{ log: Listed<{ name: string; channel: string }> }>
  const up = (await body('?sort=channel')).log
  expect(up.count).toBe(up.lines.length)
  expect(up.lines.map(({ channel }) => channel)).toEqual(up.lines.map(({ channel }) => channel).toSorted())
  const named = (await body('?sort=-what')).log.lines.map(({ name }) => name)
  expect(named).toEqual(named.toSorted((one, two) => two.localeCompare(one, 'en')))
})

test('keywords, the team, drafts, exports, erasures, links and imports are tables that sort and count alike', async ({
  world,
}) => {
  const { list } = await owner(world)
  const nobody = await list<{ name: string; role: string }>('office.team')
  expect(nobody).toMatchObject({ team: { people: { count: 1, table: { sort: '' } } } })
  const words = (query: string) => list<{ word: string }>('office.texts._index', query)
  const [up, down] = [await words('?sort=word'), await words('?sort=-word')]
  expect(up.lines.length).toBeGreaterThan(1)
  expect(down.lines.map(({ word }) => word)).toEqual(up.lines.map(({ word }) => word).toReversed())
  expect((await words('?q=SÍGN')).lines.map(({ word }) => word)).toContain('sign')
  expect((await words('?q=no-such-word')).count).toBe(0)
  for (const route of ['office.messages_.drafts', 'office.exports._index', 'office.people.erased', 'office.links'])
    expect(await list(route, '?sort=when&page=7'), route).toMatchObject({ lines: [], count: 0, table: { page: 1 } })
  expect(await list('office.officials.imports._index', '?sort=file')).toMatchObject({ rosters: { count: 0 } })
})
