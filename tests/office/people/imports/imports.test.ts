import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { translator } from '~/i18n/translator'
import { importNext } from '~/office/people/imports/import-next.server'
import { readRow } from '~/office/people/imports/import-row'
import { ImportsPage } from '~/office/people/imports/imports-page'
import { emptyForm } from '~/ui/forms/form-state'
import { rosa, slug, test, type World } from '../../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../../support/office'
import { reviewedFields } from '../../../support/reviewed'

const params = { petition: slug }
const head = 'First name;Last name;E-mail;Phone;ZIP;Show name'

async function post(world: World, token: string, fields: Record<string, string | Blob>) {
  const form = new FormData()
  for (const [name, value] of Object.entries(await reviewedFields(world, 'import_batch', fields)))
    form.append(name, value)
  return call(world, officeRoute('office.petitions.$petition.imports').action!, { token, params, fields: form })
}

async function bringIn(world: World, token: string, text: string | Uint8Array) {
  const before = (await world.db.selectFrom('import_batch').select('id').execute()).map((batch) => batch.id)
  const taken = await post(world, token, { intent: 'list', list: new Blob([text as BlobPart]) })
  expect(taken.status).toBe(303)
  const { id, mapping } = (await world.db.selectFrom('import_batch').selectAll().execute()).find(
    (batch) => !before.includes(batch.id),
  )!
  await post(world, token, { intent: 'check', id, ...mapping })
  await runAll(world)
  return id
}

async function runAll(world: World) {
  while ((await importNext(world.as.worker, world.keyring, world.at)) > 0);
}

/** A database on which every transaction does its work and dies before the commit. */
function dyingAfterwards(world: World): World['db'] {
  return new Proxy(world.db, {
    get: (db, name) =>
      name === 'transaction'
        ? () => ({
            execute: (work: (trx: unknown) => Promise<unknown>) =>
              db.transaction().execute(async (trx) => {
                await work(trx)
                throw Object.assign(new Error('killed'), { code: '57P01' })
              }),
          })
        : Reflect.get(db, name),
  })
}

const outcomes = async (world: World, id: string) =>
  Object.fromEntries(
    (
      await world.db
        .selectFrom('import_row')
        .select(['line', 'outcome', 'reason'])
        .where('batch_id', '=', id)
        .where('line', '>', 0)
        .orderBy('line')
        .execute()
    ).map((row) => [row.line, row.reason ?? row.outcome]),
  )

test('a messy list: good lines in, bad lines listed with their reason, and nothing counts before it is let go', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const id = await bringIn(
    world,
    token,
    `\ufeff${head}\r\nAna;"Núñez; Cruz";ana@example.org;;85001;x\r\n;Nobody;x@example.org;;85001;\r\nLuz;Paz;not an address;;85001;\r\nJosé;O'Brien-Núñez;;(602) 555-0134;85002;\r\nSin;Contacto;;;85003;\r\nEva;Ruiz;eva@example.org;;2134;\r\n`,
  )
  expect(await world.total()).toBe(0)
  expect(await outcomes(world, id)).toEqual({ 2: 'good', 3: 'name', 4: 'email', 5: 'good', 6: 'contact', 7: 'good' })
  await post(world, token, { intent: 'run', id })
  await runAll(world)
  expect(await world.total()).toBe(3)
  const logged = await world.db.selectFrom('audit').select('how_many').where('act', '=', 'imported-people').execute()
  expect(logged).toEqual([{ how_many: 3 }])
  expect(await world.db.selectFrom('public_name').select('display_name').execute()).toEqual([
    { display_name: 'Ana N.' },
  ])
  expect(await world.db.selectFrom('message').select('id').execute()).toEqual([])
  expect(
    await world.db
      .selectFrom('tally_by')
      .select('confirmed')
      .where('dimension', '=', 'channel')
      .where('key', '=', 'paper')
      .executeTakeFirst(),
  ).toEqual({ confirmed: 3 })
})

