import { geoPath } from 'd3-geo'
import type { FeatureCollection, Geometry } from 'geojson'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import states from 'us-atlas/states-albers-10m.json' with { type: 'json' }

const topology = states as unknown as Topology<{ states: GeometryCollection<{ name: string }> }>
const shapes = feature(topology, topology.objects.states) as FeatureCollection<Geometry, { name: string }>
const draw = geoPath(null)
const outlines = shapes.features.map((shape) => ({
  name: shape.properties.name,
  path: draw(shape)!.replace(/(\.\d)\d+/g, '$1'),
}))

/** Map of the United States, darker where more people signed. The table next to it has the numbers. */
export function StateMap({ label, counts }: { label: string; counts: ReadonlyMap<string, number> }) {
  const most = Math.max(1, ...counts.values())
  return (
    <svg className="chart map" viewBox="0 0 975 610" role="img" aria-label={label}>
      {outlines.map(({ name, path }) => {
        const count = counts.get(name) ?? 0
        return <path key={name} d={path} className="land" fillOpacity={count === 0 ? 0 : 0.2 + 0.8 * (count / most)} />
      })}
    </svg>
  )
}
