import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { districtOf } from '~/office/officials/boundaries/district'
import { districtsAt } from '~/officials/divisions/districts.server'
import { test, type World } from '../../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../../support/office'
import { sharedData } from '../../../support/shared-data'

const newYork = 'ocd-division/country:us/state:ny/place:new_york'
const route = officeRoute('office.places.$place.boundaries')

/** New York City lies in five counties. */
async function newYorkCity(world: World, hasCouncil = true): Promise<void> {
  const counties = await world.db
    .selectFrom('division')
    .select('id')
    .where('geoid', 'in', ['36005', '36047', '36061', '36081', '36085'])
    .execute()
  await world.db
    .insertInto('division')
    .values({
      id: newYork,
      kind: 'place',
      state: 'NY',
      parent_id: 'ocd-division/country:us/state:ny',
      geoid: '3651000',
      name: 'New York',
      slug: 'ny-new-york',
      time_zone: 'America/New_York',
      county_ids: counties.map(({ id }) => id),
    })
    .execute()
  if (hasCouncil)
    await world.db
      .insertInto('organization')
      .values({
        division_id: newYork,
        kind: 'city-council',
        name: 'New York City Council',
        external_id: null,
        time_zone: null,
        office_hours: null,
        hours_source_url: null,
        hours_checked_on: null,
        created_at: world.at,
      })
      .execute()
}

async function omar(world: World) {
  return (await organizer(world, 'organizer', await groupOf(world, 'network'))).token
}

const source = { source: 'https://example.org/lines', checked: '2026-11-01' }

async function upload(
  world: World,
  token: string,
  place: string,
  files: string[],
  fields: Record<string, string> = source,
) {
  const form = new FormData()
  form.set('intent', 'upload')
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  files.forEach((file, index) => form.append('files', new File([file], `${index}.geojson`)))
  const answer = await call(world, route.action!, { token, params: { place }, fields: form })
  return {
    status: answer.status,
    said: (answer.body as { form?: { errors: { said: string }[] } } | null)?.form?.errors[0]?.said ?? '',
  }
}

const confirm = (world: World, token: string, place: string, property: string) =>
  call(world, route.action!, { token, params: { place }, fields: { intent: 'confirm', property } })

const square = (west: number, south: number, size = 0.05, properties: object = { district: '1' }) => ({
  type: 'Feature',
  properties,
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [west + size, south],
        [west + size, south + size],
        [west, south + size],
        [west, south],
      ],
    ],
  },
})
const collection = (...features: object[]) => JSON.stringify({ type: 'FeatureCollection', features })

test('three districts of New York become three divisions with lines and a seat each, once, and a point finds its own', async ({
  world,
}) => {
  const files = ['1', '10', '11'].map((number) => sharedData(`nyc-council/district-${number}.geojson`))
  if (files.some((file) => !file)) return
  await newYorkCity(world)
  const token = await omar(world)
  const texts = files.map((file) => readFileSync(file!, 'utf8'))
  expect(await upload(world, token, 'ny-new-york', texts)).toEqual({ status: 303, said: '' })
  const { body } = await call(world, route.loader!, { token, params: { place: 'ny-new-york' } })
  expect(body).toMatchObject({ upload: { count: 3, chosen: 'district', names: ['1', '10', '11'] } })
  expect(
    (body as { upload: { map: { areas: { path: string }[] } } }).upload.map.areas.every(({ path }) =>
      path.startsWith('M'),
    ),
  ).toBe(true)
  for (let turn = 0; turn < 2; turn += 1) {
    if (turn > 0) await upload(world, token, 'ny-new-york', texts)
    expect((await confirm(world, token, 'ny-new-york', 'district')).location).toMatch(/made=3$/)
    const posts = await world.db
      .selectFrom('post')
      .innerJoin('division', 'division.id', 'division_id')
      .select(['district', 'division.slug', 'role'])
      .where('parent_id', '=', newYork)
      .orderBy('district')
      .execute()
    expect(posts).toEqual(
      ['1', '10', '11'].map((district) => ({
        district,
        slug: `ny-new-york-district-${district}`,
        role: 'council-member',
      })),
    )
  }
  // City Hall, to a kilometre.
  expect((await districtsAt(world.db, newYork, -74.01, 40.71)).map(({ slug }) => slug)).toEqual([
    'ny-new-york-district-1',
  ])
  expect(await districtsAt(world.db, newYork, -73.95, 40.65)).toEqual([])
  expect(
    await world.db.selectFrom('audit').select(['act', 'how_many']).where('act', '=', 'changed-boundaries').execute(),
  ).toHaveLength(2)
})