test('checking a long list is the worker’s: the page says how far it is, a killed check goes on, and another mapping begins anew', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const lines = Array.from({ length: 1_100 }, (_, index) =>
    index % 2 ? `P${index};Q;p${index}@example.org;;85001;` : `P${index};Q;;;85001;`,
  )
  await post(world, token, { intent: 'list', list: new Blob([[head, ...lines].join('\n')]) })
  const { id, mapping } = await world.db.selectFrom('import_batch').selectAll().executeTakeFirstOrThrow()
  const standing = async () =>
    (
      (await call(world, officeRoute('office.petitions.$petition.imports').loader!, { token, params })).body as {
        batches: { state: string; done: number; outcomes: { outcome: string; count: number }[] }[]
      }
    ).batches[0]!
  await post(world, token, { intent: 'check', id, ...mapping })
  expect(await standing()).toMatchObject({ state: 'checking', done: 0, outcomes: [] })
  await importNext(world.as.worker, world.keyring, world.at)
  expect(await standing()).toMatchObject({ state: 'checking', done: 500 })
  await expect(importNext(dyingAfterwards(world), world.keyring, world.at)).rejects.toThrow('killed')
  expect(await standing()).toMatchObject({ state: 'checking', done: 500 })
  await post(world, token, { intent: 'check', id, ...mapping, given_name: '2' })
  expect(await standing()).toMatchObject({ state: 'checking', done: 0 })
  await post(world, token, { intent: 'check', id, ...mapping })
  await post(world, token, { intent: 'run', id })
  await runAll(world)
  expect(await standing()).toMatchObject({
    state: 'checked',
    done: 0,
    outcomes: [
      { outcome: 'bad', count: 550 },
      { outcome: 'good', count: 550 },
    ],
  })
  expect(await world.total()).toBe(0)
})

test('typed lines are checked at once', async ({ world }) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  await post(world, token, { intent: 'entry', name: 'Rosa Martínez', contact: '602 555 0101', zip: '85001' })
  const batch = await world.db.selectFrom('import_batch').select(['id', 'state']).executeTakeFirstOrThrow()
  expect(batch.state).toBe('checked')
  expect(await outcomes(world, batch.id)).toEqual({ 2: 'good' })
})

test('a list that was killed half-way goes on where it stood, and nobody is recorded twice', async ({ world }) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const lines = Array.from({ length: 1_200 }, (_, index) => `P${index};Q;p${index}@example.org;;85001;`)
  const id = await bringIn(world, token, [head, ...lines].join('\n'))
  await post(world, token, { intent: 'run', id })
  await importNext(world.as.worker, world.keyring, world.at)
  // A worker that dies in the middle of its next page leaves nothing of that page.
  await expect(importNext(dyingAfterwards(world), world.keyring, world.at)).rejects.toThrow('killed')
  expect(await world.total()).toBe(500)
  await Promise.all([runAll(world), runAll(world)])
  expect(await world.total()).toBe(1_200)
  expect((await world.db.selectFrom('import_batch').select('state').executeTakeFirstOrThrow()).state).toBe('done')
})

test('who has opted out stays out, who has signed already is not counted again, and the whole list can be taken back', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  await world.signs(rosa)
  await world.work()
  const { id: signatureId } = await world.db.selectFrom('signature').select('id').executeTakeFirstOrThrow()
  await world.confirms(signatureId)
  const contact = await world.db.selectFrom('contact_point').selectAll().executeTakeFirstOrThrow()
  const list = `${head}\nRosa;Martínez;rosa@example.org;;85001;\nLuz;Paz;luz@example.org;;85001;`
  await world.db
    .insertInto('suppression')
    .values({ blind_index: contact.blind_index, channel: 'mail', reason: 'opted-out', since: '2026-11-24' })
    .execute()
  const first = await bringIn(world, token, list)
  // It is said before anything is recorded.
  expect(await outcomes(world, first)).toEqual({ 2: 'opted-out', 3: 'good' })
  await post(world, token, { intent: 'run', id: first })
  await runAll(world)
  expect(await outcomes(world, first)).toEqual({ 2: 'opted-out', 3: 'recorded' })
  const kept = await world.db.selectFrom('import_row').select('sealed').where('batch_id', '=', first).execute()
  expect(kept.every(({ sealed }) => sealed.length === 0)).toBe(true)
  await world.db.deleteFrom('suppression').execute()
  const again = await bringIn(world, token, list)
  await post(world, token, { intent: 'run', id: again })
  await runAll(world)
  expect(await outcomes(world, again)).toEqual({ 2: 'again', 3: 'again' })
  expect(await world.total()).toBe(2)
  await post(world, token, { intent: 'undo', id: first })
  expect(await world.total()).toBe(1)
  expect(await world.db.selectFrom('person').select('id').execute()).toHaveLength(1)
})

