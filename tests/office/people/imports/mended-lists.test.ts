import { parse } from 'csv-parse/sync'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { translator } from '~/i18n/translator'
import { cellOf } from '~/office/officials/rosters/lines/roster-fields'
import { importNext } from '~/office/people/imports/import-next.server'
import { readRow } from '~/office/people/imports/import-row'
import { ImportsPage } from '~/office/people/imports/imports-page'
import { mendAddress, mendAny, mendName, mendPhone, mendZip } from '~/office/people/imports/mend-cell'
import { purgeImports } from '~/office/people/imports/purge-imports.server'
import { paths } from '~/paths'
import { indexContact } from '~/people/signer-indexes.server'
import type { FormState } from '~/ui/forms/form-state'
import { rosa, slug, test, type World } from '../../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../../support/office'
import { reviewedFields } from '../../../support/reviewed'

const params = { petition: slug }
const importer = async (world: World) => organizer(world, 'organizer', await groupOf(world, 'network'))
const page = officeRoute('office.petitions.$petition.imports')
const badLines = officeRoute('office.petitions.$petition.imports_.$id.bad-lines[.]csv')

async function posts(world: World, token: string, fields: Record<string, string | Blob>) {
  const form = new FormData()
  for (const [name, value] of Object.entries(await reviewedFields(world, 'import_batch', fields)))
    form.append(name, value)
  return call(world, page.action!, { token, params, fields: form })
}

async function works(world: World) {
  while ((await importNext(world.as.worker, world.keyring, world.at)) > 0);
}

/** Uploads a list and checks it with the columns that are found. */
async function checked(world: World, token: string, list: string): Promise<string> {
  const before = (await world.db.selectFrom('import_batch').select('id').execute()).map((one) => one.id)
  await posts(world, token, { intent: 'list', list: new Blob([list]) })
  const { id, mapping } = (await world.db.selectFrom('import_batch').selectAll().execute()).find(
    (one) => !before.includes(one.id),
  )!
  await posts(world, token, { intent: 'check', id, ...mapping })
  await works(world)
  return id
}

const shown = async (world: World, token: string) =>
  (
    (await call(world, page.loader!, { token, params })).body as {
      batches: {
        state: string
        outcomes: { outcome: string; count: number; reason: string | null }[]
        mends: { mend: string; lines: number[] }[]
        toFix: { line: number; reason: string; cells: string[] }[]
      }[]
    }
  ).batches[0]!

test.for([
  ['6025550143.0', '6025550143'],
  ['6025550143.00', '6025550143'],
  ['6.025550143E+09', '6025550143'],
  ['6,025550143E+09', '6025550143'],
  ['1.6025550143E+10', '16025550143'],
  // Nobody can know the rest of these.
  ['6.03E+09', '6.03E+09'],
  ['6.02555E9', '6.02555E9'],
  ['602 555 0143', '602 555 0143'],
  ['602.555.0143', '602.555.0143'],
  ['', ''],
])('the phone “%s” of a spreadsheet is read as “%s”', ([said, meant]) => {
  expect(mendPhone(said!).text).toBe(meant)
})

test('other cells that programs have changed are read as they were meant', () => {
  expect(
    ['#N/A', '#REF!', '#¡REF!', ' #DIV/0! ', '#1 fan', "'-tag", "ana;'+1", "O'Brien"].map((cell) => mendAny(cell).text),
  ).toEqual(['', '', '', '', '#1 fan', '-tag', 'ana;+1', "O'Brien"])
  expect(cellOf(["'+1 602 555 0143"], { phone: '0' }, 'phone')).toBe('+1 602 555 0143')
  expect(['8501', '901', '85001.0', '85001', '8501-1234'].map((cell) => mendZip(cell).text)).toEqual([
    '08501',
    '00901',
    '85001',
    '85001',
    '08501-1234',
  ])
  expect(mendAddress('"Paz, Ana" <ana@example.org>')).toMatchObject({ text: 'ana@example.org', name: 'Paz, Ana' })
  expect(mendAddress('mailto:ana@example.org').text).toBe('ana@example.org')
  expect(mendAddress('ana@example.org;').text).toBe('ana@example.org')
  expect(mendAddress('ana@example.org').mend).toBeNull()
  expect(mendAddress('ana@example.org <ANA@example.org>')).toEqual({
    text: 'ANA@example.org',
    mend: 'address-wrapped',
    name: '',
  })
  for (const two of [
    'Ana <ana@example.org>, Bob <bob@example.org>',
    'ana@example.org, Bob <bob@example.org>',
    '<ana@example.org>; <bob@example.org>',
    'Ana <ana@example.org,bob@example.org>',
  ])
    expect(mendAddress(two)).toEqual({ text: two, mend: null })
})

