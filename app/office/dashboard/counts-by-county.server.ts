import type { Db } from '#db/client'
import { countyPaths } from '~/officials/posts/county-map.server'
import type { Slice } from './rollups.server'

/** Confirmed signatures in one county, and its outline as an SVG path ('' when it is not on the map). */
export interface CountyCount {
  name: string
  /** Two letters; '' when unknown. */
  state: string
  confirmed: number
  path: string
}

const mostShown = 400

/** Confirmed signatures by county, most first. @param slices keyed by Open Civic Data id */
export async function countsByCounty(db: Db, slices: readonly Slice[]): Promise<CountyCount[]> {
  const counted = slices.filter(({ confirmed }) => confirmed > 0).slice(0, mostShown)
  if (counted.length === 0) return []
  const divisions = await db
    .selectFrom('division')
    .select(['id', 'name', 'state', 'geoid'])
    .where(
      'id',
      'in',
      counted.map(({ key }) => key),
    )
    .execute()
  const byId = new Map(divisions.map((one) => [one.id, one]))
  const outlines = countyPaths()
  return counted.map(({ key, confirmed }) => {
    const county = byId.get(key)
    return {
      name: county ? [county.name, county.state].filter(Boolean).join(', ') : key,
      state: county?.state ?? '',
      confirmed,
      path: outlines.get(county?.geoid ?? '') ?? '',
    }
  })
}