test('whoever was on a list and signed by themselves since stays when the list is undone', async ({ world }) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const list = `${head}\nRosa;Martínez;rosa@example.org;;85001;\nAna;Gil;ana@example.org;;85001;`
  const id = await bringIn(world, token, list)
  await post(world, token, { intent: 'run', id })
  await runAll(world)
  await world.signs(rosa)
  await world.work()
  expect(await world.total()).toBe(2)
  await post(world, token, { intent: 'undo', id })
  expect(await world.total()).toBe(1)
  expect(await world.db.selectFrom('person').select('id').execute()).toHaveLength(1)
})

test('files as spreadsheets save them: UTF-16, Windows-1252, tabs; what is no list is refused in a sentence', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const tabbed = 'Nombre\tApellidos\tCorreo\tCódigo postal\nJosé\tNúñez\tjose@example.org\t85001'
  const utf16 = await bringIn(world, token, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(tabbed, 'utf16le')]))
  const windows = await bringIn(world, token, Buffer.from(tabbed, 'latin1'))
  for (const id of [utf16, windows]) expect(await outcomes(world, id)).toEqual({ 2: 'good' })
  for (const bad of ['', '%PDF-1.4\n\0\u0001binary\nmore', 'only,headings', 'no list at all'])
    expect((await post(world, token, { intent: 'list', list: new Blob([bad]) })).status).toBe(422)
})

test('a list with mixed line ends loses nobody, stray quotes stop nothing, and every line is accounted for', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const id = await bringIn(
    world,
    token,
    'Zip,Email,First Name,Last Name,Notes\r\n85001,ana@example.org,Ana "Nita",Paz,\n85002,luz@example.org,Luz,Vega,\n\n85003,sol@example.org,Sol,Ríos,\r\n85004,"eva@example.org,Eva,Ruiz,\r\n85005,nobody,Max,Roe,\r\n',
  )
  expect(await outcomes(world, id)).toEqual({ 2: 'good', 3: 'good', 5: 'good', 6: 'quote-left-open', 7: 'email' })
  const { body } = await call(world, officeRoute('office.petitions.$petition.imports').loader!, { token, params })
  const { head, batches, byPhone } = body as Pick<Parameters<typeof ImportsPage>[0], 'head' | 'batches' | 'byPhone'>
  for (const [lang, words] of [
    [
      'en',
      [
        'The list has 6 lines below its headings. 1 is blank',
        'a quotation mark opens here and is not closed on this line: correct it in the file (line 6)',
        '3 · can be recorded',
        'Not read from this list: Notes',
      ],
    ],
    [
      'es',
      [
        'La lista tiene 6 líneas debajo de los encabezados. 1 está en blanco',
        '(línea 6)',
        '3 · se pueden registrar',
        'De esta lista no se lee: Notes',
      ],
    ],
  ] as const) {
    const page = renderToStaticMarkup(
      createElement(ImportsPage, {
        t: translator(lang),
        lang,
        head,
        form: emptyForm,
        batches,
        usual: lang,
        byPhone,
        sheets: {},
        done: null,
      }),
    ).replace(/<[^>]*>/g, '')
    for (const word of words) expect(page).toContain(word)
  }
  expect(batches[0]).toMatchObject({ all: 5, warnings: [{ warning: 'blank', count: 1 }] })
  expect(batches[0]!.outcomes.reduce((sum, one) => sum + one.count, 0)).toBe(5)
  await post(world, token, { intent: 'check', id, given_name: '2', family_name: '3', email: '1', postal_code: '0' })
  await runAll(world)
  await post(world, token, { intent: 'run', id })
  await runAll(world)
  expect(await outcomes(world, id)).toEqual({
    2: 'recorded',
    3: 'recorded',
    5: 'recorded',
    6: 'quote-left-open',
    7: 'email',
  })
  expect(await world.total()).toBe(3)
})

