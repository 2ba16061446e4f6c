import { expect } from 'vitest'
import { test, type World } from '../../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../../support/office'

const { loader, action } = officeRoute('office.places._index')

async function uploads(world: World, token: string, list: string) {
  const fields = new FormData()
  fields.append('places', new Blob([list]))
  return call(world, action!, { token, fields })
}

const head = 'id,name,census_geoid'
const mesa = 'ocd-division/country:us/state:az/place:mesa,Mesa city,place-0446000'

test('an organizer adds the cities of the official list without the server: what is new, known and not used is said', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const cities = async () => ((await call(world, loader!, { token })).body as { cities: number }).cities
  const before = await cities()
  const list = [head, mesa, 'ocd-division/country:us/state:az/place:lost,,place-0499999', ''].join('\n')
  const first = await uploads(world, token, list)
  expect(first.body).toMatchObject({
    report: { added: 1, known: 0, problems: [{ line: 3, reason: 'id' }] },
  })
  expect((await uploads(world, token, list)).body).toMatchObject({ report: { added: 0, known: 1 } })
  expect(await cities()).toBe(before + 1)
  expect(
    await world.db.selectFrom('audit').select('how_many').where('act', '=', 'imported-places').orderBy('seq').execute(),
  ).toEqual([{ how_many: 1 }, { how_many: 0 }])
})

test('no file, an empty one and a list of something else are refused with what to do', async ({ world }) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  for (const [list, message] of [
    ['', 'placesMissing'],
    ['Name,Phone\nAna,602 555 0143\n', 'placesColumns'],
  ] as const) {
    const refused = await uploads(world, token, list)
    expect([refused.status, refused.body]).toMatchObject([422, { form: { errors: [{ message }] } }])
  }
  const viewer = await organizer(world, 'viewer', await groupOf(world, 'network'))
  expect((await uploads(world, viewer.token, `${head}\n${mesa}`)).status).toBe(403)
})
