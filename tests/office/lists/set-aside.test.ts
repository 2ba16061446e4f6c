import { sql } from 'kysely'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { translator } from '~/i18n/translator'
import { workOnRosters } from '~/office/officials/rosters/run-roster.server'
import { importNext } from '~/office/people/imports/import-next.server'
import { ImportsPage } from '~/office/people/imports/imports-page'
import { purgeImports } from '~/office/people/imports/purge-imports.server'
import { workOnPolicies } from '~/office/policies/imports/work-on-policies.server'
import type { Needs } from '~/office/today/needs.server'
import { NeedsList } from '~/office/today/needs-list'
import { slug, test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { meet } from '../../support/races'
import { reviewedFields } from '../../support/reviewed'

const params = { petition: slug }
const head = 'First name;Last name;E-mail;Phone;ZIP'
const imports = () => officeRoute('office.petitions.$petition.imports')

const omarOf = async (world: World) => (await organizer(world, 'organizer', await groupOf(world, 'network'))).token

async function posts(world: World, token: string, fields: Record<string, string | Blob>) {
  const form = new FormData()
  for (const [name, value] of Object.entries(await reviewedFields(world, 'import_batch', fields)))
    form.append(name, value)
  return call(world, imports().action!, { token, params, fields: form })
}

/** A list of signers that somebody has looked at. @returns its id and the columns as they were chosen */
async function checked(world: World, token: string, name: string) {
  await posts(world, token, { intent: 'list', list: new Blob([`${head}\n${name};Paz;${name}@example.org;;85001`]) })
  const list = await world.db
    .selectFrom('import_batch')
    .select(['id', 'mapping'])
    .where('state', '=', 'mapping')
    .executeTakeFirstOrThrow()
  const mapping = list.mapping!
  await posts(world, token, { intent: 'check', id: list.id, ...mapping })
  while ((await works(world)) > 0);
  return { id: list.id, mapping }
}

const works = (world: World) => importNext(world.as.worker, world.keyring, world.at)
const stateOf = async (world: World, id: string) =>
  (await world.db.selectFrom('import_batch').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state
const needed = async (world: World, token: string) =>
  ((await call(world, officeRoute('office._index').loader!, { token })).body as { needs: Needs }).needs.lists.few

/** What the page of lists shows. */
async function pageOf(world: World, token: string): Promise<string> {
  const { body } = await call(world, imports().loader!, { token, params })
  const given = body as Omit<Parameters<typeof ImportsPage>[0], 't' | 'form'>
  return renderToStaticMarkup(
    createElement(ImportsPage, { ...given, t: translator('en'), form: { values: {}, errors: [] } }),
  )
}
const hold = sql`select from import_batch for update`

test('a list whose columns are changed at the moment when somebody else lets it go is checked again, and nobody is recorded', async ({
  world,
}) => {
  const token = await omarOf(world)
  const { id, mapping } = await checked(world, token, 'Luz')
  const answers = await meet(
    world.db,
    hold,
    () => posts(world, token, { intent: 'check', id, ...mapping, given_name: '1', family_name: '0' }),
    () => posts(world, token, { intent: 'run', id }),
  )
  expect(answers.map(({ status }) => status)).toEqual([303, 422])
  expect(await stateOf(world, id)).toBe('checking')
  while ((await works(world)) > 0);
  expect([await stateOf(world, id), await world.total()]).toEqual(['checked', 0])
})

test('a list that is let go at the moment when somebody removes it, or changes its columns, is recorded as it was', async ({
  world,
}) => {
  const token = await omarOf(world)
  const { id, mapping } = await checked(world, token, 'Luz')
  await meet(
    world.db,
    hold,
    () => posts(world, token, { intent: 'run', id }),
    () => posts(world, token, { intent: 'check', id, ...mapping, given_name: '4' }),
    () => posts(world, token, { intent: 'drop', id }),
  )
  while ((await works(world)) > 0);
  expect([await stateOf(world, id), await world.total()]).toEqual(['done', 1])
})

test('a list on which the worker fails is set aside and named on Today; the lists behind it go on, and it can be tried again', async ({
  world,
}) => {
  const token = await omarOf(world)
  const { id } = await checked(world, token, 'Luz')
  const { sealed } = await world.db
    .selectFrom('import_row')
    .select('sealed')
    .where('line', '>', 0)
    .executeTakeFirstOrThrow()
  await world.db
    .updateTable('import_row')
    .set({ sealed: Buffer.from('broken') })
    .where('line', '>', 0)
    .execute()
  await posts(world, token, { intent: 'run', id })
  await expect(works(world)).rejects.toThrow()
  expect(await needed(world, token)).toEqual([{ name: expect.any(String), path: `/office/petitions/${slug}/imports` }])
  const other = await checked(world, token, 'Eva')
  await posts(world, token, { intent: 'run', id: other.id })
  while ((await works(world)) > 0);
  expect([await stateOf(world, other.id), await stateOf(world, id)]).toEqual(['done', 'running'])
  await world.db.updateTable('import_row').set({ sealed }).where('batch_id', '=', id).where('line', '>', 0).execute()
  await posts(world, token, { intent: 'try-again', id })
  while ((await works(world)) > 0);
  expect([await stateOf(world, id), await world.total(), await needed(world, token)]).toEqual(['done', 2, []])
})

test('a list that stays set aside for thirty days says until when, and then which lines were deleted; trying again keeps them longer', async ({
  world,
}) => {
  const token = await omarOf(world)
  const { id } = await checked(world, token, 'Luz')
  await world.db
    .updateTable('import_row')
    .set({ sealed: Buffer.from('broken') })
    .where('line', '>', 0)
    .execute()
  await posts(world, token, { intent: 'run', id })
  await expect(works(world)).rejects.toThrow()
  const days = (count: number) => new Date(world.at.getTime() + count * 86_400_000)
  await world.db
    .updateTable('import_batch')
    .set({ acted_at: days(-29) })
    .execute()
  await posts(world, token, { intent: 'try-again', id })
  await expect(works(world)).rejects.toThrow()
  expect(await purgeImports(world.as.worker, days(29))).toBe(0)
  expect(await pageOf(world, token)).toContain('until December 24, 2026. Then we delete them.')
  expect(await purgeImports(world.as.worker, days(31))).toBe(1)
  const page = await pageOf(world, token)
  expect(page).toContain('1 · not recorded: deleted after 30 days')
  expect(page).not.toContain('can be recorded')
})

test('a line that cannot be read any more when its list is recorded is named with its reason, and the others are recorded', async ({
  world,
}) => {
  const token = await omarOf(world)
  const { id, mapping } = await checked(world, token, 'Luz')
  await world.db
    .updateTable('import_batch')
    .set({ state: 'running', mapping: JSON.stringify({ ...mapping, postal_code: '2' }) })
    .execute()
  while ((await works(world)) > 0);
  expect([await stateOf(world, id), await world.total()]).toEqual(['done', 0])
  expect(await world.db.selectFrom('import_row').select(['outcome', 'reason']).execute()).toEqual([
    { outcome: 'bad', reason: 'zip' },
  ])
})

test('of more lists than Today names it says how many more there are', async ({ world }) => {
  const token = await omarOf(world)
  await checked(world, token, 'Luz')
  await sql`
    insert into import_batch select (jsonb_populate_record(null::import_batch, to_jsonb(list) || jsonb_build_object('id', gen_random_uuid()))).*
    from import_batch as list, generate_series(1, 7)
  `.execute(world.db)
  await sql`
    insert into policy_import (id, file_name, format, state, options, columns, mapping, asked_at, failed_at)
    select gen_random_uuid(), 'list-' || number || '.csv', 'x', 'running', '{}', '[]', '{}', ${world.at}, ${world.at}::timestamptz + make_interval(mins => number)
    from generate_series(1, 23) as number
  `.execute(world.db)
  const { needs } = (await call(world, officeRoute('office._index').loader!, { token })).body as { needs: Needs }
  expect([needs.unfinished.few.length, needs.unfinished.count]).toEqual([5, 8])
  expect([needs.lists.few.length, needs.lists.count, needs.lists.few[0]!.name]).toEqual([20, 23, 'list-23.csv'])
  const waiting = { inbox: 0, comments: 0, held: 0, requests: 0, stale: 0 }
  const page = renderToStaticMarkup(
    createElement(NeedsList, {
      t: translator('en'),
      lang: 'en',
      needs,
      waiting,
      comments: [],
      hasOwnPasskeyAdvice: false,
    }),
  )
  expect(page).toContain('3 more lists are waiting to be finished')
  expect(page).toContain('3 more lists were set aside')
})

test('lists of officials and of policies are set aside too, and their pages say so', async ({ world }) => {
  const token = await omarOf(world)
  for (const [table, turn, path] of [
    ['roster_import', workOnRosters, '/office/officials/imports/'],
    ['policy_import', workOnPolicies, '/office/policies/imports/'],
  ] as const) {
    const { rows } = await sql<{ id: string }>`
      insert into ${sql.table(table)} (id, file_name, format, state, options, columns, mapping, asked_at)
      values (gen_random_uuid(), 'list.csv', 'x', 'running', '{"isComplete": 7}', '[]', '{}', ${world.at}) returning id
    `.execute(world.db)
    await expect(turn(world.as.worker, world.at)).rejects.toThrow()
    expect(await turn(world.as.worker, world.at)).toBe(0)
    expect(await needed(world, token)).toEqual([{ name: 'list.csv', path: path + rows[0]!.id }])
    await sql`delete from ${sql.table(table)}`.execute(world.db)
  }
})
