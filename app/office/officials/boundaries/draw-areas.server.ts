import { geoMercator, geoPath } from 'd3-geo'
import type { Feature, FeatureCollection, Geometry } from 'geojson'
import { openAtlas } from '~/geography/atlas.server'
import type { Area } from './read-boundaries'

/** A map of areas: the SVG path of each, and where its label goes. */
export interface AreaMap {
  width: number
  height: number
  /** Path of the counties they lie in. */
  around: string
  areas: { path: string; x: number; y: number }[]
}

const width = 640
const height = 480

/** @param countyIds counties to draw underneath */
export function drawAreas(areas: readonly Area[], countyIds: readonly string[]): AreaMap {
  const features = areas.map(
    ({ geometry }): Feature => ({ type: 'Feature', properties: {}, geometry: wound(geometry) }),
  )
  const counties = openAtlas().counties.features.filter(({ properties }) => countyIds.includes(properties.id))
  const collection: FeatureCollection = { type: 'FeatureCollection', features }
  const draw = geoPath(
    geoMercator().fitExtent(
      [
        [12, 12],
        [width - 12, height - 12],
      ],
      collection,
    ),
  ).digits(0)
  return {
    width,
    height,
    around: counties.map((county) => thinned(draw(county))).join(''),
    areas: features.map((feature) => {
      const [x, y] = draw.centroid(feature)
      return { path: thinned(draw(feature)), x: Math.round(x), y: Math.round(y) }
    }),
  }
}

/** Drops consecutive corners that round to the same pixel. */
function thinned(path: string | null): string {
  return path?.replace(/([ML])([-\d]+,[-\d]+)(?:L\2(?=[LZM]|$))+/g, '$1$2') ?? ''
}

/** Fixes ring order: d3 draws on a sphere, where an outer ring in the wrong direction means everything but the area. */
function wound(geometry: Area['geometry']): Geometry {
  const area = (ring: number[][]) =>
    ring.reduce(
      (sum, [x, y], index) =>
        sum + (ring[(index + 1) % ring.length]![0]! - x!) * (ring[(index + 1) % ring.length]![1]! + y!),
      0,
    )
  const turned = (ring: number[][], isHole: boolean) => (area(ring) > 0 === isHole ? [...ring].reverse() : ring)
  return {
    type: 'MultiPolygon',
    coordinates: geometry.coordinates.map((rings) => rings.map((ring, index) => turned(ring, index > 0))),
  }
}
