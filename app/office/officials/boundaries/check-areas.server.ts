import { kinks } from '@turf/kinks'
import type { MultiPolygon, Position } from 'geojson'
import whichPolygon from 'which-polygon'
import { openAtlas } from '~/geography/atlas.server'
import type { Area, BoundaryProblem } from './read-boundaries'

/** Sample points per side of the grid laid over an area. */
const grid = 14
/**
 * Least share of sample points inside. The county map is 1:10 million, so part of an area may seem to lie next door.
 */
const mostlyInside = 0.75

/**
 * Checks that no area's outline crosses itself and that every area lies where it should.
 *
 * Run this only in the file parser's child process: it compares every edge of a ring (up to 12,000) with every other.
 *
 * @param isAllowed whether areas may lie in this county
 * @returns null when all areas are fine, else the first problem and its area (from 1)
 */
export function checkAreas(
  areas: readonly Area[],
  isAllowed: (countyId: string, state: string) => boolean,
): { problem: BoundaryProblem; which: number } | null {
  for (const [index, { geometry }] of areas.entries()) {
    if (liesOutside(geometry, isAllowed)) return { problem: 'outside', which: index + 1 }
    if (geometry.coordinates.flat().some(crosses)) return { problem: 'crosses', which: index + 1 }
  }
  return null
}

/** A ring may touch itself at a corner, but not cross itself. */
function crosses(ring: Position[]): boolean {
  const corners = new Set(ring.map((point) => point.join()))
  return kinks({ type: 'Polygon', coordinates: [ring] }).features.some(
    ({ geometry }) => !corners.has(geometry.coordinates.map((part) => Math.round(part * 1e5) / 1e5).join()),
  )
}

/** There are no counties on water, so only points on land count; at least one must be allowed. */
function liesOutside(geometry: MultiPolygon, isAllowed: (countyId: string, state: string) => boolean): boolean {
  const { countyAt } = openAtlas()
  const found = pointsInside(geometry)
    .map((point) => countyAt(point))
    .filter((county) => county !== null)
  const inside = found.filter((county) => isAllowed(county.id, county.state))
  return inside.length === 0 || inside.length < mostlyInside * found.length
}

function pointsInside(geometry: MultiPolygon): [number, number][] {
  const isInside = whichPolygon<object>({
    type: 'FeatureCollection',
    features: [{ type: 'Feature', properties: {}, geometry }],
  })
  const corners = geometry.coordinates.flat(2)
  const [west, east] = extent(corners.map(([lon]) => lon!))
  const [south, north] = extent(corners.map(([, lat]) => lat!))
  const steps = Array.from({ length: grid }, (_, index) => (index + 0.5) / grid)
  const points = steps
    .flatMap((x) => steps.map((y): [number, number] => [west + x * (east - west), south + y * (north - south)]))
    .filter((point) => isInside(point))
  // A sliver may contain no grid point.
  return points.length > 0 ? points : corners.slice(0, 50).map(([lon, lat]) => [lon!, lat!])
}

function extent(values: readonly number[]): [number, number] {
  return values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [
    Infinity,
    -Infinity,
  ] as [number, number])
}
