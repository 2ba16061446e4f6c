import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#db/client'
import { placeInSentence } from '~/geography/place-name'
import { stateNames } from '~/geography/state-names'
import { readZip } from '~/geography/zip'
import type { Bilingual } from '~/i18n/language'
import { countiesOfState, countiesOfZip } from '~/officials/divisions/lookup.server'
import type { PostRole } from '~/officials/posts/target'
import { cleanLine } from '~/ui/forms/text'
import type { PlaceAsked, PlaceChoice } from './place'
import type { Targeting } from './targeting'

/** Where somebody lives, as precisely as an action needs: division slugs, and the area for the tally. */
export interface Here {
  slugs: string[]
  /** First three digits of the ZIP, or ''. */
  area: string
}

const cityRoles: ReadonlySet<PostRole> = new Set(['council-member', 'mayor', 'police-chief'])

/**
 * Handles one answer about where somebody lives: returns the place, or what to ask next (the county when the ZIP spans
 * several, the city when a city decides). Typed values are not stored.
 */
export async function findPlace(
  db: Db,
  targeting: Extract<Targeting, { how: 'lookup' }>,
  fields: Record<string, string>,
): Promise<{ found: Here } | { ask: PlaceAsked }> {
  const area = z
    .string()
    .regex(/^\d{3}$/)
    .catch('')
    .parse(fields.area)
  if (fields.city) return { found: { slugs: await knownSlugs(db, [fields.county ?? '', fields.city]), area } }
  if (fields.county) return afterCounty(db, targeting, fields.county, area)
  if (fields.state && Object.hasOwn(stateNames, fields.state) && !fields.zip)
    return { ask: { for: 'county', why: 'state', choices: await countiesOfState(db, fields.state), area: '' } }
  if (fields.state === '' && !fields.zip) return { ask: { for: 'zip', problem: 'stateMissing' } }
  const typed = cleanLine(fields.zip ?? '').slice(0, 20)
  const zip = readZip(typed)
  if (!zip) return { ask: { for: 'zip', problem: 'postalCodeWrong', typed } }
  const answer = await countiesOfZip(db, zip)
  const counties = answer?.counties ?? []
  if (counties.length === 0)
    return { ask: { for: 'zip', problem: 'zipUnknown', typed, counties: await countiesNear(db, zip) } }
  if (counties.length > 1) return { ask: { for: 'county', why: 'zip', choices: counties, area: zip.slice(0, 3) } }
  return afterCounty(db, targeting, counties[0]!.slug, zip.slice(0, 3))
}

/** Counties of the state that ZIPs with this prefix lie in; empty when they span several states or are unknown. */
async function countiesNear(db: Db, zip: string): Promise<PlaceChoice[]> {
  const states = await db
    .selectFrom('zip_code')
    .select('state')
    .distinct()
    .where('zip', 'like', `${zip.slice(0, 3)}%`)
    .where('state', 'is not', null)
    .execute()
  return states.length === 1 ? countiesOfState(db, states[0]!.state!) : []
}

async function afterCounty(
  db: Db,
  { roles }: Extract<Targeting, { how: 'lookup' }>,
  county: string,
  area: string,
): Promise<{ found: Here } | { ask: PlaceAsked }> {
  const cities = await citiesWithPosts(db, [county], roles)
  if (cities.length > 0) return { ask: { for: 'city', county, choices: cities, area } }
  return { found: { slugs: await knownSlugs(db, [county]), area } }
}

/** Cities in these counties that have a post with one of the roles. Empty when no city office is among the roles. */
export async function citiesWithPosts(db: Db, counties: string[], roles: readonly PostRole[]): Promise<PlaceChoice[]> {
  if (!roles.some((role) => cityRoles.has(role))) return []
  const { rows } = await sql<PlaceChoice>`
    select city.slug, city.name from division as city
    where city.kind = 'place' and exists (select from division as county where county.slug = any(${counties}::text[]) and city.county_ids @> array[county.id]) and exists (select from post left join division as district on district.id = post.division_id and district.kind = 'district'
      where post.retired_on is null and post.role = any(${roles}::text[]) and city.id in (post.division_id, district.parent_id))
    order by city.name
  `.execute(db)
  return rows
}

async function knownSlugs(db: Db, slugs: string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('division')
    .select('slug')
    .where('slug', 'in', slugs)
    .where('kind', 'in', ['county', 'place'])
    .orderBy('kind')
    .execute()
  return rows.map(({ slug }) => slug)
}

/** The city somebody lives in, or else the county, as said in a sentence; null when the place is unknown. */
export async function readTown(db: Db, slugs: readonly string[]): Promise<Bilingual | null> {
  if (slugs.length === 0) return null
  const found = await db
    .selectFrom('division')
    .select(['name', 'kind'])
    .where('slug', 'in', slugs)
    .where('kind', 'in', ['county', 'place'])
    .orderBy('kind', 'desc')
    .executeTakeFirst()
  return found ? { en: placeInSentence('en', found), es: placeInSentence('es', found) } : null
}

/** OCD ids of divisions by slug. */
export async function divisionIds(db: Db, slugs: readonly string[]): Promise<string[]> {
  if (slugs.length === 0) return []
  const rows = await db.selectFrom('division').select('id').where('slug', 'in', slugs).execute()
  return rows.map(({ id }) => id)
}
