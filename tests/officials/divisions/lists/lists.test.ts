import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { importHud } from '~/officials/divisions/lists/import-hud.server'
import { importPlaces } from '~/officials/divisions/lists/import-places.server'
import { type FileTable, readTable } from '~/officials/divisions/lists/read-table.server'
import { countiesOfZip, placesOfCounty } from '~/officials/divisions/lookup.server'
import { test } from '../../../support/firme-test'
import { sharedData } from '../../../support/shared-data'
import { testParser } from '../../../support/uploads'
import { workbook } from '../../../support/workbook'

async function table(content: string | Buffer, name = 'list.csv'): Promise<FileTable> {
  const folder = await mkdtemp(path.join(tmpdir(), 'firme-list-'))
  await writeFile(path.join(folder, name), content)
  const read = await readTable(testParser, path.join(folder, name))
  await rm(folder, { recursive: true })
  return read
}

test('HUD’s crosswalk gives a ZIP its counties in order, with shares; homes count, and addresses where nobody lives', async ({
  world,
}) => {
  const list = await table(
    'ZIP,COUNTY,RES_RATIO,BUS_RATIO,OTH_RATIO,TOT_RATIO\n60011,17097,0.31,0,0,0.4\n60011,17031,0.69,0,0,0.6\n85001,04013,0,1,0,1\n1001,25013,1,1,1,1\n',
  )
  expect(await importHud(world.db, list)).toEqual({ zips: 3, problems: [], regions: 0 })
  expect(
    (await countiesOfZip(world.db, '60011'))!.counties.map(({ name, share }) => [name, Math.round(100 * share!)]),
  ).toEqual([
    ['Cook County', 69],
    ['Lake County', 31],
  ])
  expect((await countiesOfZip(world.db, '85001'))!.counties).toMatchObject([{ name: 'Maricopa County', share: 1 }])
  expect((await countiesOfZip(world.db, '01001'))!.counties).toMatchObject([{ name: 'Hampden County', share: 1 }])
})

test('HUD’s crosswalk comes in as the workbook that HUD gives out, though a spreadsheet has eaten the zeros', async ({
  world,
}) => {
  const list = await table(
    workbook([
      [
        'ZIP',
        'COUNTY',
        'USPS_ZIP_PREF_CITY',
        'USPS_ZIP_PREF_STATE',
        'RES_RATIO',
        'BUS_RATIO',
        'OTH_RATIO',
        'TOT_RATIO',
      ],
      ['60011', '17097', 'BARRINGTON', 'IL', 0.31, 0, 0, 0.4],
      ['60011', '17031', 'BARRINGTON', 'IL', 0.69, 0, 0, 0.6],
      [1001, 25013, 'AGAWAM', 'MA', 1, 1, 1, 1],
    ]),
    'ZIP_COUNTY.xlsx',
  )
  expect(await importHud(world.db, list)).toEqual({ zips: 2, problems: [], regions: 0 })
  expect(
    (await countiesOfZip(world.db, '60011'))!.counties.map(({ name, share }) => [name, Math.round(100 * share!)]),
  ).toEqual([
    ['Cook County', 69],
    ['Lake County', 31],
  ])
  expect((await countiesOfZip(world.db, '01001'))!.counties).toMatchObject([{ name: 'Hampden County', share: 1 }])
})

test('other quarters’ headings, renumbered counties and a ZIP that is new are understood; what is wrong is said by line', async ({
  world,
}) => {
  const list = await table(
    '\uFEFFzip,geoid,usps_zip_pref_city,usps_zip_pref_state,res_ratio,tot_ratio\r\n57770,46113,PINE RIDGE,SD,1,1\r\n99998,04013,NEWTOWN,AZ,0.9,0.9\r\n06001,09110,AVON,CT,1,1\r\nabc,04013,X,AZ,1,1\r\n85002,99999,X,AZ,1,1\r\n85003,04013,X,AZ,1.7,1\r\n09007,04013,X,AE,1,1\r\n',
  )
  expect(await importHud(world.db, list)).toEqual({
    zips: 2,
    regions: 1,
    problems: [
      { line: 5, why: 'abc is no ZIP' },
      { line: 6, why: 'there is no county 99999' },
      { line: 7, why: 'a share must be between 0 and 1' },
      { line: 8, why: '09007 is military mail and lies in no county' },
    ],
  })
  expect((await countiesOfZip(world.db, '57770'))!.counties).toMatchObject([{ name: 'Oglala Lakota County', share: 1 }])
  expect(await countiesOfZip(world.db, '99998')).toMatchObject({
    city: 'Newtown',
    state: 'AZ',
    timeZone: 'America/Phoenix',
  })
  expect((await countiesOfZip(world.db, '06001'))!.counties).toMatchObject([{ name: 'Hartford County', share: null }])
  await expect(importHud(world.db, await table('a,b\n1,2\n'))).rejects.toThrow('ZIP, COUNTY and RES_RATIO')
})

test('cities and towns of the official list come in once, with the counties that are known', async ({ world }) => {
  const file = sharedData('ocd-census-places.csv.gz')
  if (!file) return
  const whole = await readTable(testParser, file)
  const list = { ...whole, rows: whole.rows.filter(({ cells: [id] }) => /state:(az|ct|ny|va)\//.test(id!)) }
  // Virginia's 38 independent cities are counties, and there already.
  expect(await importPlaces(world.db, list)).toEqual({ added: 2_001, known: 38, problems: [] })
  expect(await importPlaces(world.db, list)).toEqual({ added: 0, known: 2_039, problems: [] })
  const bySlug = (slug: string) =>
    world.db.selectFrom('division').select(['name', 'county_ids']).where('slug', '=', slug).executeTakeFirst()
  expect(await bySlug('az-phoenix')).toEqual({
    name: 'Phoenix',
    county_ids: ['ocd-division/country:us/state:az/county:maricopa'],
  })
  expect((await bySlug('ny-new-york'))!.county_ids).toHaveLength(5)
  expect((await bySlug('ct-andover'))!.county_ids).toEqual(['ocd-division/country:us/state:ct/county:tolland'])
  expect(
    (await placesOfCounty(world.db, 'ocd-division/country:us/state:ny/county:kings')).map(({ name }) => name),
  ).toContain('New York')
  const homeless = await world.db
    .selectFrom('division')
    .select('name')
    .where('kind', '=', 'place')
    .where('state', '=', 'AZ')
    .where(sql<boolean>`county_ids = '{}'`)
    .execute()
  // Towns whose mail is addressed to a neighbour: their counties stay unknown, rather than guessed.
  expect(homeless.map(({ name }) => name).sort()).toEqual([
    'Dewey-Humboldt',
    'Guadalupe',
    'Oro Valley',
    'Pinetop-Lakeside',
    'South Tucson',
    'Star Valley',
    'Tusayan',
  ])
})

test('a list that is packed, or has lines of nonsense, brings in what is good', async ({ world }) => {
  const list = await table(
    gzipSync(
      'id,name,census_geoid\nocd-division/country:us/state:az/place:tucson,Tucson city,place-0477000\nocd-division/country:us/state:az/place:nowhere,Nowhere,place-12\nocd-division/country:us/state:ca/place:mesa,Mesa city,place-0446000\nocd-division/country:us/state:az/county:pima,Pima County,place-04019\n',
    ),
    'list.csv.gz',
  )
  expect(await importPlaces(world.db, list)).toMatchObject({ added: 1, known: 0, problems: [{ line: 3 }, { line: 4 }] })
})
