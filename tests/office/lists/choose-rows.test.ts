import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { translator } from '~/i18n/translator'
import { RowChoice } from '~/office/lists/row-choice'
import { workOnRosters } from '~/office/officials/rosters/run-roster.server'
import { importNext } from '~/office/people/imports/import-next.server'
import { slug, test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { cholla, place } from '../../support/officials'
import { act, bringIn, letGo, outcomesOf } from '../../support/rosters'
import { workbook } from '../../support/workbook'

type ListProps = Parameters<typeof RowChoice>[0]['list'] & {
  columns: string[]
  all: number
  first: string[][]
  mapping: Record<string, string>
}

const network = (world: World) => groupOf(world, 'network')
const words = (list: ListProps) =>
  renderToStaticMarkup(createElement(RowChoice, { t: translator('en'), list })).replaceAll('&amp;', '&')

async function omarOf(world: World) {
  await place(world.db, cholla, 'Cholla County', 'county')
  return (await organizer(world, 'organizer', await network(world))).token
}

async function rosterOf(world: World, token: string, id: string) {
  const { body } = await call(world, officeRoute('office.officials.imports.$id').loader!, { token, params: { id } })
  return (body as { roster: ListProps }).roster
}

const sheriffs = [
  ['Alguaciles de Arizona', 'marzo'],
  ['Nombre', 'Cargo', 'Estado', 'Condado'],
  ['Eva Ruiz', 'Sheriff', 'AZ', 'Cholla'],
]

test('a list of officials says which row holds the headings, and is read by another one that somebody chooses', async ({
  world,
}) => {
  const token = await omarOf(world)
  const id = await bringIn(world, token, { files: [{ name: 'list.xlsx', bytes: workbook(sheriffs) }] })
  const found = await rosterOf(world, token, id)
  expect([found.all, found.first[0]?.[0]]).toEqual([1, 'Eva Ruiz'])
  expect(words(found)).toContain('The headings are in row 2')
  expect(words(found)).toContain('Row 1: Alguaciles de Arizona · marzo')
  await act(world, token, id, { intent: 'row', row: '1' })
  expect(await rosterOf(world, token, id)).toMatchObject({
    all: 2,
    columns: ['Alguaciles de Arizona', 'marzo', '', ''],
  })
  await act(world, token, id, { intent: 'row', row: '0' })
  expect(await rosterOf(world, token, id)).toMatchObject({ all: 3, columns: ['', '', '', ''] })
  await act(world, token, id, { intent: 'row', row: '2' })
  const { columns, mapping, first, readFrom } = found
  expect(await rosterOf(world, token, id)).toMatchObject({ all: 1, columns, mapping, first, readFrom })
})

test('a row that is not there is refused in a sentence, and so is one of a list that was started', async ({
  world,
}) => {
  const token = await omarOf(world)
  const id = await bringIn(world, token, { files: [{ name: 'list.xlsx', bytes: workbook(sheriffs) }] })
  const chooses = (row: string) =>
    call(world, officeRoute('office.officials.imports.$id').action!, {
      token,
      params: { id },
      fields: { intent: 'row', row },
    })
  for (const row of ['99', '', 'x'])
    expect((await chooses(row)).body).toMatchObject({ form: { errors: [{ message: 'rowsGone' }] } })
  await letGo(world, token, id)
  expect((await chooses('1')).status).toBe(422)
  expect(await outcomesOf(world, id)).toEqual({ done: 1 })
})

test('a workbook of officials is read from another sheet, and only that one is imported', async ({ world }) => {
  const token = await omarOf(world)
  const other = [['Name', 'Role', 'State', 'County'], [], ['Max Roe', 'Sheriff', 'AZ', 'Cholla']]
  const bytes = workbook(sheriffs, { behind: [{ rows: other }], names: ['Ahora', 'Antes & después'] })
  const id = await bringIn(world, token, { files: [{ name: 'list.xlsx', bytes }] })
  expect(words(await rosterOf(world, token, id))).toContain(
    'This is the sheet “Ahora”. The workbook also has: Antes & después.',
  )
  await act(world, token, id, { intent: 'sheet', sheet: '1' })
  const { columns, first, warnings } = (await rosterOf(world, token, id)) as ListProps & { warnings: unknown }
  expect([columns, first, warnings]).toEqual([other[0], [other[2]], [{ warning: 'blank', count: 1 }]])
  const { mapping } = await world.db
    .selectFrom('roster_import')
    .select('mapping')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const chosen = Object.fromEntries(Object.entries(mapping ?? {}).map(([field, column]) => [`column_${field}`, column]))
  await act(world, token, id, { intent: 'check', sourceUrl: 'https://example.org', checkedOn: '2026-11-20', ...chosen })
  while ((await workOnRosters(world.as.worker, world.at)) > 0);
  await letGo(world, token, id)
  expect(
    await world.db.selectFrom('official').select('name').where('name', 'in', ['Max Roe', 'Eva Ruiz']).execute(),
  ).toEqual([{ name: 'Max Roe' }])
})

test('a list of signers is read from another sheet and by another row, and what is not recorded of its file is deleted', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await network(world))
  const route = officeRoute('office.petitions.$petition.imports')
  const params = { petition: slug }
  const posts = async (fields: Record<string, string | Blob>) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    const { status } = await call(world, route.action!, { token, params, fields: form })
    expect(status).toBe(303)
  }
  const shown = async () =>
    (
      (await call(world, route.loader!, { token, params })).body as {
        batches: (ListProps & { id: string; reviewed: string })[]
      }
    ).batches[0]!
  const march = [['Firmas'], ['Nombre', 'Correo', 'ZIP'], ['Ana Paz', 'ana@example.org', '85001']]
  const april = [
    ['Plaza', 'turno 2'],
    ['Nombre', 'Correo', 'ZIP'],
    ['Luz Vega', 'luz@example.org', '85002'],
  ]
  const bytes = workbook(march, { behind: [{ rows: april }], names: ['Marzo', 'Abril'] })
  await posts({ intent: 'list', list: new Blob([bytes as BlobPart]) })
  const found = await shown()
  const { id } = found
  expect(words(found)).toContain('The headings are in row 2')
  expect(words(found)).toContain('This is the sheet “Marzo”. The workbook also has: Abril.')
  await posts({ intent: 'sheet', id, sheet: '1' })
  expect(await shown()).toMatchObject({ all: 1, columns: april[1], first: [april[2]] })
  await posts({ intent: 'row', id, row: '1' })
  expect(await shown()).toMatchObject({ all: 2, columns: ['Plaza', 'turno 2', ''] })
  await posts({ intent: 'row', id, row: '2' })
  const { mapping } = await shown()
  await posts({ intent: 'check', id, ...mapping })
  const work = async () => {
    while ((await importNext(world.as.worker, world.keyring, world.at)) > 0);
  }
  await work()
  await posts({ intent: 'run', id, reviewed: (await shown()).reviewed })
  await work()
  expect(await world.total()).toBe(1)
  expect(await world.db.selectFrom('import_row').select(['line', 'outcome']).execute()).toEqual([
    { line: 3, outcome: 'recorded' },
  ])
})
