// How fast the worker checks a list of officials and brings it in: a sheriff for every county, and ten supervisors. Bundled and run by run.mjs.
import path from 'node:path'
import { openDatabase } from '#db/client'
import { openFileParser } from '~/channels/uploads/file-parser.server'
import { fileInMemory } from '~/channels/uploads/uploaded-file.server'
import { takeInList } from '~/office/lists/take-in-list.server'
import { beginRoster } from '~/office/officials/rosters/begin-roster'
import { rosterOptions } from '~/office/officials/rosters/lines/understood-row'

const [databaseUrl = ''] = process.argv.slice(2)
const { db } = openDatabase(databaseUrl, 2)
const now = new Date()
const by = '00000000-0000-4000-8000-00000000be0d'
await db
  .insertInto('organizer')
  .values({
    id: by,
    email_index: Buffer.from(by),
    sealed: Buffer.alloc(0),
    language: 'en',
    password_hash: null,
    sealed_totp: null,
    created_at: now,
    removed_at: now,
  })
  .onConflict((conflict) => conflict.doNothing())
  .execute()

const counties = await db
  .selectFrom('division')
  .select(['name', 'state'])
  .where('kind', '=', 'county')
  .where('geoid', 'is not', null)
  .execute()
const posts = ['Sheriff,', ...Array.from({ length: 10 }, (_, index) => `Supervisor,${index + 1}`)]
const lines = counties.flatMap(({ name, state }, at) =>
  posts.map(
    (post, index) => `Person ${at}x${index}y,${post},"${name}",${state},602-555-01${String(index).padStart(2, '0')}`,
  ),
)
const bytes = Buffer.from(['Name,Role,District,County,State,Phone', ...lines].join('\n'))

const parser = openFileParser(path.resolve('build', 'roles', 'parse-file.js'))
const taken = await takeInList(
  { db, now, organizer: { id: by, name: '', email: '' }, parser, request: new Request('http://localhost') },
  [fileInMemory(bytes, { name: 'bench.csv' })],
  {
    kind: 'roster',
    begin: (head) =>
      beginRoster(head, rosterOptions.parse({ sourceUrl: 'https://example.org', checkedOn: '2026-01-01' })),
  },
)
if (taken.outcome !== 'taken') throw new Error(taken.outcome)
const checked = await timed(taken.id, 'checking', 'checked')
const written = await timed(taken.id, 'running', 'done')
console.log(`a list of ${lines.length} officials, by the worker: checked ${checked}/s, brought in ${written}/s`)
await db.destroy()

async function timed(id: string, from: 'checking' | 'running', to: 'checked' | 'done'): Promise<number> {
  await db.updateTable('roster_import').set({ state: from }).where('id', '=', id).execute()
  const startedAt = performance.now()
  for (let state = ''; state !== to; await new Promise((resolve) => setTimeout(resolve, 50)))
    state = (await db.selectFrom('roster_import').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state
  return Math.round(lines.length / ((performance.now() - startedAt) / 1_000))
}
