import { expect } from 'vitest'
import { recount } from '~/actions/petitions/signatures/recount.server'
import { countsByCounty } from '~/office/dashboard/counts-by-county.server'
import { readPetitionFigures } from '~/office/dashboard/petition-figures.server'
import { usualZone } from '~/ui/page/zones'
import { rosa, slug, test, tomas, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

const maricopa = 'ocd-division/country:us/state:az/county:maricopa'

async function signed(world: World): Promise<void> {
  await world.signs(rosa)
  await world.signs({ ...tomas, postal_code: '85701' })
  await world.signs({ ...rosa, given_name: 'Sam', email: 'sam@example.org', is_private: '1' })
  await world.signs({ ...rosa, given_name: 'Marta', email: 'marta@example.org', postal_code: '', country: 'abroad' })
  await world.work()
  for (const { id } of await world.db.selectFrom('signature').select('id').execute()) await world.confirms(id)
}

async function counties(world: World) {
  const petition = await world.db
    .selectFrom('petition')
    .select(['id', 'goal_steps as goalSteps'])
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow()
  return (
    await countsByCounty(world.db, (await readPetitionFigures(world.db, petition, usualZone, world.at)).counties)
  ).map(({ name, confirmed }) => [name, confirmed])
}

test('signatures are counted in the likeliest county of their ZIP; a private one keeps none', async ({ world }) => {
  await signed(world)
  expect((await counties(world)).sort()).toEqual([
    ['Maricopa County, AZ', 1],
    ['Pima County, AZ', 1],
  ])
  const kept = await world.db.selectFrom('signature').select(['county', 'is_private', 'area']).execute()
  expect(
    kept
      .filter(({ county }) => county === null)
      .map(({ is_private, area }) => [is_private, area])
      .sort(),
  ).toEqual([
    [false, 'abroad'],
    [true, '850'],
  ])
  await world.db.updateTable('petition_total').set({ confirmed: 9 }).execute()
  await recount(world.as.worker, { mend: true }, world.at)
  expect((await counties(world)).sort()).toEqual([
    ['Maricopa County, AZ', 1],
    ['Pima County, AZ', 1],
  ])
})

test('a chapter that is bound to a county sees its group’s signers there, and nobody else', async ({ world }) => {
  await signed(world)
  const group = await world.db
    .selectFrom('petition')
    .select('group_id')
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow()
  const chapter = await groupOf(world, 'Valley', 'chapter', group.group_id)
  const { token } = await organizer(world, 'organizer', chapter)
  const list = async () =>
    (
      (await call(world, officeRoute('office.people._index').loader!, { token })).body as { lines: { name: string }[] }
    ).lines.map(({ name }) => name)
  expect(await list()).toEqual([])
  await world.db
    .updateTable('member_group')
    .set({ counties: [maricopa] })
    .where('id', '=', chapter)
    .execute()
  expect(await list()).toEqual(['Rosa Martínez'])
})

test('an owner binds a chapter to counties by their names, and is told when one is not known', async ({ world }) => {
  const network = await groupOf(world, 'network')
  const { token } = await organizer(world, 'owner', network)
  const make = (names: string) =>
    call(world, officeRoute('office.team').action!, {
      token,
      fields: { intent: 'group', name: 'Valley', parent: network, areas: '', counties: names },
    })
  expect((await make('Maricopa, AZ; Pinal County, AZ; Orleans, LA')).status).toBe(303)
  expect(
    (
      await world.db
        .selectFrom('member_group')
        .select('counties')
        .where('name', '=', 'Valley')
        .executeTakeFirstOrThrow()
    ).counties,
  ).toEqual([
    maricopa,
    'ocd-division/country:us/state:az/county:pinal',
    'ocd-division/country:us/state:la/parish:orleans',
  ])
  expect((await make('Nowhere, AZ')).status).toBe(422)
})

test('the same form sent twice makes one group and one campaign; minutes later another campaign, but no group of the same name', async ({
  world,
}) => {
  const network = await groupOf(world, 'network')
  const { token } = await organizer(world, 'owner', network)
  const make = (route: string, fields: Record<string, string>, at: Date) =>
    call(world, officeRoute(route).action!, { token, fields, at })
  const campaign = {
    name_en: 'Free the bus',
    name_es: 'El autobús',
    summary_en: 'a',
    summary_es: 'b',
    story_en: 'c',
    story_es: 'd',
    colour: '#b3321a',
    group: network,
    closes_at: '',
  }
  const group = { intent: 'group', name: 'Valley', parent: network, areas: '', counties: '' }
  const count = async (at: Date) => {
    await Promise.all([group, group].map((fields) => make('office.team', fields, at)))
    await Promise.all([campaign, campaign].map((fields) => make('office.campaigns', fields, at)))
    const groups = await world.db.selectFrom('member_group').select('id').where('name', '=', 'Valley').execute()
    const made = await world.db.selectFrom('campaign').select('id').where('slug', 'like', 'free-the-bus%').execute()
    return [groups.length, made.length]
  }
  expect(await count(world.at)).toEqual([1, 1])
  expect(await count(new Date(world.at.getTime() + 300_000))).toEqual([1, 2])
})
