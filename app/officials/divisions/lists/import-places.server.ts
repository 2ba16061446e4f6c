import { sql } from 'kysely'
import type { Db } from '#db/client'
import { slugPart, stateId } from '~/geography/division-id'
import { stateByFips } from '~/geography/state-fips'
import type { FileTable } from './read-table.server'

export interface PlacesReport {
  added: number
  /** Already in the database, as a place or as an independent city that is also a county. */
  known: number
  problems: PlaceProblem[]
}

/** A line that names no place. `id`: its id is no place's, or it has no name; `geoid`: no place of its state has its number. */
interface PlaceProblem {
  line: number
  reason: 'id' | 'geoid'
  /** What the line says; '' for nothing. */
  text: string
}

/** The list lacks columns that it must have. */
export class ColumnsMissing extends Error {
  constructor() {
    super('The list needs the columns id, name and census_geoid.')
  }
}

interface PlaceRow {
  id: string
  state: string
  geoid: string
  name: string
  slug: string
  /** GEOIDs of the counties that follow from the place's own GEOID; empty for cities, except New York. */
  counties: string[]
}

/** The suffix that the Census adds to a name. */
const ending =
  / (?:city and borough|charter township|unified government|metro(?:politan)? government|consolidated government|city|town|village|borough|township|municipality|plantation|corporation)(?: \(balance\))?$/
/** The only city that consists of several whole counties. */
const newYorkCity = { geoid: '3651000', counties: ['36005', '36047', '36061', '36081', '36085'] }

/**
 * Imports cities, towns and townships from the official list of Open Civic Data ids, so that their councils can be
 * imported. A town's GEOID contains its county. A city gets the main county of each ZIP whose mailing city has its name
 * and state; if there is no such ZIP, city and county pages do not link to each other.
 *
 * @throws ColumnsMissing
 * @see https://github.com/opencivicdata/ocd-division-ids
 */
export async function importPlaces(db: Db, { headings, rows }: FileTable): Promise<PlacesReport> {
  const [idAt, nameAt, geoidAt] = ['id', 'name', 'census_geoid'].map((name) => headings.indexOf(name)) as [
    number,
    number,
    number,
  ]
  if (idAt < 0 || nameAt < 0 || geoidAt < 0) throw new ColumnsMissing()
  const report: PlacesReport = { added: 0, known: 0, problems: [] }
  const slugs = new Set((await db.selectFrom('division').select('slug').execute()).map(({ slug }) => slug))
  const known = new Set((await db.selectFrom('division').select('id').execute()).map(({ id }) => id))
  const places: PlaceRow[] = []
  for (const { line, cells } of rows) {
    const id = cells[idAt]!.normalize('NFC')
    const geoid = /(?<!\d)\d+$/.exec(cells[geoidAt] ?? '')?.[0] ?? ''
    if (!/\/place:[^/]+$/.test(id)) continue
    const state = stateByFips[geoid.slice(0, 2)]
    if (
      !/^ocd-division\/country:us\/(state|territory):[a-z]{2}\/(county:[^/]+\/|parish:[^/]+\/)?place:[^/]+$/.test(id) ||
      !cells[nameAt]
    )
      report.problems.push({ line, reason: 'id', text: id })
    else if (!state || !/^(\d{7}|\d{10})$/.test(geoid) || !id.startsWith(`${stateId(state)}/`))
      report.problems.push({ line, reason: 'geoid', text: cells[geoidAt] ?? '' })
    else if (known.has(id)) report.known += 1
    else {
      known.add(id)
      const name = cells[nameAt]!.replace(ending, '')
      places.push({
        id,
        state,
        geoid,
        name,
        slug: freeSlug(slugs, state, name, geoid),
        counties: geoid === newYorkCity.geoid ? newYorkCity.counties : geoid.length === 10 ? [geoid.slice(0, 5)] : [],
      })
    }
  }
  if (places.length > 0) await keep(db, places)
  report.added = places.length
  return report
}

/** State and name if that slug is free, otherwise with the GEOID, which never changes. */
function freeSlug(slugs: Set<string>, state: string, name: string, geoid: string): string {
  const plain = `${state.toLowerCase()}-${slugPart(name)}`
  const slug = slugs.has(plain) || plain.endsWith('-') ? `${plain}-${geoid}`.replace('--', '-') : plain
  slugs.add(slug)
  return slug
}

async function keep(db: Db, places: PlaceRow[]): Promise<void> {
  const counties = await db
    .selectFrom('division')
    .select(['id', 'geoid', 'time_zone'])
    .where('kind', '=', 'county')
    .where('geoid', 'is not', null)
    .execute()
  const byGeoid = new Map(counties.map(({ id, geoid }) => [geoid, id]))
  const zones = new Map(counties.map((county) => [county.id, county.time_zone]))
  const mail = await sql<{ city: string; ids: string[] }>`
    select state || ' ' || lower(city) as city, array_agg(distinct counties[1]) as ids from zip_code where kind = 'standard' group by 1
  `.execute(db)
  // "Saint X" and "St X" are one city.
  const byMail = new Map<string, string[]>()
  for (const { city, ids } of mail.rows)
    byMail.set(plainName(city), [...new Set([...(byMail.get(plainName(city)) ?? []), ...ids])])
  const rows = places.map((place) => {
    const known = place.counties.flatMap((geoid) => byGeoid.get(geoid) ?? [])
    const ids = known.length > 0 ? known : (byMail.get(plainName(`${place.state} ${place.name}`)) ?? [])
    return { ...place, counties: ids, parent: stateId(place.state), zone: zones.get(ids[0] ?? '') ?? null }
  })
  await sql`
    insert into division (id, kind, state, parent_id, geoid, name, slug, time_zone, county_ids)
    select id, 'place', state, parent, geoid, name, slug, zone, counties
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one (id text, state text, parent text, geoid text, name text, slug text, zone text, counties text[])
    on conflict do nothing
  `.execute(db)
}

/** For matching USPS names with Census names: USPS writes “Saint”, the Census “St.” */
function plainName(name: string): string {
  return slugPart(name).replace(/(^|-)saint(?=-)/g, '$1st')
}
