import { expect } from 'vitest'
import { petitionAsJson } from '~/actions/petitions/petition-json.server'
import { addToTallies } from '~/actions/petitions/signatures/tally.server'
import { slug, test, type World } from '../../support/firme-test'

/** Counts confirmed signatures from a place. */
async function counts(world: World, area: string, count: number): Promise<void> {
  const { id } = await world.db.selectFrom('petition').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()
  const one = {
    petitionId: id,
    day: '2026-11-24',
    hour: '2026-11-24T18',
    area,
    county: null,
    language: 'es' as const,
    source: 'web',
    isPrivate: false,
    channel: 'mail' as const,
  }
  await world.db.transaction().execute((trx) =>
    addToTallies(
      trx,
      Array.from({ length: count }, () => one),
      { received: 1, confirmed: 1 },
      world.at,
    ),
  )
}

async function published(world: World) {
  const found = await petitionAsJson(world.db, slug, 'en', 'https://firme.example.org', world.at)
  return {
    total: found!.json.signature_count,
    places: found!.json.signatures_by_place.map((one) => `${one.place} ${one.signature_count}`),
  }
}

test('the open data has the exact total, and places in steps of ten: one more signature does not show where it came from', async ({
  world,
}) => {
  await counts(world, '857', 13)
  await counts(world, '850', 11)
  await counts(world, '860', 9)
  expect(await published(world)).toEqual({ total: 33, places: ['850 10', '857 10'] })
  await counts(world, '850', 3)
  expect(await published(world)).toEqual({ total: 36, places: ['850 10', '857 10'] })
  await counts(world, '857', 7)
  await counts(world, '860', 1)
  expect(await published(world)).toEqual({ total: 44, places: ['857 20', '850 10', '860 10'] })
})
