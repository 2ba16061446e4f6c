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

/** What the page of a list shows. @param query such as `?show=all` */
export async function listPage(world: World, token: string, id: string, query = '') {
  const { loader } = officeRoute('office.policies.imports.$id')
  const { body } = await call(world, loader!, { token, params: { id }, query })
  return (body as { list: Record<string, unknown> }).list
}

/** What somebody says about the agreement of Pinal County, where the minutes of its board are the source. */
export const pinal = (adopted_on: string) => ({
  place: 'az-pinal-county',
  kind: '287g-signed',
  model: 'task-force',
  agency: 'Pinal County Sheriff',
  adopted_on,
  ...fromMinutes,
})

export const fromMinutes = { source_url: 'https://example.org/minutes', checked_on: '2026-11-20' }

/** Presses a button on the page of the policy of a county's sheriff. */
export async function actOnPolicy(world: World, token: string, county: string, fields: Record<string, string>) {
  const policy = await world.db
    .selectFrom('policy')
    .select('id')
    .where('agency', '=', `${county} County Sheriff`)
    .executeTakeFirstOrThrow()
  const { action } = officeRoute('office.policies.$policy')
  expect((await call(world, action!, { token, params: { policy: policy.id }, fields })).status).toBe(303)
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
    select outcome, count(*)::integer as count, coalesce(jsonb_agg(problems) filter (where problems <> '[]'), '[]') as problems from policy_import_row where line > 0 and import_id = ${id} group by 1
  `.execute(world.db)
  return {
    id,
    outcomes: Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count])),
    problems: rows.flatMap(({ problems }) => problems),
  }
}