test('whoever records a list is told how many, and is offered no undo of nothing', async ({ world }) => {
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const id = await bringIn(world, token, `${head}\nAna;Nuño;ana@example.org;;85001;\nEva;Gil;eva@example.org;;85001;`)
  const page = async (query: string) => {
    const { body } = await call(world, officeRoute('office.petitions.$petition.imports').loader!, {
      token,
      params,
      query,
    })
    const props = body as Omit<Parameters<typeof ImportsPage>[0], 't' | 'lang' | 'form'>
    return renderToStaticMarkup(
      createElement(ImportsPage, { ...props, t: translator('en'), lang: 'en', form: emptyForm }),
    )
  }
  const started = await post(world, token, { intent: 'run', id })
  const { search } = new URL(started.location!, 'http://x')
  expect((await post(world, token, { intent: 'run', id })).location).toBe(started.location)
  const running = await page(search)
  expect(running).toMatch(/role="status"[^>]*>Recording 2 signatures\./)
  expect(running).toContain('Stop, and undo what is recorded so far')
  expect(running).not.toMatch(/Undo all/)
  await runAll(world)
  const recorded = await page(search)
  expect(recorded).toMatch(/role="status"[^>]*>2 signatures are recorded\./)
  expect(recorded).toContain('Undo all 2 signatures')
  expect(await page('')).not.toContain('signatures are recorded')
})

test('a heading that an emoji makes too long stops nothing', async ({ world }) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const id = await bringIn(
    world,
    token,
    `First name,Last name,Email,ZIP,${'x'.repeat(99)}😀\nAna,Paz,ana@example.org,85001,`,
  )
  expect(await outcomes(world, id)).toEqual({ 2: 'good' })
})

test('a formula in a cell is no name', () => {
  expect(
    readRow(
      ['=HYPERLINK("x")', 'a@example.org', '85001'],
      { given_name: '0', email: '1', postal_code: '2' },
      slug,
      'en',
    ),
  ).toEqual({ outcome: 'invalid', reason: 'name' })
})

const sheet = 'Name,Email,ZIP,Signed on'

/** The outcomes of a list that is brought in, checked and recorded. */
async function recorded(world: World, token: string, lines: string[], heading = sheet) {
  const id = await bringIn(world, token, [heading, ...lines].join('\n'))
  const checked = await outcomes(world, id)
  await post(world, token, { intent: 'run', id })
  await runAll(world)
  return { checked, done: await outcomes(world, id) }
}

test('paper brought in after the closing counts with a day of signing before it; the other reasons are told apart', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  // Closed at midnight in Phoenix: the 20th is the last day.
  await world.db
    .updateTable('petition')
    .set({ closes_at: new Date('2026-11-21T07:00:00Z'), time_zone: 'America/Phoenix' })
    .where('slug', '=', slug)
    .execute()
  const { checked, done } = await recorded(world, token, [
    'Ana Paz,ana@example.org,85001,2026-11-20',
    'Luz Vega,luz@example.org,85001,11/2/2026',
    'Sol Ríos,sol@example.org,85001,11/21/2026',
    'Eva Ruiz,eva@example.org,85001,',
    'Leo Cruz,leo@example.org,85001,some day',
    'Max Sol,max@example.org,85001,2031-01-01',
  ])
  const bad = { 4: 'after-close', 5: 'closed', 6: 'day', 7: 'day' }
  expect(checked).toEqual({ 2: 'good', 3: 'good', ...bad })
  expect(done).toEqual({ 2: 'recorded', 3: 'recorded', ...bad })
  expect(await world.total()).toBe(2)
})

