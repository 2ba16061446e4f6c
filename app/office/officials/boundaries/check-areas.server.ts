import { kinks } from '@turf/kinks'
import type { MultiPolygon, Position } from 'geojson'
import whichPolygon from 'which-polygon'
import { openAtlas } from '~/geography/atlas.server'
import type { Area, BoundaryProblem } from './read-boundaries'

/** Points looked at inside one area, along each side of a grid. */
const grid = 14
/** County lines are drawn 1:10 million: so much of an area may seem to lie next door. */
const mostlyInside = 0.75

/**
 * Whether the lines cross themselves, and whether each area lies where it should.
 *
 * Only for the process that parses a file: of twelve thousand corners each line is compared with every other.
 *
 * @param isAllowed tells of a county's id whether the areas may lie in it
 * @returns null when all is well, else what is wrong with the first such area (counted from one)
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

/** Touching itself in a corner is allowed; passing over itself is not. */
function crosses(ring: Position[]): boolean {
  const corners = new Set(ring.map((point) => point.join()))
  return kinks({ type: 'Polygon', coordinates: [ring] }).features.some(
    ({ geometry }) => !corners.has(geometry.coordinates.map((part) => Math.round(part * 1e5) / 1e5).join()),
  )
}

/** Over water no county is known: only points on land count, and at least one must be. */
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
  // A sliver may fall between the points of the grid.
  return points.length > 0 ? points : corners.slice(0, 50).map(([lon, lat]) => [lon!, lat!])
}

function extent(values: readonly number[]): [number, number] {
  return values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [
    Infinity,
    -Infinity,
  ] as [number, number])
}