test('a seat that a list has brought in already is tied to its district, and keeps its holder', async ({ world }) => {
  await newYorkCity(world)
  const { id } = await world.db
    .selectFrom('organization')
    .select('id')
    .where('division_id', '=', newYork)
    .executeTakeFirstOrThrow()
  await world.db
    .insertInto('post')
    .values({
      organization_id: id,
      division_id: newYork,
      role: 'council-member',
      title: 'Council Member',
      district: '1',
      slug: 'ny-new-york-seat-1',
      external_id: null,
      created_at: world.at,
      retired_on: null,
    })
    .execute()
  const token = await omar(world)
  await upload(world, token, 'ny-new-york', [
    collection(square(-73.98, 40.65), square(-73.9, 40.65, 0.05, { district: '2' })),
  ])
  await confirm(world, token, 'ny-new-york', 'district')
  expect(
    await world.db
      .selectFrom('post')
      .select(['slug', 'division_id'])
      .where('organization_id', '=', id)
      .orderBy('slug')
      .execute(),
  ).toEqual([
    { slug: 'ny-new-york-council-member-council-district-2', division_id: `${newYork}/council_district:2` },
    { slug: 'ny-new-york-seat-1', division_id: `${newYork}/council_district:1` },
  ])
})

test('what is no map of this place is refused, each with what to do', async ({ world }) => {
  const token = await omar(world)
  const said = async (...texts: string[]) => (await upload(world, token, 'az-maricopa-county', texts)).said
  const phoenix = square(-112.1, 33.4)
  expect(await said('{"type": "FeatureColl')).toMatch(/as GeoJSON/)
  expect(await said('null')).toMatch(/no areas/)
  expect(
    await said(collection({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [-112, 33] } })),
  ).toMatch(/no areas/)
  expect(
    await said(
      JSON.stringify({
        type: 'FeatureCollection',
        crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::2223' } },
        features: [phoenix],
      }),
    ),
  ).toMatch(/EPSG:4326/)
  expect(await said(collection(square(651_000, 887_000, 500)))).toMatch(/EPSG:4326/)
  expect(await said(collection(phoenix, square(-118.25, 34.05)))).toMatch(/outside this place.*area 2/)
  expect(await said(collection(square(33.4, -112.1 / 2)))).toMatch(/outside/)
  const bow = {
    type: 'Feature',
    properties: {},
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [-112.1, 33.4],
          [-112, 33.5],
          [-112, 33.4],
          [-112.1, 33.51],
          [-112.1, 33.4],
        ],
      ],
    },
  }
  expect(await said(collection(bow))).toMatch(/crosses itself/)
  const fine = Array.from({ length: 13_000 }, (_, index) => [
    -112 + 0.05 * Math.cos(index / 2_069),
    33.4 + 0.05 * Math.sin(index / 2_069),
  ])
  expect(
    await said(
      collection({ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [[...fine, fine[0]]] } }),
    ),
  ).toMatch(/too fine/)
  expect(await said(collection(...Array.from({ length: 501 }, () => phoenix)))).toMatch(/More than 500/)
  expect(
    await said(
      collection({ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [['a', 'b']] } }),
    ),
  ).toMatch(/no areas/)
  expect(await said(collection(phoenix))).toBe('')
})

