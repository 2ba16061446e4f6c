import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { sql } from 'kysely'
import { type ComponentProps, createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { findPetition } from '~/actions/petitions/petitions.server'
import { translator } from '~/i18n/translator'
import { expireExports, takeExport, writeNextExport } from '~/office/people/exports/export-people.server'
import { ExportsPage } from '~/office/people/exports/exports-page'
import { phoneCell } from '~/office/people/exports/phone-cell'
import { makePacket, packetCsv, packetPdf } from '~/office/petitions/deliveries/packet.server'
import { tellAnswers } from '~/office/petitions/deliveries/tell-answer.server'
import { indexContact } from '~/people/signer-indexes.server'
import { safeCell } from '~/ui/forms/safe-cell'
import { openVault } from '~/vault/open.server'
import { claimMessages } from '~/worker/sending/claim-messages.server'
import { rosa, sam, slug, test, tomas, type World } from '../../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../../support/office'

type ExportsBody = Omit<ComponentProps<typeof ExportsPage>, 't' | 'lang'>

async function threeSign(world: World) {
  await world.signs({ ...rosa, share_name: '1', consent_email: '1' })
  await world.signs(sam)
  await world.signs({ ...tomas, is_private: '1' })
  await world.work()
  for (const { id } of await world.db.selectFrom('signature').select('id').execute()) await world.confirms(id)
}

const owner = async (world: World) => organizer(world, 'owner', await groupOf(world, 'network'))
const exporting = () => officeRoute('office.exports._index').action!
const taking = () => officeRoute('office.exports.$id.file').action!

test('an export holds who may be seen, is sealed until it is taken, once, within a day', async ({ world }) => {
  await threeSign(world)
  const { token } = await owner(world)
  expect((await call(world, exporting(), { token, fields: { reason: '' } })).status).toBe(422)
  expect((await call(world, exporting(), { token, fields: { reason: 'phone bank on Friday' } })).status).toBe(303)
  await writeNextExport(world.as.worker, world.keyring, () => world.at)
  const { id } = await world.db.selectFrom('export').select('id').executeTakeFirstOrThrow()
  const chunks = await world.db.selectFrom('export_chunk').select('sealed').execute()
  for (const { sealed } of chunks) expect(sealed.includes('Rosa')).toBe(false)
  const other = await owner(world)
  expect((await call(world, taking(), { token: other.token, params: { id }, fields: {} })).status).toBe(410)
  const file = await call(world, taking(), { token, params: { id }, fields: {} })
  const rows = parse(file.body as string, { bom: true }) as string[][]
  expect(
    rows
      .slice(1)
      .map((row) => [row[0], row[2], row[8], row[13], row[15]])
      .sort(),
  ).toEqual([
    ['Rosa', 'rosa@example.org', 'Confirmed', 'yes', 'yes'],
    ['Sam', 'rosa@example.org', 'Confirmed', '', ''],
  ])
  expect((await call(world, taking(), { token, params: { id }, fields: {} })).status).toBe(410)
  expect(await world.db.selectFrom('export_chunk').select('number').execute()).toEqual([])
  const acts = (await world.db.selectFrom('audit').select(['act', 'reason']).orderBy('seq').execute()).filter((line) =>
    /export/.test(line.act),
  )
  expect(acts).toEqual([
    { act: 'exported-people', reason: 'phone bank on Friday' },
    { act: 'took-export', reason: null },
  ])
})

/** The rows of an export of somebody's, asked for and taken. */
async function exported(world: World, token: string, fields: Record<string, string> = {}): Promise<string[][]> {
  await call(world, exporting(), { token, fields: { reason: 'phone bank', ...fields } })
  await writeNextExport(world.as.worker, world.keyring, () => world.at)
  const { id } = await world.db.selectFrom('export').select('id').where('state', '=', 'ready').executeTakeFirstOrThrow()
  const { body } = await call(world, taking(), { token, params: { id }, fields: {} })
  return parse(body as string, { bom: true }) as string[][]
}

test('whoever comes into an export while it is being written has it in their story too', async ({ world }) => {
  await threeSign(world)
  const { token } = await owner(world)
  await world.db
    .insertInto('person_tag')
    .columns(['person_id', 'tag'])
    .expression((query) =>
      query
        .selectFrom('person')
        .select(['id', sql<string>`'driver'`.as('tag')])
        .limit(1),
    )
    .execute()
  // When the headings are written, everybody else gets the tag that was asked for.
  await sql`
    create function tag_everybody() returns trigger language plpgsql security definer as $$ begin
      insert into person_tag (person_id, tag) select id, 'driver' from person on conflict do nothing; return new; end $$
  `.execute(world.db)
  await sql`create trigger everybody after insert on export_chunk for each row when (new.number = 0) execute function tag_everybody()`.execute(
    world.db,
  )
  const [, ...rows] = await exported(world, token, { tag: 'driver' })
  expect(rows.length).toBeGreaterThan(1)
  expect(await world.db.selectFrom('export_person').select('person_id').execute()).toHaveLength(rows.length)
})

test('an export reads in the words of its organizer: petition, place, days and tags, and phones that other tools read', async ({
  world,
}) => {
  await world.signs({ ...tomas, consent_sms: '1' })
  await world.work()
  for (const { id } of await world.db.selectFrom('signature').select('id').execute()) await world.confirms(id)
  const { person_id } = await world.db.selectFrom('signature').select('person_id').executeTakeFirstOrThrow()
  for (const tag of ['captain', 'phone bank'])
    await world.db.insertInto('person_tag').values({ person_id: person_id!, tag }).execute()
  const { token } = await owner(world)
  const [headings, ...rows] = await exported(world, token)
  expect(rows.map((row) => Object.fromEntries(row.map((cell, index) => [headings![index], cell])))).toEqual([
    {
      'First name': 'Tomás',
      'Last name': '',
      Email: '',
      Phone: '602-555-0101',
      ZIP: '85001',
      City: 'Phoenix',
      County: 'Maricopa County',
      Petition: (await findPetition(world.db, slug))!.title.en,
      State: 'Confirmed',
      Language: 'es',
      Signed: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/),
      'Confirmed on': expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/),
      Source: 'The website',
      'May be emailed': '',
      'May be texted': 'yes',
      'Name shown in public': '',
      Tags: 'captain, phone bank',
    },
  ])
})

