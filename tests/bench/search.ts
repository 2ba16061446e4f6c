// How long the search across the site takes with 50,000 entries. Bundled and run by run.mjs.
import { sql } from 'kysely'
import { openDatabase } from '#db/client'
import { indexPages } from '~/web/search/index-pages.server'
import { searchPages } from '~/web/search/search.server'

const { db } = openDatabase(process.argv[2] ?? '', 1)
const now = new Date()
const filling = performance.now()
const { written } = await indexPages(db, now)
const filled = performance.now() - filling
await sql`analyze search_entry`.execute(db)
const again = performance.now()
await indexPages(db, now)
const unchanged = performance.now() - again

// Words of the site itself, so that they are as common as they are there.
await sql`
  insert into search_entry (kind, thing_id, language, path, title, body, version)
  select (array['timeline', 'cases', 'documents', 'news', 'places'])[1 + n % 5], 'bench ' || n, entry.language, '/x',
    entry.title || ' ' || substr(md5(n::text), 1, 6), left(entry.body, 1500), '1'
  from generate_series(1, 25000) as n join lateral (
    select language, title, body from (
      select language, title, body, row_number() over (partition by language order by thing_id) as place, count(*) over (partition by language) as count from search_entry
    ) as entry where place = 1 + (n * 7) % count
  ) as entry on true
`.execute(db)
await sql`vacuum analyze search_entry`.execute(db)

const asked: [language: 'en' | 'es', q: string][] = [
  ['en', 'maricopa county'],
  ['es', 'condado de maricopa'],
  ['en', '"sheriff" -texas'],
  ['en', 'county'],
  ['en', 'maricpoa conty'],
  ['es', 'alguasil'],
  ['en', 'nothing says this at all'],
]
const times: string[] = []
for (const [language, q] of asked) {
  const search = { q, kind: null, page: 1 }
  await searchPages(db, language, search)
  const each: number[] = []
  for (let turn = 0; turn < 9; turn += 1) {
    const startedAt = performance.now()
    await searchPages(db, language, search)
    each.push(performance.now() - startedAt)
  }
  times.push(`“${q}” ${each.toSorted((one, two) => one - two)[4]!.toFixed(1)}`)
}
console.log(
  `searching 50,000 entries, ms: ${times.join(', ')} (goal 50); the index of ${written} entries is made in ${Math.round(filled)} ms and compared in ${Math.round(unchanged)} ms`,
)
await sql`delete from search_entry where thing_id like 'bench %'`.execute(db)
await db.destroy()
