import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { DivisionKind } from '#db/schema-officials'
import { openAtlas } from '~/geography/atlas.server'
import { idPart, stateId } from '~/geography/division-id'

/** A division as pages need it. */
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
  /** Part of the ZIP's addresses, 0 to 1; null when nobody has told. */
  share: number | null
}

/** What a ZIP tells of where somebody lives. */
export interface ZipAnswer {
  zip: string
  /** Where mail is addressed to: not the city whose council decides. */
  city: string
  state: string | null
  kind: 'standard' | 'military'
  timeZone: string | null
  /** The likeliest first; none for military mail. */
  counties: CountyOfZip[]
}

/** Where a ZIP lies, or null for one that no list has. */
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

/** About a kilometre: the corners of the square that a rounded point stands for. */
const half = 0.005

/**
 * Counties in which somebody may be whose position was rounded to two decimals, the likeliest first. Runs in memory, and
 * neither keeps nor sends the point.
 */
export function countiesAt(lon: number, lat: number): Omit<CountyOfZip, 'share'>[] {
  const { countyAt: at } = openAtlas()
  const found = around(lon, lat)
    .map((point) => at(point))
    .filter((county) => county !== null)
  return [...new Map(found.map(({ id, name, slug, state }) => [id, { id, name, slug, state }])).values()]
}

/** The county of a point, or null at sea and abroad. */
export function countyAt(lon: number, lat: number): Omit<CountyOfZip, 'share'> | null {
  const found = openAtlas().countyAt([lon, lat])
  return found && { id: found.id, name: found.name, slug: found.slug, state: found.state }
}

/** The middle, then the four corners of what a rounded point stands for. */
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

/** A division by what stands in its address. */
export async function findDivision(db: Db, slug: string): Promise<Division | null> {
  return (await db.selectFrom('division').select(columns).where('slug', '=', slug).executeTakeFirst()) ?? null
}

/** Counties and their equivalents, by name. @param state two letters */
export async function countiesOfState(db: Db, state: string): Promise<Division[]> {
  return db
    .selectFrom('division')
    .select(columns)
    .where('state', '=', state)
    .where('kind', '=', 'county')
    .orderBy('name')
    .execute()
}

/** Cities that lie in a county, wholly or in part, as far as that is known. */
export async function placesOfCounty(db: Db, countyId: string): Promise<Division[]> {
  return db
    .selectFrom('division')
    .select(columns)
    .where('kind', '=', 'place')
    .where(sql<boolean>`county_ids @> array[${countyId}]::text[]`)
    .orderBy('name')
    .execute()
}

/** Every state and territory; of the District of Columbia and Guam the one division that they are. */
export async function listStates(db: Db): Promise<{ slug: string; name: string }[]> {
  return db
    .selectFrom('division')
    .select(['slug', 'name'])
    .where((the) => the.or([the('kind', '=', 'state'), the('id', 'in', [stateId('DC'), stateId('GU')])]))
    .orderBy('name')
    .execute()
}

/** A county as an organizer writes it, such as `Maricopa, AZ` or `Orleans Parish, LA`; null when none or several are called so. */
export async function findCountyNamed(db: Db, typed: string): Promise<Division | null> {
  const line = typed.slice(0, 200).trim().replace(/\s+/g, ' ')
  const [, state = ''] = /\s([a-z]{2})$/i.exec(line) ?? []
  const wanted = idPart(line.slice(0, -3).replace(/,$/, ''))
  const counties = state ? await countiesOfState(db, state.toUpperCase()) : []
  const exact = counties.filter((county) => idPart(county.name) === wanted)
  const found = exact.length > 0 ? exact : counties.filter((county) => county.id.endsWith(`:${wanted}`))
  return found.length === 1 ? found[0]! : null
}

/** Counties by id, as they are told apart: `Maricopa County, AZ`. */
export async function countyNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('division').select(['id', 'name', 'state']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name, state }) => [id, [name, state].filter(Boolean).join(', ')]))
}