test('a list for a texting tool has each phone once, and only those that agreed to texts and did not stop them', async ({
  world,
}) => {
  await world.signs({ ...tomas, consent_sms: '1' })
  // Ana shares Tomás's phone.
  await world.signs({ ...tomas, given_name: 'Ana', consent_sms: '1' })
  await world.signs({ ...tomas, given_name: 'Ana', phone: '602 555 0102' })
  await world.signs({ ...tomas, given_name: 'Luz', phone: '602 555 0103', consent_sms: '1' })
  await world.signs({ ...rosa, consent_email: '1' })
  await world.work()
  for (const { id } of await world.db.selectFrom('signature').select('id').execute()) await world.confirms(id)
  await world.db
    .insertInto('suppression')
    .values({
      blind_index: indexContact(world.keyring, 'sms', '+16025550103').contactIndex,
      channel: 'sms',
      reason: 'opted-out',
      since: '2026-11-24',
    })
    .execute()
  const { token } = await owner(world)
  const [head, ...lines] = await exported(world, token, { shape: 'texts' })
  expect(head).toEqual(['firstName', 'lastName', 'cell', 'zip', 'language'])
  expect(lines).toEqual([[expect.stringMatching(/^(Tomás|Ana)$/), '', '602-555-0101', '85001', 'es']])
})

test('where people came from stands in the organizer’s words: ours by their names, the group’s own by the name it gave them', async ({
  world,
}) => {
  await world.signs(rosa)
  await world.signs({ ...tomas, given_name: 'Luz', phone: '602 555 0103' })
  await world.work()
  const { id: petition } = (await findPetition(world.db, slug))!
  await world.db
    .insertInto('source_code')
    .values({
      petition_id: petition,
      advocacy_campaign_id: null,
      code: 'market',
      name: 'Sunday market',
      created_at: world.at,
    })
    .execute()
  const [one, other] = await world.db.selectFrom('signature').select('id').orderBy('accepted_at').execute()
  await world.db.updateTable('signature').set({ source: 'paper' }).where('id', '=', one!.id).execute()
  await world.db.updateTable('signature').set({ source: 'market' }).where('id', '=', other!.id).execute()
  const { token } = await owner(world)
  const [headings, ...rows] = await exported(world, token)
  expect(rows.map((row) => row[headings!.indexOf('Source')]).sort()).toEqual(['Paper', 'Sunday market'])
})