test('without a file, a source or a day nothing is taken; areas that nothing tells apart become nothing', async ({
  world,
}) => {
  const token = await omar(world)
  const phoenix = collection(square(-112.1, 33.4, 0.05, { kind: 'ward' }), square(-112, 33.4, 0.05, { kind: 'ward' }))
  expect((await upload(world, token, 'az-maricopa-county', [])).said).toMatch(/Choose a file/)
  expect(
    (await upload(world, token, 'az-maricopa-county', [phoenix], { ...source, source: 'the clerk' })).said,
  ).toMatch(/web address/)
  expect((await upload(world, token, 'az-maricopa-county', [phoenix], { ...source, checked: '' })).said).toMatch(/day/)
  expect((await upload(world, token, 'az-maricopa-county', [phoenix])).status).toBe(303)
  expect((await call(world, route.loader!, { token, params: { place: 'az-maricopa-county' } })).body).toMatchObject({
    upload: { properties: [], chosen: null },
  })
  expect((await confirm(world, token, 'az-maricopa-county', 'kind')).status).toBe(422)
  expect((await confirm(world, token, 'az-maricopa-county', '')).status).toBe(422)
  expect(
    (await call(world, route.action!, { token, params: { place: 'az-maricopa-county' }, fields: { intent: 'drop' } }))
      .status,
  ).toBe(303)
  expect(await world.db.selectFrom('boundary_upload').selectAll().execute()).toEqual([])
})

test('a file and a list that call one district by two words mean one district, and no area in square feet is taken for a name', async ({
  world,
}) => {
  await newYorkCity(world)
  const { id } = await world.db
    .selectFrom('organization')
    .select('id')
    .where('division_id', '=', newYork)
    .executeTakeFirstOrThrow()
  const post = {
    organization_id: id,
    division_id: newYork,
    role: 'council-member' as const,
    title: 'Council Member',
    external_id: null,
    created_at: world.at,
    retired_on: null,
  }
  await world.db
    .insertInto('post')
    .values([
      { ...post, district: '3', slug: 'seat-3' },
      { ...post, district: 'Ward 4', slug: 'seat-4' },
      { ...post, district: 'Precinct 5', slug: 'seat-5' },
    ])
    .execute()
  const token = await omar(world)
  const properties = [
    { SHAPE_AREA: 1859409182.2929688, LABEL: 'Commissioner District 3' },
    { SHAPE_AREA: 27.5, LABEL: '4' },
    { SHAPE_AREA: 28.5, LABEL: 'Ward 5' },
  ]
  await upload(world, token, 'ny-new-york', [
    collection(...properties.map((one, index) => square(-73.98 + index / 50, 40.65, 0.01, one))),
  ])
  expect((await call(world, route.loader!, { token, params: { place: 'ny-new-york' } })).body).toMatchObject({
    upload: { chosen: 'LABEL', names: ['3', '4', 'Ward 5'] },
  })
  await confirm(world, token, 'ny-new-york', 'LABEL')
  expect(
    await world.db
      .selectFrom('post')
      .select(['slug', 'division_id'])
      .where('organization_id', '=', id)
      .orderBy('slug')
      .execute(),
  ).toEqual([
    { slug: 'ny-new-york-council-member-ward-5', division_id: `${newYork}/ward:5` },
    { slug: 'seat-3', division_id: `${newYork}/council_district:3` },
    { slug: 'seat-4', division_id: `${newYork}/council_district:4` },
    { slug: 'seat-5', division_id: newYork },
  ])
})

test('where nothing but measures tells areas apart, nothing is guessed', async ({ world }) => {
  await newYorkCity(world)
  const token = await omar(world)
  await upload(world, token, 'ny-new-york', [
    collection(
      square(-73.98, 40.65, 0.01, { Shape__Area: 1859409182.2929688 }),
      square(-73.9, 40.65, 0.01, { Shape__Area: 12.5 }),
    ),
  ])
  expect((await call(world, route.loader!, { token, params: { place: 'ny-new-york' } })).body).toMatchObject({
    upload: { chosen: null },
  })
})

test('districts are called as the file calls them', () => {
  const place = { id: 'p', name: 'Ocotillo', slug: 'az-ocotillo' }
  expect(
    ['1', 'District 07', 'Ward 3', 'North Side', '12B', '4.0']
      .map((typed) => districtOf(place, typed))
      .map(({ id, district, slug }) => [id, district, slug]),
  ).toEqual([
    ['p/council_district:1', '1', 'az-ocotillo-district-1'],
    ['p/council_district:7', '7', 'az-ocotillo-district-7'],
    ['p/ward:3', 'Ward 3', 'az-ocotillo-district-ward-3'],
    ['p/council_district:north_side', 'North Side', 'az-ocotillo-district-north-side'],
    ['p/council_district:12b', '12B', 'az-ocotillo-district-12b'],
    ['p/council_district:4', '4', 'az-ocotillo-district-4'],
  ])
})
