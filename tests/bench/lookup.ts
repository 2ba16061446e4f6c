// How long it takes to find a county, by ZIP and by point, and to draw all of them on the map. Bundled and run by run.mjs.
import { sql } from 'kysely'
import { openDatabase } from '#db/client'
import { onMap } from '~/campaigns/policies/by-county'
import { listPolicyKinds, policiesAsOf } from '~/campaigns/policies/policies.server'
import { translator } from '~/i18n/translator'
import { countiesOfZip, countyAt } from '~/officials/divisions/lookup.server'
import { countyPaths } from '~/officials/posts/county-map.server'
import { drawLocalityMap } from '~/web/localities/locality-map.server'

const { db } = openDatabase(process.argv[2] ?? '', 1)
const { rows } = await sql<{ zip: string }>`select zip from zip_code order by md5(zip) limit 2000`.execute(db)
const points = Array.from(
  { length: 20_000 },
  (_, index) => [-124 + 57 * ((index * 0.618034) % 1), 25 + 24 * ((index * 0.754878) % 1)] as const,
)

const opening = performance.now()
countyAt(-112.07, 33.45)
const opened = performance.now() - opening
const byZip = await timed(rows.length, async () => {
  for (const { zip } of rows) await countiesOfZip(db, zip)
})
const emptyTrip = await timed(2_000, async () => {
  for (let turn = 0; turn < 2_000; turn += 1) await sql`select 1`.execute(db)
})
const byPoint = await timed(points.length, async () => points.forEach(([lon, lat]) => countyAt(lon, lat)))
console.log(
  `finding a county: by ZIP ${byZip.toFixed(2)} ms with the database (an empty question takes ${emptyTrip.toFixed(2)} ms), by point ${(1_000 * byPoint).toFixed(1)} µs; its 3,231 boundaries are read once, in ${Math.round(opened)} ms (goal 1 ms a lookup)`,
)

// A map on which each county has decided something, against its outlines alone.
const day = new Date().toISOString().slice(0, 10)
const one = (await policiesAsOf(db, day)).find(({ place, standing }) => place.kind === 'county' && standing === 'yes')
if (!one) throw new Error('no county of the demo has a policy')
const outlines = countyPaths()
const kinds = await listPolicyKinds(db)
const everywhere = [...outlines.keys()].map((geoid) => ({ ...one, place: { ...one.place, geoid } }))
const draw = () => drawLocalityMap({ lang: 'es', t: translator('es'), map: onMap(everywhere), kinds })
const bare = () => Buffer.from(`<svg>${[...outlines.values()].map((path) => `<path d="${path}"/>`).join('')}</svg>`)
for (const warm of [draw, bare]) warm()
const drawing = await timed(20, async () => void Array.from({ length: 20 }, draw))
const joining = await timed(20, async () => void Array.from({ length: 20 }, bare))
console.log(
  `the map of ${outlines.size} counties is drawn in ${drawing.toFixed(1)} ms (goal 50), ${(drawing / joining).toFixed(1)} times its bare outlines`,
)
await db.destroy()

async function timed(count: number, work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return (performance.now() - startedAt) / count
}
