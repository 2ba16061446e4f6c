import { createRequire } from 'node:module'
import { geoPath } from 'd3-geo'
import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'

const require = createRequire(import.meta.url)

type Counties = Topology<{ counties: GeometryCollection; states: GeometryCollection }>

let drawn: { counties: Map<string, string>; borders: string } | null = null

/** SVG paths in the Albers projection: the given counties, and all state borders as one path. */
export function countyPaths(geoids: readonly string[]): { counties: [geoid: string, path: string][]; borders: string } {
  drawn ??= drawAll()
  const { counties, borders } = drawn
  return {
    counties: geoids.flatMap((geoid) =>
      counties.has(geoid) ? [[geoid, counties.get(geoid)!] as [string, string]] : [],
    ),
    borders,
  }
}

function drawAll() {
  const topology = require('us-atlas/counties-albers-10m.json') as Counties
  const draw = geoPath(null)
  const short = (path: string | null) => (path ?? '').replace(/(\.\d)\d+/g, '$1')
  const shapes = feature(topology, topology.objects.counties).features
  return {
    counties: new Map(shapes.map((shape) => [String(shape.id), short(draw(shape))])),
    borders: short(draw(mesh(topology, topology.objects.states))),
  }
}
