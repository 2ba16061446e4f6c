import { sql } from 'kysely'
import { expect } from 'vitest'
import { workOnPolicies } from '~/office/policies/imports/work-on-policies.server'
import type { World } from './firme-test'
import { call, officeRoute } from './office'
import { reviewedFields } from './reviewed'

let minutes = 0

/** Does the worker's part, a minute after the last time. */
export async function workOnLists(world: World): Promise<void> {
  minutes += 1
  while ((await workOnPolicies(world.as.worker, new Date(world.at.getTime() + minutes * 60_000))) > 0);
}

/** Presses a button on a list's page. */
export async function actOnList(world: World, token: string, id: string, fields: Record<string, string>, status = 303) {
  const { id: _, ...posted } = await reviewedFields(world, 'policy_import', { id, ...fields })
  const done = await call(world, officeRoute('office.policies.imports.$id').action!, {
    token,
    params: { id },
    fields: posted,
  })
  expect(done.status).toBe(status)
  return done
}

/** Uploads a list of policies and checks it with the guessed columns. @returns its id */
export async function bringInList(
  world: World,
  token: string,
  bytes: string | Uint8Array,
  name = 'list.csv',
): Promise<string> {
  const form = new FormData()
  form.append('list', new File([bytes as BlobPart], name))
  form.append('sourceUrl', 'https://example.org/287g')
  form.append('sourceTitle', 'ICE, list of agreements')
  const taken = await call(world, officeRoute('office.policies.imports._index').action!, { token, fields: form })
  expect(taken.status).toBe(303)
  const id = taken.location!.split('/').at(-1)!
  const { mapping, options } = await world.db
    .selectFrom('policy_import')
    .select(['mapping', 'options'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const { sourceUrl, sourceTitle, kind, isComplete } = options as unknown as Record<string, string>
  await actOnList(world, token, id, {
    intent: 'check',
    sourceUrl: sourceUrl!,
    sourceTitle: sourceTitle!,
    kind: kind!,
    isComplete: isComplete ? '1' : '',
    ...Object.fromEntries(Object.entries(mapping ?? {}).map(([field, column]) => [`column_${field}`, column])),
  })
  await workOnLists(world)
  return id
}

/** Lets a checked list go. */
export async function letListGo(world: World, token: string, id: string, fields: Record<string, string> = {}) {
  await actOnList(world, token, id, { intent: 'run', ...fields })
  await workOnLists(world)
}

/** Uploads and checks a list, and says what became of its lines. */
export async function takeIn(world: World, token: string, csv: string) {
  const id = await bringInList(world, token, csv)
  const { rows } = await sql<{ outcome: string; count: number; problems: unknown[] }>`
    select outcome, count(*)::integer as count, coalesce(jsonb_agg(problems) filter (where problems <> '[]'), '[]') as problems from policy_import_row where import_id = ${id} group by 1
  `.execute(world.db)
  return {
    id,
    outcomes: Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count])),
    problems: rows.flatMap(({ problems }) => problems),
  }
}