test('a sheet typed in after the petition was closed by hand counts with its day', async ({ world }) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  await world.db
    .updateTable('petition')
    .set({ state: 'victory', updated_at: new Date('2026-11-20T18:00:00Z') })
    .where('slug', '=', slug)
    .execute()
  const line = { intent: 'entry', name: 'Ana Paz', contact: 'ana@example.org', zip: '85001' }
  // Without it nothing is taken in, and what was typed stays.
  for (const signed_on of ['', '2027-01-01', '2026-11-22']) {
    const refused = await post(world, token, { ...line, show0: 'x', signed_on })
    expect([refused.status, refused.body]).toMatchObject([
      422,
      {
        form: {
          errors: [{ field: 'signed_on' }],
          values: { 'name 0': 'Ana Paz', 'contact 0': 'ana@example.org', 'zip 0': '85001', show0: 'x', signed_on },
        },
      },
    ])
  }
  await post(world, token, { ...line, signed_on: '2026-11-20' })
  const batches = await world.db.selectFrom('import_batch').select('id').orderBy('asked_at').execute()
  const all = await Promise.all(batches.map(({ id }) => outcomes(world, id)))
  expect(all.map((one) => one[2])).toEqual(['good'])
})

test('a list has the language that most people of its campaign use, until somebody says another; a line’s own word wins', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  await world.signs(rosa)
  await world.work()
  const list =
    'First name;Last name;E-mail;Phone;ZIP;Language\nAna;Paz;ana@example.org;;85001;\nLuz;Vega;luz@example.org;;85001;English'
  const id = await bringIn(world, token, list)
  const listed = async () => {
    const { body } = await call(world, officeRoute('office.petitions.$petition.imports').loader!, { token, params })
    return (body as { batches: { language: string }[] }).batches[0]!.language
  }
  expect(await listed()).toBe('es')
  await post(world, token, { intent: 'run', id })
  await runAll(world)
  const languages = async () =>
    (await world.db.selectFrom('person').select('language').orderBy('language').execute()).map((row) => row.language)
  expect(await languages()).toEqual(['en', 'es', 'es'])

  const other = await bringIn(world, token, list.replaceAll('@', '2@').replace('English', ''))
  const { mapping } = await world.db
    .selectFrom('import_batch')
    .selectAll()
    .where('id', '=', other)
    .executeTakeFirstOrThrow()
  await post(world, token, { intent: 'check', id: other, ...mapping, list_language: 'en' })
  await runAll(world)
  await post(world, token, { intent: 'run', id: other })
  await runAll(world)
  expect(await languages()).toEqual(['en', 'en', 'en', 'es', 'es'])
})

test('while the petition is open no day is needed; before it opens nothing counts', async ({ world }) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  expect((await recorded(world, token, ['Ana Paz,ana@example.org,85001,'])).done).toEqual({ 2: 'recorded' })
  await world.db
    .updateTable('petition')
    .set({ opens_at: new Date(world.at.getTime() + 86_400_000) })
    .where('slug', '=', slug)
    .execute()
  expect((await recorded(world, token, ['Luz Vega,luz@example.org,85001,'])).checked).toEqual({ 2: 'not-open' })
})

test('a line typed in with nothing but a ZIP is named, not dropped, and a sheet without any line is refused in words', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const empty = await post(world, token, { intent: 'entry', name: '', contact: '', zip: '' })
  expect(empty.status).toBe(422)
  expect(empty.body).toMatchObject({ form: { errors: [{ message: 'entryEmpty' }] } })
  await post(world, token, { intent: 'entry', name: '', contact: '', zip: '85001' })
  const { id } = await world.db.selectFrom('import_batch').select('id').executeTakeFirstOrThrow()
  expect(await outcomes(world, id)).toEqual({ 2: 'name' })
})

test('no file, an empty file and a list without lines are three things', async ({ world }) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const refused = async (list: File) => {
    const { status, body } = await post(world, token, { intent: 'list', list })
    return [status, (body as { form: { errors: { message: string }[] } }).form.errors[0]!.message]
  }
  expect(await refused(new File([], ''))).toEqual([422, 'listMissing'])
  expect(await refused(new File([], 'signers.csv'))).toEqual([422, 'fileEmpty'])
  expect(await refused(new File([`${head}\n`], 'signers.csv'))).toEqual([422, 'listEmpty'])
})
