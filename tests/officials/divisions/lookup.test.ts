import { expect } from 'vitest'
import { districtsAt } from '~/officials/divisions/districts.server'
import { countiesAt, countiesOfState, countiesOfZip, findDivision } from '~/officials/divisions/lookup.server'
import { test } from '../../support/firme-test'

test('a ZIP leads to all its counties, the likeliest first', async ({ world }) => {
  expect(await countiesOfZip(world.db, '85001')).toMatchObject({
    city: 'Phoenix',
    state: 'AZ',
    kind: 'standard',
    timeZone: 'America/Phoenix',
    counties: [
      {
        id: 'ocd-division/country:us/state:az/county:maricopa',
        name: 'Maricopa County',
        slug: 'az-maricopa-county',
        share: null,
      },
    ],
  })
  expect((await countiesOfZip(world.db, '60011'))!.counties.map(({ name }) => name)).toEqual([
    'Lake County',
    'Cook County',
  ])
  expect(await countiesOfZip(world.db, '09007')).toMatchObject({ kind: 'military', counties: [] })
  expect(await countiesOfZip(world.db, '00000')).toBeNull()
})

test('the Navajo Nation keeps a time of its own inside Arizona', async ({ world }) => {
  expect((await countiesOfZip(world.db, '86515'))!.timeZone).toBe('America/Denver')
  expect((await findDivision(world.db, 'az-apache-county'))!.timeZone).toBe('America/Phoenix')
})

test('a rounded position near a county line leads to both counties, at sea to none', () => {
  expect(countiesAt(-112.07, 33.45).map(({ slug }) => slug)).toEqual(['az-maricopa-county'])
  expect(
    countiesAt(-84.35, 33.75)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['DeKalb County', 'Fulton County'])
  expect(countiesAt(-40, 30)).toEqual([])
})

test('a district is found by the point when its boundary is known', async ({ world }) => {
  const county = (await findDivision(world.db, 'az-maricopa-county'))!
  expect(await districtsAt(world.db, county.id, -112.07, 33.45)).toEqual([])
  const id = `${county.id}/council_district:1`
  await world.db
    .insertInto('division')
    .values({
      id,
      kind: 'district',
      state: 'AZ',
      parent_id: county.id,
      geoid: null,
      name: 'District 1',
      slug: 'az-maricopa-county-district-1',
      time_zone: null,
    })
    .execute()
  const square = {
    type: 'Polygon',
    coordinates: [
      [
        [-112.2, 33.3],
        [-112, 33.3],
        [-112, 33.6],
        [-112.2, 33.6],
        [-112.2, 33.3],
      ],
    ],
  }
  await world.db
    .insertInto('boundary')
    .values({
      division_id: id,
      geometry: JSON.stringify(square),
      source_url: 'https://example.org',
      checked_on: '2026-11-01',
      uploaded_by: null,
    })
    .execute()
  expect(await districtsAt(world.db, county.id, -112.07, 33.45)).toMatchObject([{ id, name: 'District 1' }])
  expect(await districtsAt(world.db, county.id, -111.5, 33.45)).toEqual([])
})

test('every state has its counties (Arizona two more, which are the demo’s)', async ({ world }) => {
  const counts = await Promise.all(
    ['AZ', 'TX', 'LA', 'PR', 'DC', 'GU', 'CT'].map((state) =>
      countiesOfState(world.db, state).then((list) => list.length),
    ),
  )
  expect(counts).toEqual([17, 254, 64, 78, 1, 1, 8])
})
