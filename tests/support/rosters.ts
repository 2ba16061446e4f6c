import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Db } from '#db/client'
import { workOnRosters } from '~/office/officials/rosters/run-roster.server'
import type { World } from './firme-test'
import { call, officeRoute } from './office'
import { reviewedFields } from './reviewed'
import { sharedBytes } from './shared-data'

/** A list to import, as an organizer provides it. */
export interface List {
  files?: { name: string; bytes: string | Uint8Array }[]
  pasted?: string
  options?: Record<string, string>
}

const source = { sourceUrl: 'https://lists.example.org/officials', checkedOn: '2026-11-20' }

/** Uploads a list and checks it with the guessed mapping. @returns its id */
export async function bringIn(
  world: World,
  token: string,
  { files = [], pasted, options = {} }: List,
): Promise<string> {
  const form = new FormData()
  for (const { name, bytes } of files) form.append('list', new File([bytes as BlobPart], name))
  if (pasted !== undefined) form.append('pasted', pasted)
  const all = { ...source, ...options }
  for (const [name, value] of Object.entries(all)) form.append(name, value)
  const taken = await call(world, officeRoute('office.officials.imports._index').action!, { token, fields: form })
  expect(taken.status).toBe(303)
  const id = taken.location!.split('/').at(-1)!
  const { mapping } = await world.db
    .selectFrom('roster_import')
    .select('mapping')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await act(world, token, id, {
    intent: 'check',
    ...all,
    ...Object.fromEntries(Object.entries(mapping ?? {}).map(([field, column]) => [`column_${field}`, column])),
  })
  await workAll(world)
  return id
}

export async function act(world: World, token: string, id: string, fields: Record<string, string>) {
  const { id: _, ...posted } = await reviewedFields(world, 'roster_import', { id, ...fields })
  const done = await call(world, officeRoute('office.officials.imports.$id').action!, {
    token,
    params: { id },
    fields: posted,
  })
  expect(done.status).toBe(303)
}

/** Does the worker's part until nothing is left. */
async function workAll(world: World) {
  while ((await workOnRosters(world.as.worker, world.at)) > 0);
}

/** Imports a checked list. */
export async function letGo(world: World, token: string, id: string) {
  await act(world, token, id, { intent: 'run' })
  await workAll(world)
}

/** How many lines had each outcome. */
export async function outcomesOf(world: World, id: string): Promise<Record<string, number>> {
  const { rows } = await sql<{
    outcome: string
    count: number
  }>`select outcome, count(*)::integer as count from roster_import_row where import_id = ${id} and line > 0 group by 1 order by 1`.execute(
    world.db,
  )
  return Object.fromEntries(rows.map((row) => [row.outcome, row.count]))
}

/** Reasons of problems, by line. */
export async function reasonsOf(world: World, id: string): Promise<Record<number, string[]>> {
  const rows = await world.db
    .selectFrom('roster_import_row')
    .select(['line', 'problems'])
    .where('import_id', '=', id)
    .where('problems', '<>', '[]')
    .orderBy('line')
    .execute()
  return Object.fromEntries(
    rows.map((row) => [row.line, (row.problems as { reason: string }[]).map((problem) => problem.reason)]),
  )
}

/** Adds the cities of some states from the official list; states and counties already exist. */
export async function realCities(db: Db, states: string[]): Promise<void> {
  const rows = sharedBytes('ocd-census-places.csv.gz')
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      const [id = '', name = '', geoid = ''] = line.split(',')
      const state = /^ocd-division\/country:us\/state:([a-z]{2})\/place:[^/]+$/.exec(id)?.[1]
      return state && states.includes(state)
        ? [
            {
              id,
              name: name.replace(/ (city|town|village)$/, ''),
              geoid: geoid.replace('place-', ''),
              state: state.toUpperCase(),
              slug: `${state}-${id
                .split(':')
                .at(-1)!
                .normalize('NFD')
                .replace(/[^a-z0-9]+/g, '-')
                .replace(/-$/, '')}`,
            },
          ]
        : []
    })
  await sql`
    insert into division (id, kind, state, parent_id, geoid, name, slug)
    select distinct on (slug) id, 'place', state, 'ocd-division/country:us/state:' || lower(state), geoid, name, slug from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one (id text, name text, geoid text, state text, slug text)
    on conflict do nothing
  `.execute(db)
}
