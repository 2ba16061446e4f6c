import { createRequire } from 'node:module'
import { geoPath } from 'd3-geo'
import type { FeatureCollection, Geometry } from 'geojson'
import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'

const require = createRequire(import.meta.url)

/** SVG paths of a county map, in a view box of 975 × 610. */
export interface CountyMap {
  /** State borders. */
  states: string
  /** All highlighted counties, as one path. */
  marked: string
}

let atlas: { states: string; counties: Map<string, string> } | null = null

/** @param geoids five digits each; those not on the map are skipped */
export function countyMap(geoids: readonly (string | null)[]): CountyMap {
  atlas ??= readAtlas()
  return { states: atlas.states, marked: outlineOf(geoids) }
}

/** Counties as one path. */
export function outlineOf(geoids: readonly (string | null)[]): string {
  const counties = countyPaths()
  return geoids.map((geoid) => (geoid ? (counties.get(geoid) ?? '') : '')).join('')
}

/** The outline of each county, by GEOID. */
export function countyPaths(): ReadonlyMap<string, string> {
  atlas ??= readAtlas()
  return atlas.counties
}

function readAtlas() {
  const topology = require('us-atlas/counties-albers-10m.json') as Topology<{
    counties: GeometryCollection
    states: GeometryCollection
  }>
  const draw = geoPath(null).digits(0)
  const shapes = feature(topology, topology.objects.counties) as FeatureCollection<Geometry>
  return {
    states: draw(mesh(topology, topology.objects.states)) ?? '',
    counties: new Map(shapes.features.map((shape) => [String(shape.id), draw(shape) ?? ''])),
  }
}