test('a line with two addresses is refused, and so is each source that is too long to be told from another', () => {
  const read = (email: string, source = '') =>
    readRow(
      ['Ana Paz', email, '85001', source],
      { full_name: '0', email: '1', postal_code: '2', source: '3' },
      slug,
      'en',
    )
  expect(read('Ana <ana@example.org>, Bob <bob@example.org>')).toEqual({ outcome: 'invalid', reason: 'email' })
  expect(read('ana@example.org', 'May Day rally')).toMatchObject({ submission: { source: 'may-day-rally' } })
  for (const year of ['2025', '2026'])
    expect(read('ana@example.org', `Phoenix Pride ${year}`)).toEqual({ outcome: 'invalid', reason: 'source' })
})

test('what a spreadsheet did to a list is set right and said with its lines; what it rounded is refused with what to do', async ({
  world,
}) => {
  const { token } = await importer(world)
  await checked(
    world,
    token,
    [
      'Name\tEmail\tCell\tZIP\tComment',
      '#N/A\t"Paz, Ana" <ana@example.org>\t\t8501\t',
      'Luz Vega\t#N/A\t6025550143.0\t85001.0\tMy cousin was held.',
      'Eva Ruiz\t\t6.03E+09\t85001\t',
    ].join('\n'),
  )
  const { mends, outcomes, toFix } = await shown(world, token)
  expect(mends.map(({ mend, lines }) => [mend, lines])).toEqual([
    ['address-wrapped', [2]],
    ['error-cell', [2, 3]],
    ['phone-number', [3]],
    ['zip-decimals', [3]],
    ['zip-zeros', [2]],
  ])
  expect(outcomes.map(({ outcome, count }) => [outcome, count])).toEqual([
    ['bad', 1],
    ['good', 2],
  ])
  expect(toFix).toMatchObject([{ line: 4, reason: 'phone-rounded' }])
})

test('a list that was copied comes in like a file, with tags, the place of signing and a comment', async ({
  world,
}) => {
  const { token } = await importer(world)
  expect((await posts(world, token, { intent: 'list', pasted: ' ' })).status).toBe(422)
  await posts(world, token, {
    intent: 'list',
    pasted:
      'Name\tEmail\tZIP\tSource\tTags\tComment\nAna Paz\tana@example.org\t85001\tMay Day rally\tCaptain; driver\tFor my kids.',
  })
  const { id, mapping } = await world.db.selectFrom('import_batch').selectAll().executeTakeFirstOrThrow()
  await posts(world, token, { intent: 'check', id, ...mapping })
  await works(world)
  await posts(world, token, { intent: 'run', id })
  await works(world)
  expect(
    await world.db.selectFrom('signature').select(['source', 'channel', 'state']).executeTakeFirstOrThrow(),
  ).toEqual({ source: 'may-day-rally', channel: 'paper', state: 'confirmed' })
  expect(await world.db.selectFrom('person_tag').select('tag').orderBy('tag').execute()).toEqual([
    { tag: 'captain' },
    { tag: 'driver' },
  ])
  const { sealed_comment } = await world.db.selectFrom('signature').select('sealed_comment').executeTakeFirstOrThrow()
  expect(sealed_comment).not.toBeNull()
})