test('whoever asks for an export is told what comes of it, and that nobody is in it instead of an empty file', async ({
  world,
}) => {
  await world.signs({ ...rosa, consent_email: '1' })
  await world.work()
  const { token } = await owner(world)
  const page = async (query: string, lang: 'en' | 'es' = 'en') => {
    const { body } = await call(world, officeRoute('office.exports._index').loader!, { token, query })
    return renderToStaticMarkup(createElement(ExportsPage, { ...(body as ExportsBody), t: translator(lang), lang }))
  }
  const asks = async (shape: string) =>
    new URL((await call(world, exporting(), { token, fields: { reason: 'phone bank', shape } })).location!, 'http://x')
      .search
  const writes = () => writeNextExport(world.as.worker, world.keyring, () => world.at)
  const people = await asks('people')
  expect(await page(people)).toContain('Your export is asked for.')
  await writes()
  expect(await page(people)).toMatch(/Your export is ready.*Download \(1 row/s)
  const texts = await asks('texts')
  await writes()
  expect(await page(texts)).toContain('has agreed to texts')
  expect(await page(texts, 'es')).toContain('ha aceptado mensajes de texto')
  expect((await page(texts)).match(/<button/g)).toHaveLength(1)
  expect(await page('?done=00000000-0000-4000-8000-000000000000')).not.toMatch(/role="status"/)
})

test('a phone of another country is written so that no spreadsheet takes it for a formula', () => {
  expect(phoneCell('+525512345678')).toBe('(+52) 5512345678')
  expect(safeCell(phoneCell('+525512345678'))).toBe('(+52) 5512345678')
  expect(phoneCell('')).toBe('')
})

test('the network is told no tag of people it knows by consent alone: not in an export, and by no filter', async ({
  world,
}) => {
  const group = await groupOf(world, 'Saguaro')
  await world.db.updateTable('petition').set({ group_id: group }).where('slug', '=', slug).execute()
  await world.signs({ ...rosa, consent_network: '1' })
  await world.work()
  const { id: person } = await world.db.selectFrom('person').select('id').executeTakeFirstOrThrow()
  await world.db.insertInto('person_tag').values({ person_id: person, tag: 'needs lawyer' }).execute()
  const listed = async (token: string) => {
    const { body } = await call(world, officeRoute('office.people._index').loader!, {
      token,
      query: '?tag=needs lawyer',
    })
    return (body as { lines: unknown[] }).lines.length
  }
  const exported = async (token: string, tag = '') => {
    await call(world, exporting(), { token, fields: { reason: 'phone bank', tag } })
    await writeNextExport(world.as.worker, world.keyring, () => world.at)
    const { id } = await world.db
      .selectFrom('export')
      .select('id')
      .where('state', '=', 'ready')
      .executeTakeFirstOrThrow()
    return (await call(world, taking(), { token, params: { id }, fields: {} })).body as string
  }
  const { token } = await owner(world)
  expect(await listed(token)).toBe(0)
  expect(await exported(token)).toMatch(/Rosa(?!.*lawyer)/)
  expect(await exported(token, 'needs lawyer')).not.toContain('Rosa')
  const own = await organizer(world, 'owner', group)
  expect(await listed(own.token)).toBe(1)
  expect(await exported(own.token, 'needs lawyer')).toMatch(/Rosa.*needs lawyer/)
})

test('a download that is under way is not cut off by the clock', async ({ world }) => {
  await threeSign(world)
  const { id: by, token } = await owner(world)
  await call(world, exporting(), { token, fields: { reason: 'slow line' } })
  await writeNextExport(world.db, world.keyring, () => world.at)
  const { id } = await world.db.selectFrom('export').select('id').executeTakeFirstOrThrow()
  const vault = await openVault(world.db, world.keyring)
  const taken = (await takeExport(
    world.db,
    { keyring: world.keyring, vault },
    { id, by, scopes: [{ groupId: await groupOf(world, 'network'), areas: null }] },
    world.at,
  ))!
  const { pieces } = taken as Extract<typeof taken, { is: 'file' }>
  await pieces.next()
  await expireExports(world.db, new Date(world.at.getTime() + 15 * 60_000))
  expect((await pieces.next()).value).toContain('Rosa')
})

test('a finished export is written again when somebody in it was erased or said stop before it was downloaded', async ({
  world,
}) => {
  await threeSign(world)
  const { token } = await owner(world)
  await call(world, exporting(), { token, fields: { reason: 'phone bank' } })
  await writeNextExport(world.as.worker, world.keyring, () => world.at)
  const { id } = await world.db.selectFrom('export').select('id').executeTakeFirstOrThrow()
  const take = () => call(world, taking(), { token, params: { id }, fields: {} })

  await world.db.updateTable('consent').set({ withdrawn_on: '2026-11-24' }).where('purpose', '=', 'email').execute()
  const first = await take()
  expect([first.status, first.location]).toEqual([
    303,
    expect.stringMatching(new RegExp(`^/office/exports\\?again=${id}`)),
  ])
  expect(await world.db.selectFrom('export_chunk').select('number').execute()).toEqual([])
  await writeNextExport(world.as.worker, world.keyring, () => world.at)

  await world.db
    .deleteFrom('person')
    .where('id', 'in', world.db.selectFrom('signature').select('person_id').where('person_id', 'is not', null).limit(1))
    .execute()
  expect((await take()).status).toBe(303)
  await writeNextExport(world.as.worker, world.keyring, () => world.at)
  const { body } = await take()
  expect(parse(body as string, { bom: true })).toHaveLength(2)
})

test('an export that nobody took is gone after a day', async ({ world }) => {
  await threeSign(world)
  const { token } = await owner(world)
  await call(world, exporting(), { token, fields: { reason: 'never mind' } })
  await writeNextExport(world.as.worker, world.keyring, () => world.at)
  expect(await expireExports(world.as.worker, new Date(world.at.getTime() + 25 * 3_600_000))).toBe(1)
  expect(await world.db.selectFrom('export_chunk').select('number').execute()).toEqual([])
})

const formulas = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  ' =1',
  '\n=1',
  ';=1',
  'Rosa;=1',
  'Rosa\t=1',
  'Rosa\n=1',
  '"=1',
  'Rosa;"=1',
  '\u00a0=1',
  '＝1',
  "=cmd|' /C calc'!A0",
]

