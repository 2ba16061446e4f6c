import { createRequire } from 'node:module'
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import whichPolygon from 'which-polygon'
import { type County, countyOf } from './county'

const require = createRequire(import.meta.url)

interface Atlas {
  counties: FeatureCollection<Polygon | MultiPolygon, County>
  countyAt: (point: [lon: number, lat: number]) => County | null
}

let atlas: Atlas | null = null

/** The Census' county boundaries (1:10 million) with a spatial index; loaded on first use, then cached. */
export function openAtlas(): Atlas {
  atlas ??= readAtlas()
  return atlas
}

function readAtlas(): Atlas {
  const topology = require('us-atlas/counties-10m.json') as Topology<{ counties: GeometryCollection<{ name: string }> }>
  const shapes = feature(topology, topology.objects.counties) as FeatureCollection<
    Polygon | MultiPolygon,
    { name: string }
  >
  const counties = {
    ...shapes,
    features: shapes.features.map((shape) => ({
      ...shape,
      properties: countyOf(String(shape.id), shape.properties.name),
    })),
  }
  const query = whichPolygon<County>(counties)
  return { counties, countyAt: (point) => query(point) }
}