test('a refused line is corrected in place, before its list is recorded and after', async ({ world }) => {
  const { token } = await importer(world)
  const id = await checked(
    world,
    token,
    'Name,Email,ZIP\nAna Paz,ana@example.org,85001\nLuz Vega,luz@example,85001\nEva Ruiz,eva@example.org,850',
  )
  const fixes = (line: number, fields: Record<string, string>) =>
    posts(world, token, { intent: 'fix', id, line: String(line), ...fields })
  // Still wrong: what was typed stays, and so does its reason.
  await fixes(3, { email: 'luz@', postal_code: '85002' })
  expect((await shown(world, token)).toFix[0]).toMatchObject({
    line: 3,
    reason: 'email',
    cells: ['Luz Vega', 'luz@', '85002'],
  })
  await fixes(3, { email: 'luz@example.org' })
  expect((await shown(world, token)).toFix.map(({ line }) => line)).toEqual([])
  expect(await world.total()).toBe(0)
  await posts(world, token, { intent: 'run', id })
  await works(world)
  expect(await world.total()).toBe(3)
  expect((await fixes(3, { email: 'other@example.org' })).status).toBe(422)
  expect((await shown(world, token)).state).toBe('done')

  const late = await checked(world, token, 'Name,Email,ZIP\nSol Ríos,sol,85001\nPaz Luna,paz,85001')
  await posts(world, token, { intent: 'run', id: late })
  await works(world)
  expect(await world.total()).toBe(3)
  for (let twice = 0; twice < 2; twice += 1)
    await posts(world, token, { intent: 'fix', id: late, line: '2', email: 'sol@example.org' })
  await works(world)
  expect(await world.total()).toBe(4)
  await posts(world, token, { intent: 'undo', id: late })
  expect(await world.total()).toBe(3)
})

test('two refused lines of a recorded list are corrected one after the other, while the first is still being recorded', async ({
  world,
}) => {
  const { token } = await importer(world)
  const id = await checked(
    world,
    token,
    'Name,Email,ZIP\nSol Ríos,sol,85001\nPaz Luna,paz,85001\nAna Paz,ana@example.org,85001',
  )
  await posts(world, token, { intent: 'run', id })
  await works(world)
  for (const [line, email] of [
    ['2', 'sol@example.org'],
    ['3', 'paz@example.org'],
  ] as const)
    expect((await posts(world, token, { intent: 'fix', id, line, email })).status).toBe(303)
  await works(world)
  expect([await world.total(), (await shown(world, token)).state]).toEqual([3, 'done'])
})

test('lines that were not recorded are a file with their reasons, and are forgotten after thirty days', async ({
  world,
}) => {
  const { token } = await importer(world)
  const id = await checked(world, token, 'Name,Email,ZIP\n=cmd,ana@example.org,85001\nLuz Vega,luz,85001')
  await posts(world, token, { intent: 'run', id })
  await works(world)
  const file = async () => {
    const { body } = await call(world, badLines.loader!, { token, params: { ...params, id } })
    return (parse(body as string, { bom: true }) as string[][]).slice(1)
  }
  expect(await file()).toEqual([
    ["'=cmd", 'ana@example.org', '85001', '2', 'no name, or not one'],
    ['Luz Vega', 'luz', '85001', '3', 'the email is not right'],
  ])
  const other = await organizer(world, 'organizer', await groupOf(world, 'Mesa'))
  expect((await call(world, badLines.loader!, { token: other.token, params: { ...params, id } })).status).toBe(404)

  const waiting = await checked(world, token, 'Name,Email,ZIP\nSol Ríos,sol@example.org,85001')
  const days = (count: number) => new Date(world.at.getTime() + count * 86_400_000)
  expect(await purgeImports(world.as.worker, days(29))).toBe(0)
  expect(await purgeImports(world.as.worker, days(31))).toBe(3)
  expect(await file()).toEqual([])
  expect(await world.db.selectFrom('import_batch').select('id').where('id', '=', waiting).execute()).toEqual([])
})

test('a list’s tags go on who had already signed too, and undoing it takes off those and no others', async ({
  world,
}) => {
  const { token } = await importer(world)
  const first = await checked(world, token, 'Name,Email,ZIP,Tags\nAna Paz,ana@example.org,85001,captain')
  await posts(world, token, { intent: 'run', id: first })
  await works(world)
  const second = await checked(
    world,
    token,
    'Name,Email,ZIP,Tags\nAna Paz,ana@example.org,85001,captain; driver\nLuz Vega,luz@example.org,85001,driver',
  )
  await posts(world, token, { intent: 'run', id: second })
  await works(world)
  const tags = async () =>
    (await world.db.selectFrom('person_tag').select('tag').orderBy('tag').execute()).map(({ tag }) => tag)
  expect(await tags()).toEqual(['captain', 'driver', 'driver'])
  await posts(world, token, { intent: 'undo', id: second })
  expect(await world.total()).toBe(1)
  expect(await tags()).toEqual(['captain'])
})

