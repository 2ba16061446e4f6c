import timeZoneAt from '@photostructure/tz-lookup'
import { geoCentroid } from 'd3-geo'
import { sql } from 'kysely'
import { openAtlas } from '~/geography/atlas.server'
import { countyAliases } from '~/geography/county'
import { countryId, slugPart, stateId } from '~/geography/division-id'
import { fipsOfState } from '~/geography/state-fips'
import { stateNames } from '~/geography/state-names'
import { territoryTimeZone } from '~/geography/state-of-zip'
import type { Db } from '../client'
import { readZips, type ZipRow } from './zips'

interface DivisionRow {
  id: string
  kind: 'country' | 'state' | 'county'
  state: string | null
  parent_id: string | null
  geoid: string | null
  name: string
  slug: string
  time_zone: string | null
}

/**
 * Inserts states, counties and ZIPs into a database that has none; every installation needs them, demo or not. Safe to
 * call from several processes at once. Cities are added later, with `firme places import`.
 *
 * @see readZips for the sources of the ZIPs
 */
export async function seedPlaces(db: Db): Promise<'seeded' | 'left alone'> {
  if (await db.selectFrom('zip_code').select('zip').limit(1).executeTakeFirst()) return 'left alone'
  const zips = readZips()
  const divisions = readDivisions(zips)
  return db.transaction().execute(async (trx) => {
    await sql`lock table division in exclusive mode`.execute(trx)
    if (await trx.selectFrom('zip_code').select('zip').limit(1).executeTakeFirst()) return 'left alone'
    await sql`
      insert into division (id, kind, state, parent_id, geoid, name, slug, time_zone)
      select id, kind, state, parent_id, geoid, name, slug, time_zone from json_populate_recordset(null::division, ${JSON.stringify(divisions)}) on conflict do nothing
    `.execute(trx)
    await sql`
      insert into division_alias (alias, division_id) select key, value from json_each_text(${JSON.stringify(countyAliases)}) on conflict do nothing
    `.execute(trx)
    // One array element per ZIP; within it, counties are separated by spaces, which no id contains.
    await sql`
      insert into zip_code (zip, city, state, kind, time_zone, counties)
      select zip, city, nullif(state, ''), kind, nullif(time_zone, ''), string_to_array(counties, ' ')
      from unnest(${zips.map(({ zip }) => zip)}::text[], ${zips.map(({ city }) => city)}::text[], ${zips.map(({ state }) => state ?? '')}::text[], ${zips.map(({ kind }) => kind)}::text[],
        ${zips.map((row) => row.time_zone ?? '')}::text[], ${zips.map(({ counties }) => counties.join(' '))}::text[]) as row (zip, city, state, kind, time_zone, counties)
    `.execute(trx)
    await sql`
      update zip_code set time_zone = division.time_zone from division where division.id = zip_code.counties[1] and zip_code.time_zone is null
    `.execute(trx)
    return 'seeded'
  })
}

function readDivisions(zips: ZipRow[]): DivisionRow[] {
  const zones = zonesByCounty(zips)
  const country: DivisionRow = {
    id: countryId,
    kind: 'country',
    state: null,
    parent_id: null,
    geoid: null,
    name: 'United States',
    slug: 'united-states',
    time_zone: null,
  }
  const counties = openAtlas().counties.features.map(({ properties, geometry }): DivisionRow => {
    const { id, geoid, state, name, slug } = properties
    const isWhole = id === stateId(state)
    return {
      id,
      kind: 'county',
      state,
      parent_id: isWhole ? countryId : stateId(state),
      geoid,
      name,
      slug,
      time_zone:
        state === 'AZ' ? 'America/Phoenix' : (territoryTimeZone[state] ?? zones.get(id) ?? zoneAtCentre(geometry)),
    }
  })
  const isCounty = new Set(counties.map(({ id }) => id))
  const states = Object.keys(stateNames).filter((state) => !isCounty.has(stateId(state)))
  return [country, ...states.map(stateRow), ...counties]
}

function stateRow(state: string): DivisionRow {
  return {
    id: stateId(state),
    kind: 'state',
    state,
    parent_id: countryId,
    geoid: fipsOfState[state]!,
    name: stateNames[state]!,
    slug: slugPart(stateNames[state]!),
    time_zone: null,
  }
}

/**
 * The time zone of most of a county's ZIPs. Arizona's counties all use Phoenix time, whatever the Navajo Nation within
 * them does: there a ZIP has its own zone.
 */
function zonesByCounty(zips: ZipRow[]): Map<string, string> {
  const counts = new Map<string, Map<string, number>>()
  for (const {
    counties: [county],
    time_zone: zone,
  } of zips) {
    if (!county || !zone) continue
    const ofCounty = counts.get(county) ?? new Map<string, number>()
    counts.set(county, ofCounty.set(zone, (ofCounty.get(zone) ?? 0) + 1))
  }
  return new Map([...counts].map(([county, zones]) => [county, [...zones].sort((one, two) => two[1] - one[1])[0]![0]]))
}

function zoneAtCentre(geometry: Parameters<typeof geoCentroid>[0]): string {
  const [lon, lat] = geoCentroid(geometry)
  return timeZoneAt(lat, lon)
}
