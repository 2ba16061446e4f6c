import { expect } from 'vitest'
import { markPlaces } from '~/messages/segments/mark-places.server'
import { zipMark } from '~/vault/blind-index.server'
import { rosa, test, tomas, type World } from '../../support/firme-test'

async function places({ db }: World) {
  const rows = await db
    .selectFrom('person')
    .innerJoin('person_facts', 'person_facts.person_id', 'person.id')
    .select(['person.zip_mark', 'person.county', 'person_facts.state', 'person_facts.zip_mark as known'])
    .orderBy('person.county')
    .execute()
  return rows
}

test('who signs can be found by their ZIP, which stands nowhere to be read; who signs privately cannot', async ({
  world,
}) => {
  await world.signs(rosa)
  await world.signs({ ...tomas, is_private: '1' })
  await world.work()
  const mark = zipMark(world.keyring, '85001')
  const maricopa = 'ocd-division/country:us/state:az/county:maricopa'
  const marked = [
    { zip_mark: mark, county: maricopa, state: 'AZ', known: mark },
    { zip_mark: '0', county: null, state: '', known: '0' },
  ]
  expect(await places(world)).toEqual(marked)
  // People from before there were marks, and those whose ZIP was corrected.
  await world.db.updateTable('person').set({ zip_mark: null, county: null }).execute()
  expect(await places(world)).not.toEqual(marked)
  expect(await markPlaces(world.as.worker, world.keyring)).toBe(2)
  expect(await markPlaces(world.as.worker, world.keyring)).toBe(0)
  expect(await places(world)).toEqual(marked)
})
