import { expect } from 'vitest'
import { test, type World } from '../../../support/firme-test'
import { groupOf, organizer } from '../../../support/office'
import { cholla, place } from '../../../support/officials'
import { bringIn, outcomesOf, reasonsOf } from '../../../support/rosters'

const council = 'Name,District\nLee Okafor,1\nMarta Quintero,2'
const role = 'council-member'

async function omar(world: World): Promise<string> {
  await place(world.db, cholla, 'Cholla County', 'county')
  await place(world.db, 'ocd-division/country:us/state:az/place:nopal', 'Nopal', 'place', { geoid: '0499990' })
  return (await organizer(world, 'organizer', await groupOf(world, 'network'))).token
}

/** Where a list's lines are. */
async function placesOf(world: World, id: string) {
  const rows = await world.db
    .selectFrom('roster_import_row')
    .select('understood')
    .where('import_id', '=', id)
    .where('outcome', '=', 'good')
    .orderBy('line')
    .execute()
  return rows.map(({ understood }) => (understood as { divisionId: string }).divisionId.replace(/.*state:az\//, ''))
}

test.for([
  { place: 'Nopal', state: 'AZ' },
  { place: 'City of Nopal, Arizona', state: '' },
])(
  'a council’s list that names no city is about the one that is said for the whole list: $place',
  async (options, { world }) => {
    const token = await omar(world)
    const id = await bringIn(world, token, { pasted: council, options: { ...options, role } })
    expect(await placesOf(world, id)).toEqual(['place:nopal/council_district:1', 'place:nopal/council_district:2'])
  },
)

test('a line that names its own place wins, and without any every line says so', async ({ world }) => {
  const token = await omar(world)
  const sheriffs = await bringIn(world, token, {
    pasted: 'Name,Role,County\nIda Vance,Sheriff,Cholla\nLee Okafor,Council member,',
    options: { place: 'Nopal', state: 'AZ' },
  })
  expect(await placesOf(world, sheriffs)).toEqual(['county:cholla', 'place:nopal'])
  const nowhere = await bringIn(world, token, { pasted: council, options: { role, state: 'AZ' } })
  expect(await outcomesOf(world, nowhere)).toEqual({ bad: 2 })
  expect(await reasonsOf(world, nowhere)).toEqual({ 2: ['place'], 3: ['place'] })
})

test('a place that is not there is refused line by line, not guessed', async ({ world }) => {
  const token = await omar(world)
  const id = await bringIn(world, token, { pasted: council, options: { place: 'Atlantis', state: 'AZ', role } })
  expect(await reasonsOf(world, id)).toEqual({ 2: ['place-not-found'], 3: ['place-not-found'] })
})
