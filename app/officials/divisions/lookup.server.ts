import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { DivisionKind } from '#db/schema-officials'
import { openAtlas } from '~/geography/atlas.server'
import { idPart, stateId } from '~/geography/division-id'

/** The part of a division that pages use. */
export interface Division {
  id: string
  kind: DivisionKind
  state: string | null
  name: string
  slug: string
  parentId: string | null
  timeZone: string | null
  countyIds: string[]
}

export interface CountyOfZip {
  id: string
  name: string
  slug: string
  state: string
  /** Share of the ZIP's homes (or addresses), 0 to 1; null when unknown. */
  share: number | null
}

/** What a ZIP says about where somebody lives. */
export interface ZipAnswer {
  zip: string
  /** The mailing city, which need not be the city whose council is responsible. */
  city: string
  state: string | null
  kind: 'standard' | 'military'
  timeZone: string | null
  /** Likeliest first; empty for military mail. */
  counties: CountyOfZip[]
}

/** The counties of a ZIP; null when the ZIP is unknown. */
export async function countiesOfZip(db: Db, zip: string): Promise<ZipAnswer | null> {
  const { rows } = await sql<ZipAnswer>`
    select zip, city, zip_code.state, zip_code.kind, zip_code.time_zone as "timeZone", coalesce(found.list, '[]') as counties
    from zip_code left join lateral (
      select json_agg(json_build_object('id', division.id, 'name', division.name, 'slug', division.slug, 'state', division.state, 'share', share) order by place) as list
      from unnest(counties, shares) with ordinality as county (id, share, place) join division using (id)
    ) as found on true
    where zip = ${zip}
  `.execute(db)
  return rows[0] ?? null
}

/** Half the side of the square (about 1 km wide) that a position rounded to two decimals may lie in; in degrees. */
const half = 0.005

/**
 * Possible counties for a position rounded to two decimals, likeliest first. Runs in memory; the position is neither
 * stored nor sent anywhere.
 */
export function countiesAt(lon: number, lat: number): Omit<CountyOfZip, 'share'>[] {
  const { countyAt: at } = openAtlas()
  const found = around(lon, lat)
    .map((point) => at(point))
    .filter((county) => county !== null)
  return [...new Map(found.map(({ id, name, slug, state }) => [id, { id, name, slug, state }])).values()]
}

/** The county at a point; null at sea and abroad. */
export function countyAt(lon: number, lat: number): Omit<CountyOfZip, 'share'> | null {
  const found = openAtlas().countyAt([lon, lat])
  return found && { id: found.id, name: found.name, slug: found.slug, state: found.state }
}

/** The center, then the four corners of the square that a rounded position may lie in. */
export function around(lon: number, lat: number): [number, number][] {
  return [
    [lon, lat],
    [lon - half, lat - half],
    [lon + half, lat - half],
    [lon - half, lat + half],
    [lon + half, lat + half],
  ]
}

const columns = [
  'id',
  'kind',
  'state',
  'name',
  'slug',
  'parent_id as parentId',
  'time_zone as timeZone',
  'county_ids as countyIds',
] as const

/** A division by the slug in its URL. */
export async function findDivision(db: Db, slug: string): Promise<Division | null> {
  return (await db.selectFrom('division').select(columns).where('slug', '=', slug).executeTakeFirst()) ?? null
}

/** Counties and their equivalents, ordered by name. @param state two letters */
export async function countiesOfState(db: Db, state: string): Promise<Division[]> {
  return db
    .selectFrom('division')
    .select(columns)
    .where('state', '=', state)
    .where('kind', '=', 'county')
    .orderBy('name')
    .execute()
}

/** Cities known to lie wholly or partly in a county. */
export async function placesOfCounty(db: Db, countyId: string): Promise<Division[]> {
  return db
    .selectFrom('division')
    .select(columns)
    .where('kind', '=', 'place')
    .where(sql<boolean>`county_ids @> array[${countyId}]::text[]`)
    .orderBy('name')
    .execute()
}

/** Every state and territory. The District of Columbia and Guam are one division each, not of kind `state`. */
export async function listStates(db: Db): Promise<{ slug: string; name: string }[]> {
  return db
    .selectFrom('division')
    .select(['slug', 'name'])
    .where((the) => the.or([the('kind', '=', 'state'), the('id', 'in', [stateId('DC'), stateId('GU')])]))
    .orderBy('name')
    .execute()
}

/** Finds a county as organizers type it: `Maricopa, AZ`, `Orleans Parish, LA`. Null when none or several match. */
export async function findCountyNamed(db: Db, typed: string): Promise<Division | null> {
  const line = typed.slice(0, 200).trim().replace(/\s+/g, ' ')
  const [, state = ''] = /\s([a-z]{2})$/i.exec(line) ?? []
  const wanted = idPart(line.slice(0, -3).replace(/,$/, ''))
  const counties = state ? await countiesOfState(db, state.toUpperCase()) : []
  const exact = counties.filter((county) => idPart(county.name) === wanted)
  const found = exact.length > 0 ? exact : counties.filter((county) => county.id.endsWith(`:${wanted}`))
  return found.length === 1 ? found[0]! : null
}

/** Names of counties with their state (`Maricopa County, AZ`), by id. */
export async function countyNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('division').select(['id', 'name', 'state']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name, state }) => [id, [name, state].filter(Boolean).join(', ')]))
}
