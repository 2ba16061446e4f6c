import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { translator } from '~/i18n/translator'
import { importNext } from '~/office/people/imports/import-next.server'
import { isSameCell, type SecondTyping } from '~/office/people/imports/second-typing'
import { SecondTypingPanel } from '~/office/people/imports/second-typing-panel'
import { emptyForm } from '~/ui/forms/form-state'
import { slug, test, type World } from '../../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../../support/office'
import { reviewedFields } from '../../../support/reviewed'

const params = { petition: slug }
const route = () => officeRoute('office.petitions.$petition.imports')
type Line = [name: string, contact: string, zip: string, show?: boolean]

const rosa: Line = ['Rosa Martínez', 'rosa@example.org', '85001']
const tomas: Line = ['Tomás Ruiz', '602 555 0101', '85004']

async function post(
  world: World,
  token: string,
  fields: Record<string, string>,
  lines: Line[] = [],
  numbers: number[] = [],
) {
  const form = new FormData()
  for (const [name, value] of Object.entries(await reviewedFields(world, 'import_batch', fields)))
    form.append(name, String(value))
  for (const [at, [name, contact, zip, show]] of lines.entries()) {
    form.append('name', name)
    form.append('contact', contact)
    form.append('zip', zip)
    if (show) form.append(`show${at}`, 'x')
    if (numbers.length > 0) form.append('line', String(numbers[at]))
  }
  return call(world, route().action!, { token, params, fields: form })
}

/** A sheet that Omar has typed, and Lucía, who may type it again. */
async function sheet(world: World, lines: Line[]) {
  const network = await groupOf(world, 'network')
  const omar = await organizer(world, 'organizer', network, 'Omar Reyes')
  const lucia = await organizer(world, 'organizer', network, 'Lucía Paz')
  expect((await post(world, omar.token, { intent: 'entry' }, lines)).status).toBe(303)
  const { id } = await world.db.selectFrom('import_batch').select('id').executeTakeFirstOrThrow()
  const look = async (token: string) =>
    ((await call(world, route().loader!, { token, params })).body as { sheets: Record<string, SecondTyping> }).sheets[
      id
    ]!
  const numbers = (await look(lucia.token)).lines
  return {
    id,
    omar,
    lucia,
    look,
    again: (token: string, typed: Line[]) => post(world, token, { intent: 'second', id }, typed, numbers),
    choose: (choices: Record<string, string>) => post(world, lucia.token, { intent: 'choose', id, ...choices }),
    async run() {
      const done = await post(world, omar.token, { intent: 'run', id })
      while ((await importNext(world.as.worker, world.keyring, world.at)) > 0);
      return done
    },
  }
}

const errorsIn = (answer: { body: unknown }) =>
  (answer.body as { form: { errors: { message: string }[] } }).form.errors.map(({ message }) => message)
const acts = async (world: World) =>
  world.db
    .selectFrom('audit')
    .select(['subject', 'how_many'])
    .where('act', '=', 'compared-sheet')
    .orderBy('seq')
    .execute()

test('a sheet that two people typed alike is recorded as it is; capitals and the dashes of a phone are no difference', async ({
  world,
}) => {
  const { id, lucia, look, again, run } = await sheet(world, [rosa, tomas])
  await again(lucia.token, [
    ['rosa  martínez', 'ROSA@example.org', '85001'],
    ['Tomás Ruiz', '(602) 555-0101', '85004'],
  ])
  expect(await look(lucia.token)).toMatchObject({ second: { by: 'Lucía Paz', lines: 2 }, differing: [] })
  expect((await run()).status).toBe(303)
  expect(await world.db.selectFrom('signature').select('id').execute()).toHaveLength(2)
  expect(await acts(world)).toEqual([{ subject: `${id} 0 differ`, how_many: 2 }])
})

test('what was typed differently is shown field by field, is chosen before anything is recorded, and is written into the log', async ({
  world,
}) => {
  const { id, lucia, look, again, choose, run } = await sheet(world, [rosa, tomas])
  await again(lucia.token, [['Rosa Martínes', 'rosa@example.org', '85007'], tomas])
  const { differing, lines } = await look(lucia.token)
  const [first] = lines
  expect(differing).toEqual([
    { line: first, field: 'name', first: 'Rosa Martínez', second: 'Rosa Martínes' },
    { line: first, field: 'zip', first: '85001', second: '85007' },
  ])
  expect(errorsIn(await run())).toEqual(['typingsDiffer'])
  expect(errorsIn(await choose({ [`${first} name`]: 'first' }))).toEqual(['typingNotChosen'])
  expect((await choose({ [`${first} name`]: 'first', [`${first} zip`]: 'second' })).status).toBe(303)
  expect(await look(lucia.token)).toMatchObject({ second: { lines: 2 }, differing: [] })
  expect(await world.db.selectFrom('second_typing').selectAll().execute()).toEqual([])
  await run()
  expect((await world.db.selectFrom('signature').select('area').execute()).length).toBe(2)
  expect(await acts(world)).toEqual([
    { subject: `${id} 1 differ`, how_many: 2 },
    { subject: `${id} chosen`, how_many: 1 },
  ])
})

