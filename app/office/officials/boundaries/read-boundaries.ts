import type { Feature, MultiPolygon, Polygon, Position } from 'geojson'

/** An area from a file, with its properties. */
export interface Area {
  geometry: MultiPolygon
  properties: Properties
}

/** An area's properties, as text. */
export type Properties = Record<string, string>

/** Why a boundary file is refused; messages under `places.office.problems`. */
export type BoundaryProblem = 'broken' | 'no-areas' | 'not-wgs84' | 'too-big' | 'crosses' | 'outside' | 'too-many'

export type ReadAreas =
  | { outcome: 'read'; areas: Area[] }
  | { outcome: 'invalid'; problem: BoundaryProblem; which: string }

const mostAreas = 500
const mostCorners = 400_000
/** Checking whether a ring crosses itself takes time quadratic in its corners. */
const mostCornersOfRing = 12_000

/**
 * Reads the areas of one or more GeoJSON files: a collection, single features or bare geometries. Refuses invalid JSON,
 * files without areas, coordinates other than WGS 84 degrees (required by RFC 7946), and files too big to check.
 */
export function readAreas(texts: readonly string[]): ReadAreas {
  const areas: Area[] = []
  for (const text of texts) {
    const parsed = parseJson(text)
    if (parsed === undefined) return refuse('broken')
    if (hasOtherReference(parsed)) return refuse('not-wgs84')
    for (const feature of featuresOf(parsed)) {
      const geometry = polygonsOf(feature.geometry)
      if (geometry) areas.push({ geometry, properties: plainProperties(feature.properties) })
    }
  }
  if (areas.length === 0) return refuse('no-areas')
  if (areas.length > mostAreas) return refuse('too-many')
  const rings = areas.flatMap((area) => area.geometry.coordinates.flat())
  if (rings.some((ring) => ring.some(([lon, lat]) => !(Math.abs(lon!) <= 180 && Math.abs(lat!) <= 90))))
    return refuse('not-wgs84')
  if (
    rings.some((ring) => ring.length > mostCornersOfRing) ||
    rings.reduce((sum, ring) => sum + ring.length, 0) > mostCorners
  )
    return refuse('too-big')
  if (rings.some((ring) => ring.length < 4)) return refuse('broken')
  return { outcome: 'read', areas }
}

/** Properties that could name the areas: present on every area, with a different value on each. */
export function namingProperties(areas: readonly Properties[]): string[] {
  return Object.keys(areas[0] ?? {}).filter(
    (key) =>
      new Set(areas.map((area) => area[key]?.trim().toLowerCase())).size === areas.length &&
      areas.every((area) => area[key]?.trim()),
  )
}

/**
 * Guesses the naming property: one called district or ward first, shorter names before longer ones; never a
 * measurement, such as square feet.
 *
 * @param properties of every area
 */
export function guessName(keys: readonly string[], properties: readonly Properties[]): string | null {
  const isMeasure = (key: string) =>
    /area|length|perimeter|acres|sq_?mi|shape/i.test(key) ||
    properties.some((of) => /^-?\d+\.0*[1-9]\d*$|^\d{5,}/.test(of[key]!.trim()))
  const score = (key: string) =>
    /^(district|ward)$/i.test(key) ? 0 : /dist|ward|coun/i.test(key) ? 1 : /name|num|no$/i.test(key) ? 2 : 3
  return (
    keys.filter((key) => !isMeasure(key)).sort((one, two) => score(one) - score(two) || one.length - two.length)[0] ??
    null
  )
}

function refuse(problem: BoundaryProblem): ReadAreas {
  return { outcome: 'invalid', problem, which: '' }
}

/** @returns undefined when it is not JSON */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown
  } catch {
    return undefined
  }
}

/** Files in the original GeoJSON format (2008) may name another coordinate reference system. */
function hasOtherReference(parsed: unknown): boolean {
  const name = (parsed as { crs?: { properties?: { name?: unknown } } | null } | null)?.crs?.properties?.name
  return name !== undefined && !/CRS84|EPSG:+4326$/i.test(String(name))
}

function featuresOf(parsed: unknown): Pick<Feature, 'geometry' | 'properties'>[] {
  const thing = parsed as { type?: string; features?: unknown; geometry?: unknown } | null
  if (thing?.type === 'FeatureCollection' && Array.isArray(thing.features))
    return (thing.features as unknown[]).flatMap(featuresOf)
  if (thing?.type === 'Feature' && thing.geometry) return [thing as unknown as Feature]
  if (thing?.type === 'Polygon' || thing?.type === 'MultiPolygon')
    return [{ geometry: thing as unknown as Polygon, properties: {} }]
  return []
}

function polygonsOf(geometry: Feature['geometry']): MultiPolygon | null {
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return null
  const polygons: unknown = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  if (!isPolygons(polygons)) return null
  // Five decimals are about a meter. Altitude is dropped.
  return {
    type: 'MultiPolygon',
    coordinates: polygons.map((rings) => rings.map((ring) => ring.map(([lon, lat]) => [round(lon!), round(lat!)]))),
  }
}

function isPolygons(value: unknown): value is Position[][][] {
  const isList = (one: unknown): one is unknown[] => Array.isArray(one) && one.length > 0
  return (
    isList(value) &&
    value.every(
      (rings) =>
        isList(rings) &&
        rings.every(
          (ring) =>
            isList(ring) &&
            ring.every(
              (point) =>
                isList(point) &&
                point.length >= 2 &&
                point.slice(0, 2).every((part) => typeof part === 'number' && Number.isFinite(part)),
            ),
        ),
    )
  )
}

function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5
}

const longestProperty = 200
const mostProperties = 60

function plainProperties(properties: Feature['properties']): Properties {
  return Object.fromEntries(
    Object.entries(properties ?? {})
      .filter(
        ([key, value]) => key.length <= longestProperty && (typeof value === 'string' || typeof value === 'number'),
      )
      .slice(0, mostProperties)
      .map(([key, value]) => [key, String(value).slice(0, longestProperty)]),
  )
}