test('a tag that two lists put on stays when the first of them is undone', async ({ world }) => {
  const { token } = await importer(world)
  await world.signs(rosa)
  await world.work()
  const list = `Name,Email,ZIP,Tags\nRosa Martínez,${rosa.email},85001,captain`
  const first = await checked(world, token, list)
  await posts(world, token, { intent: 'run', id: first })
  await works(world)
  const second = await checked(world, token, list.replace('captain', 'captain; driver'))
  await posts(world, token, { intent: 'run', id: second })
  await works(world)
  await posts(world, token, { intent: 'undo', id: first })
  const tags = await world.db.selectFrom('person_tag').select(['tag', 'import_id']).orderBy('tag').execute()
  expect(tags).toEqual([
    { tag: 'captain', import_id: null },
    { tag: 'driver', import_id: second },
  ])
})

test('a tag that somebody put on by hand stays when a list that had it too is undone', async ({ world }) => {
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const kept = await checked(world, token, 'Name,Email,ZIP\nAna Paz,ana@example.org,85001')
  await posts(world, token, { intent: 'run', id: kept })
  await works(world)
  const id = await checked(world, token, 'Name,Email,ZIP,Tags\nAna Paz,ana@example.org,85001,driver')
  await posts(world, token, { intent: 'run', id })
  await works(world)
  const person = await world.db.selectFrom('person').select('id').executeTakeFirstOrThrow()
  const tagged = await call(world, officeRoute('office.people.$person').action!, {
    token,
    params: { person: person.id },
    fields: { intent: 'tag', tag: 'driver' },
  })
  expect(tagged.status).toBe(200)
  await posts(world, token, { intent: 'undo', id })
  expect(await world.db.selectFrom('person_tag').select('tag').execute()).toEqual([{ tag: 'driver' }])
})

test('a list that is worked on is kept from that day on, and its page and Today say until when', async ({ world }) => {
  const { token } = await importer(world)
  const id = await checked(world, token, 'Name,Email,ZIP\nAna Paz,ana@example.org,85001\nLuz Vega,luz,85001')
  const later = (days: number) => new Date(world.at.getTime() + days * 86_400_000)
  await world.db
    .updateTable('import_batch')
    .set({ asked_at: later(-29) })
    .where('id', '=', id)
    .execute()
  await posts(world, token, { intent: 'fix', id, line: '3', email: 'luz@example.org' })
  expect(await purgeImports(world.as.worker, later(29))).toBe(0)
  expect(await shown(world, token)).toMatchObject({ state: 'checked', keptUntil: later(30).toISOString() })
  const home = await call(world, officeRoute('office._index').loader!, { token })
  expect(home.body).toMatchObject({
    needs: {
      unfinished: {
        few: [{ path: `/office/petitions/${slug}/imports`, lines: 2, until: later(30).toISOString() }],
        count: 1,
      },
    },
  })
  expect(await purgeImports(world.as.worker, later(31))).toBe(2)
})

test('a corrected line of somebody who asked us not to write is emptied at once', async ({ world }) => {
  const { token } = await importer(world)
  const first = await checked(world, token, 'Name,Email,ZIP\nLuz Vega,luz@example.org,85001')
  await posts(world, token, { intent: 'run', id: first })
  await works(world)
  const contact = await world.db.selectFrom('contact_point').selectAll().executeTakeFirstOrThrow()
  await world.db
    .insertInto('suppression')
    .values({ blind_index: contact.blind_index, channel: 'mail', reason: 'opted-out', since: '2026-11-24' })
    .execute()
  const id = await checked(world, token, 'Name,Email,ZIP\nLuz Vega,luz,85001')
  await posts(world, token, { intent: 'run', id })
  await works(world)
  await posts(world, token, { intent: 'fix', id, line: '2', email: 'luz@example.org' })
  await works(world)
  const row = await world.db
    .selectFrom('import_row')
    .select(['outcome', 'sealed'])
    .where('batch_id', '=', id)
    .executeTakeFirstOrThrow()
  expect([row.outcome, row.sealed.length]).toEqual(['opted-out', 0])
  expect((await shown(world, token)).state).toBe('done')
})

