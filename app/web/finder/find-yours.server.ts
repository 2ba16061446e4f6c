import { sql } from 'kysely'
import type { Db } from '#db/client'
import { isMilitaryZip } from '~/geography/zip'
import { districtsAt } from '~/officials/divisions/districts.server'
import { type CountyOfZip, countiesAt, countiesOfZip } from '~/officials/divisions/lookup.server'
import { type OfficeLines, officeLines } from '~/officials/posts/office-lines'
import { officialsHere } from './officials-here.server'

/** A city that may be theirs. They must confirm it: the post office's city name proves nothing. */
interface MaybeCity {
  name: string
  slug: string
}

/** Where somebody lives, as far as a ZIP or a rounded point can tell, and how certain that is. */
export type Found =
  | { kind: 'military' }
  | { kind: 'unknown' }
  | { kind: 'nowhere' }
  | {
      kind: 'counties'
      /** Most likely first. */
      counties: Omit<CountyOfZip, 'share'>[]
      /** Whether the first county is certain enough to show its officials; otherwise people choose. */
      isLikely: boolean
      /** Offices of the first county; empty unless it is likely. */
      offices: OfficeLines[]
      maybeCities: MaybeCity[]
    }

/** Share of a ZIP's addresses (19 of 20) that a county needs before the others become footnotes. */
const likelyFrom = 0.95

/** What a ZIP leads to. */
export async function findByZip(db: Db, zip: string): Promise<Found> {
  const answer = await countiesOfZip(db, zip)
  if (answer?.kind === 'military' || isMilitaryZip(zip)) return { kind: 'military' }
  if (!answer || answer.counties.length === 0) return { kind: 'unknown' }
  const [first] = answer.counties
  const isLikely = answer.counties.length === 1 || (first!.share ?? 0) >= likelyFrom
  return {
    kind: 'counties',
    counties: answer.counties.map(withoutShare),
    isLikely,
    offices: isLikely ? officeLines(await officialsHere(db, first!.id)) : [],
    maybeCities: await citiesNamed(
      db,
      answer.city,
      answer.counties.map(({ id }) => id),
    ),
  }
}

/** What a point, rounded to two decimals, leads to. The point is not stored. */
export async function findByPoint(db: Db, lon: number, lat: number): Promise<Found> {
  const counties = countiesAt(lon, lat)
  const [first] = counties
  if (!first) return { kind: 'nowhere' }
  const isLikely = counties.length === 1
  const districts = isLikely ? await districtsAt(db, first.id, lon, lat) : []
  const cities = await citiesWithLines(
    db,
    counties.map(({ id }) => id),
  )
  const theirs = await Promise.all(
    cities.map(async ({ id, name, slug }) =>
      (await districtsAt(db, id, lon, lat)).length > 0 ? [{ name, slug }] : [],
    ),
  )
  return {
    kind: 'counties',
    counties,
    isLikely,
    offices: isLikely
      ? officeLines(await officialsHere(db, first.id, districts.length > 0 ? districts.map(({ id }) => id) : null))
      : [],
    maybeCities: theirs.flat(),
  }
}

function withoutShare({ id, name, slug, state }: CountyOfZip): Omit<CountyOfZip, 'share'> {
  return { id, name, slug, state }
}

/** Cities in these counties whose district boundaries are known. */
async function citiesWithLines(db: Db, countyIds: string[]): Promise<(MaybeCity & { id: string })[]> {
  return db
    .selectFrom('division')
    .select(['id', 'name', 'slug'])
    .where('kind', '=', 'place')
    .where(sql<boolean>`county_ids && ${countyIds}::text[]`)
    .where(
      sql<boolean>`exists (select from boundary join division as district on district.id = boundary.division_id where district.parent_id = division.id)`,
    )
    .execute()
}

/** Cities with the post office's name, in any of the ZIP's counties. */
async function citiesNamed(db: Db, name: string, countyIds: string[]): Promise<MaybeCity[]> {
  return db
    .selectFrom('division')
    .select(['name', 'slug'])
    .where('kind', '=', 'place')
    .where((the) => the.fn<string>('lower', ['name']), '=', name.toLowerCase())
    .where(sql<boolean>`county_ids && ${countyIds}::text[]`)
    .execute()
}