test('a line that cannot be recorded can be put right by the second typing', async ({ world }) => {
  const { lucia, look, again, choose, run } = await sheet(world, [['Rosa Martínez', 'rosa@example.org', '850']])
  await again(lucia.token, [rosa])
  const [line] = (await look(lucia.token)).lines
  await choose({ [`${line} zip`]: 'second' })
  await run()
  expect(await world.db.selectFrom('signature').select('id').execute()).toHaveLength(1)
})

test('a line that is corrected into what the second typing says differs no more, and the sheet is recorded', async ({
  world,
}) => {
  const { id, omar, lucia, look, again, run } = await sheet(world, [['Rosa Martínez', 'rosa@example.org', '8S'], tomas])
  await again(lucia.token, [rosa, tomas])
  const [first] = (await look(lucia.token)).lines
  const fix = (zip: string) => post(world, omar.token, { intent: 'fix', id, line: String(first), postal_code: zip })
  expect((await fix('8S0')).status).toBe(303)
  expect((await look(lucia.token)).differing).toMatchObject([{ field: 'zip', first: '8S0', second: '85001' }])
  await fix('85001')
  expect((await look(lucia.token)).differing).toEqual([])
  expect((await run()).status).toBe(303)
  expect(await world.db.selectFrom('signature').select('id').execute()).toHaveLength(2)
})

test('lines that the second person leaves empty are not compared, and a checked box for the name is', async ({
  world,
}) => {
  const { lucia, look, again } = await sheet(world, [rosa, tomas])
  expect(
    errorsIn(
      await again(lucia.token, [
        ['', '', ''],
        ['', '', ''],
      ]),
    ),
  ).toEqual(['entryEmpty'])
  await again(lucia.token, [
    ['', '', ''],
    ['Tomás Ruiz', '602 555 0101', '85004', true],
  ])
  expect(await look(lucia.token)).toMatchObject({
    second: { lines: 1 },
    differing: [{ field: 'show', first: '', second: 'x' }],
  })
})

test('whoever typed a sheet first does not type it a second time, and it is typed again once', async ({ world }) => {
  const { omar, lucia, look, again } = await sheet(world, [rosa])
  expect(await look(omar.token)).toMatchObject({ isOwn: true, second: null })
  expect(errorsIn(await again(omar.token, [rosa]))).toEqual(['secondSelf'])
  expect((await again(lucia.token, [rosa])).status).toBe(303)
  expect(errorsIn(await again(lucia.token, [tomas]))).toEqual(['lineGone'])
})

test('the differing lines of a sheet lie sealed, and go with the sheet', async ({ world }) => {
  const { id, omar, lucia, again } = await sheet(world, [rosa])
  await again(lucia.token, [['Rosa Martínes', 'rosa@example.org', '85001']])
  const [kept] = await world.db.selectFrom('second_typing').select('sealed').execute()
  expect(kept!.sealed.toString('latin1')).not.toMatch(/Rosa|example/)
  await post(world, omar.token, { intent: 'drop', id })
  expect(await world.db.selectFrom('second_typing').selectAll().execute()).toEqual([])
})

test('both typings stand side by side, each with a button to choose it', () => {
  const html = renderToStaticMarkup(
    createElement(SecondTypingPanel, {
      t: translator('es'),
      id: 'x',
      form: emptyForm,
      sheet: {
        firstBy: 'Omar Reyes',
        isOwn: false,
        second: { by: 'Lucía Paz', lines: 2 },
        lines: [2, 3],
        differing: [{ line: 3, field: 'zip', first: '85001', second: '' }],
      },
    }),
  )
  expect(html).toMatch(/Código postal 2.*Primero: Omar Reyes|Primero: Omar Reyes.*Después: Lucía Paz.*2/s)
  expect(html.match(/type="radio"/g)).toHaveLength(2)
  expect(html).toContain('85001')
  expect(html).toContain('(vacío)')
})

test('an email is compared as it is, but for capitals', () => {
  expect(isSameCell('contact', 'a-b@example.org', 'ab@example.org')).toBe(false)
  expect(isSameCell('contact', '+1 602-555-0101', '6025550101')).toBe(true)
})

test('a ZIP with four digits is a slip on a typed sheet, not one that a spreadsheet took the zero from', async ({
  world,
}) => {
  const { run } = await sheet(world, [rosa, ['Tomás Ruiz', '602 555 0101', '8500']])
  while ((await importNext(world.as.worker, world.keyring, world.at)) > 0);
  const lines = await world.db
    .selectFrom('import_row')
    .select(['outcome', 'reason', 'mends'])
    .where('line', '>', 1)
    .orderBy('line')
    .execute()
  expect(lines).toEqual([
    { outcome: 'good', reason: null, mends: [] },
    { outcome: 'bad', reason: 'zip', mends: [] },
  ])
  await run()
  expect(await world.total()).toBe(1)
})