test('lines that only the file can correct do not hide those that can be corrected in place', async ({ world }) => {
  const { token } = await importer(world)
  const long = Array.from({ length: 21 }, (_, index) => `"P${index} Paz,p${index}@example.org,85001`)
  await checked(world, token, ['Name,Email,ZIP', ...long, 'Luz Vega,luz,85001'].join('\n'))
  const { outcomes, toFix } = await shown(world, token)
  expect(outcomes.find(({ reason }) => reason === 'quote-left-open')?.count).toBe(21)
  expect(toFix.map(({ reason }) => reason)).toEqual(['email'])
})

test('a refused list keeps its language, and says nothing of the sheet beside it', async ({ world }) => {
  const { token } = await importer(world)
  const { body } = await posts(world, token, { intent: 'list', pasted: ' ', list_language: 'es' })
  const props = (await call(world, page.loader!, { token, params })).body as Omit<
    Parameters<typeof ImportsPage>[0],
    't' | 'form'
  >
  const html = renderToStaticMarkup(
    createElement(ImportsPage, {
      ...props,
      t: translator('en'),
      form: (body as { form: FormState }).form,
      usual: 'en',
    }),
  )
  const chosen = (html: string, id: string) =>
    new RegExp(`<select id="${id}".*?<option value="(\\w+)"[^>]*selected`).exec(html)?.[1]
  expect([chosen(html, 'list-language'), chosen(html, 'entry-language')]).toEqual(['es', 'en'])
})

test('a name cell with an address beside the name is both, as mail programs copy it', async ({ world }) => {
  expect(
    ['"Olga" <olga@example.org>', 'Olga Ruiz olga@example.org', '"Ruiz, Olga" (mailto:olga@example.org)'].map(mendName),
  ).toEqual(
    ['Olga', 'Olga Ruiz', 'Ruiz, Olga'].map((text) => ({
      text,
      mend: 'name-and-address',
      address: 'olga@example.org',
    })),
  )
  for (const same of ['Olga', 'Olga <a@example.org>, Eva <b@example.org>', 'a@example.org and more'])
    expect(mendName(same)).toMatchObject({ text: same, address: '' })
  const { token } = await importer(world)
  const id = await checked(
    world,
    token,
    'Name,ZIP\n"""Olga"" <olga@example.org>",85001\n"Ruiz, Eva <eva@example.org>",85001\nSol Luna,85001',
  )
  const page = await shown(world, token)
  expect(page.outcomes.map(({ outcome, reason, count }) => [outcome, reason, count])).toEqual([
    ['bad', 'contact', 1],
    ['good', null, 2],
  ])
  expect(page.mends).toMatchObject([{ mend: 'name-and-address', lines: [2, 3] }])
  await posts(world, token, { intent: 'fix', id, line: '4', full_name: 'Sol Luna <sol@example.org>' })
  await posts(world, token, { intent: 'run', id })
  await works(world)
  expect(await world.total()).toBe(3)
  const cells = ['Olga <other@example.org>', 'olga@example.org', '85001']
  expect(readRow(cells, { full_name: '0', email: '1', postal_code: '2' }, slug, 'en')).toMatchObject({
    submission: { givenName: 'Olga', email: 'olga@example.org' },
  })
})

test('one person on several lines of a list is found in the review, with the lines, and counts once', async ({
  world,
}) => {
  const { token } = await importer(world)
  const id = await checked(
    world,
    token,
    [
      'Name,Email,ZIP,Tags',
      'Ana Paz,ana@example.org,85001,a',
      'Luz Vega,luz@example.org,85001,',
      'ana PAZ,ANA+list@example.org,85002,b',
      'Ana Ruiz,ana@example.org,85001,',
      'Ána Paz,ana@example.org,85001,',
      'Sol,sol,85001,',
    ].join('\n'),
  )
  const doubles = async () =>
    (await shown(world, token)).outcomes.find(({ outcome }) => outcome === 'double') as object | undefined
  expect(await doubles()).toMatchObject({ count: 2, lines: [4, 6], firsts: [2, 2] })
  // What is corrected may be a double too.
  await posts(world, token, { intent: 'fix', id, line: '7', full_name: 'Luz Vega', email: 'luz@example.org' })
  expect(await doubles()).toMatchObject({ count: 3, lines: [4, 6, 7], firsts: [2, 2, 3] })
  await posts(world, token, { intent: 'run', id })
  const asked = await world.db.selectFrom('audit').select('how_many').where('act', '=', 'imported-people').execute()
  expect(asked).toEqual([{ how_many: 3 }])
  await works(world)
  expect(await world.total()).toBe(3)
  expect(await doubles()).toMatchObject({ count: 3 })
  const tags = await world.db.selectFrom('person_tag').select('tag').orderBy('tag').execute()
  expect(tags.map(({ tag }) => tag)).toEqual(['a', 'b'])
  const keys = world.db.selectFrom('import_row').select('line').where('signer_key', 'is not', null)
  expect(await keys.execute()).toEqual([])
})

