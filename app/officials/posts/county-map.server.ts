import { createRequire } from 'node:module'
import { geoIdentity, geoMercator, geoPath } from 'd3-geo'
import type { Feature, FeatureCollection, Geometry } from 'geojson'
import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { stateByFips } from '~/geography/state-fips'
import { stateNames } from '~/geography/state-names'
import { type MapPart, partAround } from '~/geography/state-outlines'

const require = createRequire(import.meta.url)

/** SVG paths of a county map, in a view box of 975 × 610. */
export interface CountyMap {
  /** State borders. */
  states: string
  /** All highlighted counties, as one path. */
  marked: string
  /** The part of the map with their states; null: all of it. */
  part: MapPart | null
}

let atlas: { states: string; counties: Map<string, string> } | null = null

/** @param geoids five digits each; those not on the map are skipped */
export function countyMap(geoids: readonly (string | null)[]): CountyMap {
  atlas ??= readAtlas()
  return { states: atlas.states, marked: outlineOf(geoids), part: partWith(geoids) }
}

/** The part of the map with the states of these counties; null: all of it. */
export function partWith(geoids: readonly (string | null)[]): MapPart | null {
  return partAround(new Set(geoids.flatMap((geoid) => stateNames[stateByFips[geoid?.slice(0, 2) ?? ''] ?? ''] ?? [])))
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

/** The counties of one state, drawn as large as they fit. */
export interface StateMap {
  viewBox: string
  /** The outline of each county, by GEOID. */
  counties: ReadonlyMap<string, string>
}

const stateWidth = 600
const stateHeight = 520
const drawnStates = new Map<string, StateMap | null>()

/** @param fips the state's two digits @returns null for a place without counties on the map */
export function stateMap(fips: string): StateMap | null {
  const known = drawnStates.get(fips)
  if (known !== undefined) return known
  const drawn = drawState(fips)
  drawnStates.set(fips, drawn)
  return drawn
}

/** Territories are missing from the map of the country; they are drawn from their coordinates. */
function drawState(fips: string): StateMap | null {
  const flat = shapesOf('us-atlas/counties-albers-10m.json', fips)
  const shapes = flat.length > 0 ? flat : shapesOf('us-atlas/counties-10m.json', fips)
  if (shapes.length === 0) return null
  const all: FeatureCollection<Geometry> = { type: 'FeatureCollection', features: shapes }
  const projection = flat.length > 0 ? geoIdentity() : geoMercator()
  const draw = geoPath(projection.fitSize([stateWidth, stateHeight], all)).digits(0)
  const [[left, top], [right, bottom]] = draw.bounds(all)
  return {
    viewBox: [left - 2, top - 2, right - left + 4, bottom - top + 4].map(Math.round).join(' '),
    counties: new Map(shapes.map((shape) => [String(shape.id), draw(shape) ?? ''])),
  }
}

function shapesOf(file: string, fips: string): Feature<Geometry>[] {
  const topology = require(file) as Topology<{ counties: GeometryCollection }>
  const { counties } = topology.objects
  const own = counties.geometries.filter(({ id }) => String(id).startsWith(fips))
  const shapes = feature(topology, { ...counties, geometries: own }) as FeatureCollection<Geometry>
  return shapes.features.filter(({ geometry }) => geometry !== null)
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
