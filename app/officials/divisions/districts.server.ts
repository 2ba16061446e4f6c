import type { MultiPolygon, Polygon } from 'geojson'
import { sql } from 'kysely'
import whichPolygon from 'which-polygon'
import type { Db } from '#db/client'
import { around } from './lookup.server'

export interface District {
  id: string
  name: string
  slug: string
}

interface Index {
  version: string
  query: ReturnType<typeof whichPolygon<District>>
}

const indexes = new Map<string, Index>()
const mostKept = 50

/**
 * Possible districts of a city or county for a position rounded to two decimals, likeliest first. Near a boundary there
 * may be several; none where no boundaries are stored.
 */
export async function districtsAt(db: Db, divisionId: string, lon: number, lat: number): Promise<District[]> {
  const index = await openIndex(db, divisionId)
  const found = around(lon, lat)
    .map((point) => index?.query(point) ?? null)
    .filter((district) => district !== null)
  return [...new Map(found.map((district) => [district.id, district])).values()]
}

/** Cached until a boundary changes: `xmin` differs for every version of a row. */
async function openIndex(db: Db, divisionId: string): Promise<Index | null> {
  const { rows } = await sql<{ version: string | null }>`
    select md5(string_agg(boundary.division_id || boundary.xmin::text, ',' order by boundary.division_id)) as version
    from boundary join division on division.id = boundary.division_id where division.parent_id = ${divisionId}
  `.execute(db)
  const version = rows[0]?.version
  if (!version) return null
  const kept = indexes.get(divisionId)
  if (kept?.version === version) return kept
  const boundaries = await db
    .selectFrom('boundary')
    .innerJoin('division', 'division.id', 'division_id')
    .select(['division.id', 'name', 'slug', 'geometry'])
    .where('parent_id', '=', divisionId)
    .execute()
  const features = boundaries.map(({ geometry, ...district }) => ({
    type: 'Feature' as const,
    properties: district,
    geometry: geometry as Polygon | MultiPolygon,
  }))
  const index = { version, query: whichPolygon<District>({ type: 'FeatureCollection', features }) }
  indexes.delete(divisionId)
  if (indexes.size >= mostKept) indexes.delete(indexes.keys().next().value!)
  indexes.set(divisionId, index)
  return index
}