test('no cell is a formula any more, whichever sign a spreadsheet takes for the end of a cell', () => {
  expect(safeCell('=1+1')).toBe("'=1+1")
  expect(safeCell('Ana-María Núñez')).toBe('Ana-María Núñez')
  const row = stringify([['Rosa', ...formulas.map(safeCell), 'end']])
  for (const piece of row.split(/[,;\t\r\n|]/)) expect(piece, JSON.stringify(piece)).not.toMatch(/^[\s"]*[=+\-@＝]/)
})

test('a packet at each level says no more than its level: without the tick no name is in the file', async ({
  world,
}) => {
  await threeSign(world)
  const vault = await openVault(world.db, world.keyring)
  const petition = (await findPetition(world.db, slug))!
  const packet = (level: 'counts' | 'initials' | 'names') => makePacket(world.db, vault, petition, level, 'es')
  const [counts, initials, names] = [
    packetCsv(await packet('counts')),
    packetCsv(await packet('initials')),
    packetCsv(await packet('names')),
  ]
  for (const file of [counts, initials]) expect(file).not.toMatch(/Rosa|Sam|Tomás|Martínez|Reyes|85001/)
  expect(initials).toMatch(/R\. M\.,850/)
  expect(names).toContain('Rosa Martínez')
  expect(names).not.toMatch(/Sam|Reyes|Tomás/)
  const pdf = await packetPdf(petition, await packet('names'), 'es', 'https://firme.example.org', '2026-11-24')
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
})

test('names leave only with an owner, a reason and a line in the ledger', async ({ world }) => {
  await threeSign(world)
  const packets = officeRoute('office.petitions.$petition.packets.$file').action!
  const params = { petition: slug, file: 'people' }
  const organizing = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const { token } = await owner(world)
  const fields = { level: 'names', format: 'csv', reason: 'the board asked for names' }
  expect((await call(world, packets, { token: organizing.token, params, fields })).status).toBe(403)
  expect((await call(world, packets, { token, params, fields: { ...fields, reason: '' } })).location).toMatch(
    /refused=reason/,
  )
  expect(
    (await call(world, packets, { token, params, fields, at: new Date(world.at.getTime() + 360_000) })).location,
  ).toMatch(/prove/)
  expect(await world.db.selectFrom('audit').select('seq').where('act', '=', 'made-packet').execute()).toEqual([])
  expect((await call(world, packets, { token, params, fields })).body).toContain('Rosa Martínez')
  expect(
    await world.db.selectFrom('audit').select(['how_many', 'reason']).where('act', '=', 'made-packet').execute(),
  ).toEqual([{ how_many: 1, reason: 'the board asked for names' }])
})

test('an official’s answer stands on the page in both languages, and is told once to those who asked, and to nobody who took that back', async ({
  world,
}) => {
  await world.signs({ ...rosa, consent_email: '1' })
  await world.signs({ ...sam, email: 'sam@example.org', consent_email: '1' })
  await world.signs({ ...rosa, given_name: 'Luz', email: 'luz@example.org' })
  await world.work()
  for (const { id } of await world.db.selectFrom('signature').select('id').execute()) await world.confirms(id)
  await world.db.deleteFrom('message').execute()
  const { token } = await owner(world)
  const deliveries = officeRoute('office.petitions.$petition.deliveries')
  const post = async (fields: Record<string, string>, at = world.at) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    return call(world, deliveries.action!, { token, params: { petition: slug }, fields: form, at })
  }
  for (const delivered_on of ['2026-11-26', '9999-12-31', '1999-12-31', '0001-01-01'])
    expect(
      (await post({ intent: 'record', delivered_on, recipient: 'Ida Vance', by_whom: 'Lucía Paz' })).body,
    ).toMatchObject({ form: { values: { delivered_on }, errors: [{ field: 'delivered_on', message: 'deliveryDay' }] } })
  expect(
    (await post({ intent: 'record', delivered_on: '2026-11-24', recipient: 'Ida Vance', by_whom: 'Lucía Paz' })).status,
  ).toBe(303)
  const { id } = await world.db.selectFrom('delivery').select('id').executeTakeFirstOrThrow()
  expect((await post({ intent: 'answer', id, answer_en: 'No.', answer_es: '' })).status).toBe(422)
  const long = 'a'.repeat(5_001)
  expect((await post({ intent: 'answer', id, answer_en: 'No.', answer_es: long })).body).toMatchObject({
    form: { values: { answer_es: long }, errors: [{ field: 'answer_es', message: 'tooLong' }] },
  })
  expect((await post({ intent: 'answer', id, answer_en: 'She says yes.', answer_es: 'Dice que sí.' })).status).toBe(303)
  const news = await world.db
    .selectFrom('petition_update')
    .select('body')
    .where('title', '@>', JSON.stringify({ en: 'Answer: Ida Vance' }) as never)
    .execute()
  expect(news).toEqual([{ body: { en: 'She says yes.', es: 'Dice que sí.' } }])
  expect((await post({ intent: 'tell', id }, new Date(world.at.getTime() + 360_000))).location).toMatch(/prove/)
  await post({ intent: 'tell', id })
  expect([
    await tellAnswers(world.as.worker, world.keyring, world.at),
    await tellAnswers(world.as.worker, world.keyring, world.at),
  ]).toEqual([2, 0])
  const samIs = (
    await world.db
      .selectFrom('message')
      .innerJoin('person', 'person.id', 'message.person_id')
      .select('person.id')
      .orderBy('person.id')
      .execute()
  )[0]!.id
  await world.db
    .updateTable('subscription')
    .set({ ended_on: '2026-11-24', ended_how: 'own-page' })
    .where('person_id', '=', samIs)
    .execute()
  expect(await claimMessages(world.db, 'mail', 10, world.at)).toHaveLength(1)
  expect(await world.db.selectFrom('message').select('failure').where('state', '=', 'suppressed').execute()).toEqual([
    { failure: 'no-consent' },
  ])
})