test('what a list brought does not come back once it was undone: by the undo of many, of one tag, or of an erasure', async ({
  world,
}) => {
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  await world.signs(rosa)
  await world.signs({ ...rosa, given_name: 'Luz', email: 'luz@example.org' })
  await world.work()
  const id = await checked(
    world,
    token,
    [
      'Name,Email,ZIP,Tags',
      `Rosa Martínez,${rosa.email},85001,many; one; kept`,
      'Luz Martínez,luz@example.org,85001,kept',
      'Ana Paz,ana@example.org,85001,many',
    ].join('\n'),
  )
  await posts(world, token, { intent: 'run', id })
  await works(world)
  const person = async (email: string) => {
    const index = indexContact(world.keyring, 'mail', email).contactIndex
    const found = world.db
      .selectFrom('person')
      .innerJoin('contact_point', 'contact_point.id', 'contact_id')
      .select('person.id')
      .where('blind_index', '=', index)
    return (await found.executeTakeFirst())?.id
  }
  const [her, luz, ana] = [
    (await person(rosa.email))!,
    (await person('luz@example.org'))!,
    (await person('ana@example.org'))!,
  ]
  const bulk = async (kind: string, tag: string) => {
    const { action } = officeRoute('office.people.bulk')
    const fields = { kind, new_tag: tag, whom: 'all' }
    const { body } = await call(world, action!, { token, fields })
    const { asOf, people } = (body as { preview: { asOf: string; people: number } }).preview
    const { location } = await call(world, action!, {
      token,
      fields: { ...fields, intent: 'do', asOf, shown: String(people) },
    })
    return new URL(location!, 'http://office').searchParams.get('undo')!
  }
  const byHand = async (fields: Record<string, string>) =>
    (
      (await call(world, officeRoute('office.people.$person').action!, { token, params: { person: her }, fields }))
        .body as { done: { did: string; undo: Record<string, string> }[] }
    ).done[0]!
  const undoes = (change: string) => call(world, officeRoute('office.undo').action!, { token, fields: { id: change } })
  const off = await bulk('untag', 'many')
  const on = await bulk('tag', 'kept')
  const { undo: one } = await byHand({ intent: 'untag', tag: 'one' })
  // Before the list is undone: whoever had the tag from it has it from it again.
  await undoes(on)
  const ofList = world.db.selectFrom('person_tag').select(['person_id', 'tag', 'import_id'])
  expect(await ofList.where('person_id', '=', her).execute()).toEqual([{ person_id: her, tag: 'kept', import_id: id }])
  for (const erased of [ana, luz])
    await call(world, officeRoute('office.people.$person_.erase').action!, {
      token,
      params: { person: erased },
      fields: {},
    })
  await posts(world, token, { intent: 'undo', id })
  await undoes(off)
  expect(await byHand(one)).toMatchObject({ did: 'not-retagged', undo: null })
  for (const { id: erasure } of await world.db.selectFrom('erasure').select('id').execute())
    await call(world, officeRoute('office.people.erased').action!, { token, fields: { id: erasure } })
  expect((await world.db.selectFrom('erasure').select('state').execute()).map(({ state }) => state)).toEqual([
    'undone',
    'undone',
  ])
  expect(await ofList.execute()).toEqual([])
  expect([await person('luz@example.org'), await person('ana@example.org')]).toEqual([luz, undefined])
  const { body } = await call(world, officeRoute('office.people.$person').loader!, { token, params: { person: her } })
  expect((body as { person: { timeline: { lines: object[] } } }).person.timeline.lines).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ is: 'tagged', tag: 'one', list: paths.office.petitionImport(slug) }),
      expect.objectContaining({ is: 'untagged', tag: 'one', list: null }),
      expect.objectContaining({ is: 'untagged', tag: 'kept', list: paths.office.petitionImport(slug) }),
    ]),
  )
})
