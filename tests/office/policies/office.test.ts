import { sql } from 'kysely'
import { expect } from 'vitest'
import { policiesAsOf } from '~/campaigns/policies/policies.server'
import type { FormState } from '~/ui/forms/form-state'
import { test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { policiesBy } from '../../support/policies'

const pima = {
  intent: 'add',
  place: 'Pima County, AZ',
  kind: 'detainers-limited',
  adopted_on: '2014',
  source_url: 'https://example.org/minutes',
  checked_on: '2026-11-20',
}

async function add(world: World, token: string, fields: Record<string, string>) {
  return call(world, officeRoute('office.policies._index').action!, { token, fields })
}

async function act(world: World, token: string, policy: string, fields: Record<string, string>) {
  return call(world, officeRoute('office.policies.$policy').action!, { token, params: { policy }, fields })
}

async function rows(world: World) {
  return world.db
    .selectFrom('policy')
    .select(['division_id as place', 'kind', 'adopted_on as adopted', 'ended_on as ended', 'checked_on as checked'])
    .where('removed_at', 'is', null)
    .orderBy('created_at')
    .execute()
}

test('a policy without a source is refused, and what was typed is kept', async ({ world }) => {
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const refused = await add(world, token, { ...pima, source_url: '' })
  expect(refused.status).toBe(422)
  const { form } = refused.body as { form: { values: Record<string, string>; errors: { field: string }[] } }
  expect(form.errors.map(({ field }) => field)).toEqual(['source_url'])
  expect(form.values.adopted_on).toBe('2014')
  expect(await rows(world)).toEqual([])
})

test('dates may be as vague as what is known, and a 287(g) agreement needs its model', async ({ world }) => {
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  for (const [fields, field] of [
    [{ adopted_on: '2014-13' }, 'adopted_on'],
    [{ adopted_on: '2014-05', ended_on: '2013' }, 'ended_on'],
    [{ kind: '287g-signed' }, 'model'],
    [{ model: 'task-force' }, 'model'],
    [{ place: 'Atlantis County, AZ' }, 'place'],
    [{ note_en: 'Only in English.' }, 'note_es'],
  ] as const) {
    const refused = await add(world, token, { ...pima, ...fields })
    expect([refused.status, (refused.body as { form: { errors: { field: string }[] } }).form.errors[0]!.field]).toEqual(
      [422, field],
    )
  }
  expect((await add(world, token, { ...pima, adopted_on: '2014-05', ended_on: '2014' })).status).toBe(303)
  expect((await add(world, token, pima)).status).toBe(303)
  expect((await add(world, token, pima)).status).toBe(422)
})

test('adding, changing, ending, confirming and removing a policy can each be undone, and each is in the log', async ({
  world,
}) => {
  const { ids, omar } = await policiesBy(world, [
    { place: 'az-pima-county', kind: 'detainers-limited', adopted_on: '2014' },
  ])
  const [id] = ids as [string]
  const before = await rows(world)
  const source = { source_url: 'https://example.org/new', checked_on: '2026-11-24' }
  for (const fields of [
    { intent: 'change', place: 'az-pima-county', kind: 'no-jail-access', adopted_on: '2015-03', ...source },
    { intent: 'end', ended_on: '2026-11', ...source },
    { intent: 'confirm' },
    { intent: 'remove' },
  ]) {
    expect((await act(world, omar.token, id, fields)).status, fields.intent).toBe(303)
    expect(await rows(world), fields.intent).not.toEqual(before)
    expect((await act(world, omar.token, id, { intent: 'undo' })).status).toBe(303)
    expect(await rows(world), `${fields.intent} undone`).toEqual(before)
  }
  const added = await add(world, omar.token, { ...pima, kind: 'no-287g' })
  const second = new URL(added.location!, 'http://office').searchParams.get('changed')!
  await act(world, omar.token, second, { intent: 'undo' })
  expect(await rows(world)).toEqual(before)
  expect((await act(world, omar.token, second, { intent: 'undo' })).status).toBe(404)
  const log = await world.db.selectFrom('audit').select('subject').where('act', '=', 'changed-policy').execute()
  expect(log.map(({ subject }) => subject!.split(' ')[1]).sort()).toEqual(
    ['change', 'end', 'confirm', 'remove', 'add', ...Array.from({ length: 5 }, () => 'undo')].sort(),
  )
})

test('the office’s list is searched by place, kind and age, and those with the oldest source come first', async ({
  world,
}) => {
  const { omar } = await policiesBy(world, [
    { place: 'az-pima-county', kind: 'detainers-limited', adopted_on: '2014', checked_on: '2024-01-05' },
    { place: 'az-pinal-county', kind: 'no-287g', adopted_on: '2016', checked_on: '2023-01-05' },
    { place: 'la-orleans-parish', kind: 'no-287g', adopted_on: '2013' },
  ])
  const list = async (query: string) => {
    const { body } = await call(world, officeRoute('office.policies._index').loader!, {
      token: omar.token,
      query: `?${query}`,
    })
    return (body as { lines: { place: string }[] }).lines.map(({ place }) => place)
  }
  expect(await list('')).toEqual(['Pima County', 'Pinal County', 'Orleans Parish'])
  expect(await list('search=orleans')).toEqual(['Orleans Parish'])
  expect(await list('kind=no-287g&state=AZ')).toEqual(['Pinal County'])
  expect(await list('freshness=stale')).toEqual(['Pinal County', 'Pima County'])
})

test('undoing a change when another policy has taken the old one’s place is refused and says so', async ({ world }) => {
  const { ids, omar } = await policiesBy(world, [
    { place: 'az-pima-county', kind: 'detainers-limited', adopted_on: '2014' },
  ])
  const [id] = ids as [string]
  await act(world, omar.token, id, { ...pima, intent: 'change', adopted_on: '2015' })
  await add(world, omar.token, pima)
  const refused = await act(world, omar.token, id, { intent: 'undo' })
  expect([refused.status, refused.body]).toMatchObject([422, { form: { errors: [{ message: 'undoTaken' }] } }])
  expect((await rows(world)).map(({ adopted }) => adopted).sort()).toEqual(['2014', '2015'])
})

test('undoing a change after its document was deleted gives back all but the document', async ({ world }) => {
  const { ids, omar } = await policiesBy(world, [
    { place: 'az-pima-county', kind: 'detainers-limited', adopted_on: '2014' },
  ])
  const [id] = ids as [string]
  const remembered = { document_id: '00000000-0000-4000-8000-000000000001' }
  await act(world, omar.token, id, { ...pima, intent: 'change', adopted_on: '2015' })
  await sql`update policy set before_change = jsonb_set(before_change, '{row}', before_change->'row' || ${JSON.stringify(remembered)}::jsonb)`.execute(
    world.db,
  )
  expect((await act(world, omar.token, id, { intent: 'undo' })).status).toBe(303)
  expect((await rows(world)).map(({ adopted }) => adopted)).toEqual(['2014'])
})

test('a removed policy that is added again is as it was removed once that is undone', async ({ world }) => {
  const { ids, omar } = await policiesBy(world, [
    { place: 'az-pima-county', kind: 'detainers-limited', adopted_on: '2014', note_en: 'Old.', note_es: 'Viejo.' },
  ])
  const [id] = ids as [string]
  await act(world, omar.token, id, { intent: 'remove' })
  await add(world, omar.token, { ...pima, note_en: 'New.', note_es: 'Nuevo.' })
  expect(await rows(world)).toHaveLength(1)
  expect((await act(world, omar.token, id, { intent: 'undo' })).status).toBe(303)
  expect(await rows(world)).toEqual([])
  const { note } = await world.db.selectFrom('policy').select('note').executeTakeFirstOrThrow()
  expect(note).toEqual({ en: 'Old.', es: 'Viejo.' })
})

test('ending a policy keeps its source with the words for it, even before the list that had it', async ({ world }) => {
  const { ids, omar } = await policiesBy(world, [
    { place: 'az-pima-county', kind: 'detainers-limited', adopted_on: '2025-05-16' },
  ])
  const [id] = ids as [string]
  const source = { source_url: 'https://example.org/end', source_title: 'Vote of the board', checked_on: '2026-11-20' }
  const end = { intent: 'end', ended_on: '2025-05-10', ...source }
  expect((await act(world, omar.token, id, end)).status).toBe(422)
  await world.db.updateTable('policy').set({ adopted_no_later: true }).where('id', '=', id).execute()
  expect((await act(world, omar.token, id, end)).status).toBe(303)
  const row = await world.db
    .selectFrom('policy')
    .select(['adopted_on', 'adopted_no_later', 'ended_on', 'ended_no_later', 'source_title'])
    .executeTakeFirstOrThrow()
  expect(row).toEqual({
    adopted_on: '2025-05-10',
    adopted_no_later: true,
    ended_on: '2025-05-10',
    ended_no_later: false,
    source_title: 'Vote of the board',
  })
})

test('a policy that has ended is not confirmed: it keeps the day on which it was last seen', async ({ world }) => {
  const { ids, omar } = await policiesBy(world, [
    { place: 'az-pima-county', kind: 'detainers-limited', adopted_on: '2014', ended_on: '2026-11-01' },
  ])
  const [id] = ids as [string]
  const before = await rows(world)
  const { status, body } = await act(world, omar.token, id, { intent: 'confirm' })
  expect(status).toBe(422)
  expect((body as { form: FormState }).form.errors).toEqual([{ field: '', message: 'policyEnded' }])
  expect(await rows(world)).toEqual(before)
})

test('the years since somebody first saw a policy stay certain when it is confirmed, changed or ended', async ({
  world,
}) => {
  const seen = { place: 'az-pima-county', kind: 'detainers-limited', checked_on: '2019-05-01' }
  const { ids, omar } = await policiesBy(world, [seen])
  const [id] = ids as [string]
  const in2021 = async () => (await policiesAsOf(world.db, '2021-01-01')).map(({ standing }) => standing)
  expect(await in2021()).toEqual(['yes'])
  const source = { source_url: 'https://example.org/new', checked_on: '2026-11-24' }
  for (const fields of [
    { intent: 'confirm' },
    { intent: 'end', ended_on: '2023', ...source },
    { intent: 'change', place: seen.place, kind: seen.kind, ...source },
    { intent: 'change', place: seen.place, kind: seen.kind, ended_on: '2023', ...source },
  ]) {
    expect((await act(world, omar.token, id, fields)).status, fields.intent).toBe(303)
    expect(await in2021(), fields.intent).toEqual(['yes'])
    await act(world, omar.token, id, { intent: 'undo' })
  }
  // Of another kind, nobody saw it then.
  await act(world, omar.token, id, { intent: 'change', place: seen.place, kind: 'no-287g', ...source })
  expect(await in2021()).toEqual(['maybe'])
})

test('ending a policy is refused with the reason when another one begins on its day', async ({ world }) => {
  const pima = { place: 'az-pima-county', kind: 'detainers-limited' }
  const { ids, omar } = await policiesBy(world, [
    { ...pima, adopted_on: '2025-05-10' },
    { ...pima, adopted_on: '2025-05-16' },
  ])
  await world.db.updateTable('policy').set({ adopted_no_later: true }).where('id', '=', ids[1]!).execute()
  const source = { source_url: 'https://example.org/end', checked_on: '2026-11-20' }
  const { status, body } = await act(world, omar.token, ids[1]!, { intent: 'end', ended_on: '2025-05-10', ...source })
  expect(status).toBe(422)
  expect((body as { form: FormState }).form.errors).toEqual([{ field: 'ended_on', message: 'policyTaken' }])
})

test('whoever may edit in any group may change policies and import lists, of policies as of officials; a moderator may not', async ({
  world,
}) => {
  const group = await groupOf(world, 'member')
  const [organizing, moderating] = [
    await organizer(world, 'organizer', group),
    await organizer(world, 'moderator', group),
  ]
  const list = () => {
    const form = new FormData()
    form.append('list', new File(['place,state,kind\nPima County,AZ,no-287g'], 'list.csv'))
    return form
  }
  const tried = async (token: string) => [
    (await add(world, token, pima)).status,
    (await call(world, officeRoute('office.policies.imports._index').action!, { token, fields: list() })).status,
    (await call(world, officeRoute('office.officials.imports._index').action!, { token, fields: list() })).status,
  ]
  expect(await tried(moderating.token)).toEqual([403, 403, 403])
  expect(await tried(organizing.token)).toEqual([303, 303, 303])
  const log = await world.db
    .selectFrom('audit')
    .select('organizer_id as by')
    .where('act', '=', 'changed-policy')
    .execute()
  expect(log).toEqual([{ by: organizing.id }])
})
