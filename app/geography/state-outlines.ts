import { geoPath } from 'd3-geo'
import type { FeatureCollection, Geometry } from 'geojson'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import states from 'us-atlas/states-albers-10m.json' with { type: 'json' }

const topology = states as unknown as Topology<{ states: GeometryCollection<{ name: string }> }>
const shapes = feature(topology, topology.objects.states) as FeatureCollection<Geometry, { name: string }>
const draw = geoPath(null)

/** Size of the map of the country. */
export const wholeMap = { width: 975, height: 610 }

/** A state on the map of the country. */
export interface StateOutline {
  name: string
  /** SVG path. */
  path: string
  /** Where its label goes. */
  x: number
  y: number
}

/** Every state, by its name in English. */
export const stateOutlines: readonly StateOutline[] = shapes.features.map((shape) => {
  const [x, y] = draw.centroid(shape)
  return {
    name: shape.properties.name,
    path: draw(shape)!.replace(/(\.\d)\d+/g, '$1'),
    x: Math.round(x),
    y: Math.round(y),
  }
})

/** A part of the map of the country, in its units. */
export interface MapPart {
  left: number
  top: number
  width: number
  height: number
}

const margin = 0.08
/** So that a small state does not fill the map without its neighbors. */
const leastWidth = 130
/** What is nearly the whole country is drawn as the whole country. */
const mostWidth = 800

/**
 * The part of the map around some states, in the shape of the whole map.
 *
 * @param names in English
 * @returns null when none of them is on the map, or when it would be nearly all of it
 */
export function partAround(names: ReadonlySet<string>): MapPart | null {
  const features = shapes.features.filter(({ properties }) => names.has(properties.name))
  if (features.length === 0) return null
  const [[left, top], [right, bottom]] = draw.bounds({ type: 'FeatureCollection', features })
  const shape = wholeMap.width / wholeMap.height
  const width = Math.max(leastWidth, (right - left) * (1 + 2 * margin), (bottom - top) * (1 + 2 * margin) * shape)
  if (width > mostWidth) return null
  const height = width / shape
  return {
    left: Math.round((left + right - width) / 2),
    top: Math.round((top + bottom - height) / 2),
    width: Math.round(width),
    height: Math.round(height),
  }
}
