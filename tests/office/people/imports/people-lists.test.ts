import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { guessPeopleMapping } from '~/office/people/imports/field-columns'
import { importNext } from '~/office/people/imports/import-next.server'
import { paths } from '~/paths'
import { linkToken } from '~/vault/links.server'
import { openVault } from '~/vault/open.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { readClaimed } from '~/worker/sending/claim-messages.server'
import { composeMail } from '~/worker/sending/compose-message.server'
import { messagesOfBroadcasts, sendsToMany } from '../../../support/broadcasts'
import { rosa, test, type World } from '../../../support/firme-test'
import { newsReaches } from '../../../support/news'
import { call, groupOf, officeRoute, organizer } from '../../../support/office'
import { reviewedFields } from '../../../support/reviewed'

const route = () => officeRoute('office.campaigns_.$campaign.people.import')
const params = { campaign: 'end-s-comm' }
const head =
  'First name,Last name,Email,Phone,ZIP,Consent to email,Consent to texts,Consent date,How they agreed,Comment,Tags,Source'
const mapping = {
  given_name: '0',
  family_name: '1',
  email: '2',
  phone: '3',
  postal_code: '4',
  consent_email: '5',
  consent_sms: '6',
  consent_on: '7',
  consent_how: '8',
  comment: '9',
  tags: '10',
  source: '11',
}
const evidence = { evidence: 'Sign-up sheet at the June meeting: Email me the news.', evidence_on: '2026-06-03' }

async function post(world: World, token: string, fields: Record<string, string | Blob>) {
  const form = new FormData()
  for (const [name, value] of Object.entries(await reviewedFields(world, 'import_batch', fields)))
    form.append(name, value)
  return call(world, route().action!, { token, params, fields: form })
}

async function runAll(world: World) {
  while ((await importNext(world.as.worker, world.keyring, world.at)) > 0);
}

/** Uploads and checks lines. @returns the list */
async function checks(
  world: World,
  token: string,
  lines: string[],
  said: Record<string, string> = {},
  columns: object = mapping,
) {
  const list = new Blob([[head, ...lines].join('\n')])
  expect((await post(world, token, { intent: 'list', list, list_language: 'es', ...said })).status).toBe(303)
  const { id } = await world.db
    .selectFrom('import_batch')
    .select('id')
    .where('state', '=', 'mapping')
    .executeTakeFirstOrThrow()
  await post(world, token, { intent: 'check', id, ...columns })
  await runAll(world)
  return id
}

async function bringsIn(
  world: World,
  token: string,
  lines: string[],
  said: Record<string, string> = {},
  columns: object = mapping,
) {
  const id = await checks(world, token, lines, said, columns)
  await post(world, token, { intent: 'run', id })
  await runAll(world)
  return id
}

const lines = async (world: World, id: string) =>
  (
    await world.db
      .selectFrom('import_row')
      .select(['line', 'outcome', 'reason', 'mends'])
      .where('batch_id', '=', id)
      .where('line', '>', 0)
      .orderBy('line')
      .execute()
  ).map(({ outcome, reason, mends }) => [reason ?? outcome, ...mends].join(' '))

const asked = (world: World) =>
  world.db.selectFrom('message').select(['id', 'template', 'state']).where('channel', 'in', ['mail', 'sms']).execute()

const owner = async (world: World) => (await organizer(world, 'owner', await groupOf(world, 'network'))).token

const withProof = 'Ana,Ruiz,ana@example.org,,85001,x,,2026-06-03,Sheet: email me the news,,,'

test('a list says before it is recorded who gets news, who is asked once by mail, and who gets nothing', async ({
  world,
}) => {
  const token = await owner(world)
  const id = await checks(world, token, [
    withProof,
    'Eva,Paz,eva@example.org,,,,,,,,,',
    'Luz,Cano,luz@example.org,,,no,,,,,,',
    'Leo,Cruz,,602-555-0144,,,,,,,,',
    'Noa,Gil,,602-555-0145,,,x,2026-06-03,Sheet: text me the news,,,',
    ',,nameless@example.org,,,,,,,,,',
    'Sin,Contacto,,,85001,,,,,,,',
    'Mal,Dia,dia@example.org,,,x,,tomorrow,Sheet,,,',
    'Ana,Otra,ana@example.org,,,,,,,,,',
  ])
  expect(await lines(world, id)).toEqual([
    'good',
    'good asks',
    'good silent',
    'good silent',
    'good',
    'good asks',
    'contact',
    'day',
    'good asks',
  ])
  expect(await world.db.selectFrom('person').select('id').execute()).toEqual([])
  const page = (await call(world, route().loader!, { token, params })).body as { batches: { outcomes: object[] }[] }
  expect(page.batches[0]!.outcomes).toContainEqual(expect.objectContaining({ outcome: 'double', count: 1 }))
})

test('consent with evidence begins news; without it one mail asks, and nothing else is sent until they press', async ({
  world,
}) => {
  const token = await owner(world)
  await bringsIn(world, token, [
    withProof,
    'Eva,Paz,eva@example.org,,,,,,,,,',
    'Leo,Cruz,,602-555-0144,,,,,,,,',
    'Noa,Gil,,602-555-0145,,,x,2026-06-03,Sheet: text me the news,,,',
  ])
  expect(await newsReaches(world)).toEqual(['+16025550145', 'ana@example.org'])
  expect((await asked(world)).map(({ template }) => template)).toEqual(['confirm-news'])
  await bringsIn(world, token, ['Eva,Paz,eva@example.org,,,,,,,,,'])
  const [message, ...more] = await asked(world)
  expect(more).toEqual([])
  await world.db.updateTable('message').set({ state: 'sent', sent_at: world.at }).execute()
  await world.intake.append(
    await sealingKey(world.db, null),
    'news-confirmation',
    { token: linkToken(world.keyring, message!.id) },
    world.at,
  )
  await world.work()
  expect(await newsReaches(world)).toEqual(['+16025550145', 'ana@example.org', 'eva@example.org'])
  expect(await world.db.selectFrom('signature').select('id').execute()).toEqual([])
})

test('what is said for the whole list is evidence for everybody on it, for mail and never for texts, and is kept', async ({
  world,
}) => {
  const token = await owner(world)
  const columns = { given_name: '0', email: '2', phone: '3' }
  const id = await bringsIn(
    world,
    token,
    ['Ana,,ana@example.org,,,,,,,,,', 'Leo,,,602-555-0144,,,,,,,,'],
    evidence,
    columns,
  )
  expect(await newsReaches(world)).toEqual(['ana@example.org'])
  expect(await asked(world)).toEqual([])
  const { person_id } = await world.db.selectFrom('subscription').select('person_id').executeTakeFirstOrThrow()
  const opened = await call(world, officeRoute('office.people.$person').loader!, {
    token,
    params: { person: person_id },
  })
  expect(opened.body).toMatchObject({
    person: {
      news: {
        asked: [{ how: 'import', given_on: '2026-06-03' }],
        evidence: [{ id, words: evidence.evidence, on: '2026-06-03' }],
      },
    },
  })
  for (const said of [
    { evidence: 'They said so.', evidence_on: '2026-06-03' },
    { ...evidence, evidence_on: '2027-01-01' },
  ])
    expect(
      await post(world, token, { intent: 'list', list: new Blob([head, '\nAna,,a@example.org']), ...said }),
    ).toMatchObject({
      status: 422,
      body: { form: { values: said } },
    })
})

test('who stopped stays out, and who is known is not doubled: tags and comments are added to them', async ({
  world,
}) => {
  const token = await owner(world)
  await world.signs(rosa)
  await world.work()
  const { person_id } = await world.db.selectFrom('signature').select('person_id').executeTakeFirstOrThrow()
  await bringsIn(world, token, [withProof])
  const ana = await world.db.selectFrom('subscription').select('person_id').executeTakeFirstOrThrow()
  await call(world, officeRoute('office.people.$person').action!, {
    token,
    params: { person: ana.person_id },
    fields: { intent: 'stop', way: 'phone', stop_mail: '1', said: 'No más' },
  })
  const again = [withProof, `Rosa,Martínez,${rosa.email},,85004,x,,2026-06-03,Sheet,Vive cerca,voluntaria,junio`]
  const id = await checks(world, token, again)
  expect(await lines(world, id)).toEqual(['opted-out', 'good known'])
  await post(world, token, { intent: 'run', id })
  await runAll(world)
  expect(await lines(world, id)).toEqual(['opted-out', 'known known'])
  expect(await newsReaches(world)).toEqual([rosa.email])
  expect(await world.db.selectFrom('person').select('id').execute()).toHaveLength(2)
  expect(await world.db.selectFrom('person_tag').select(['person_id', 'tag']).execute()).toEqual([
    { person_id, tag: 'voluntaria' },
  ])
  expect(await world.db.selectFrom('person_note').select('person_id').execute()).toEqual([{ person_id }])
  await post(world, token, { intent: 'undo', id })
  expect(await newsReaches(world)).toEqual([])
  expect(await world.db.selectFrom('person').select('id').execute()).toHaveLength(2)
  expect(await world.db.selectFrom('person_tag').selectAll().execute()).toEqual([])
  expect(await world.db.selectFrom('person_note').selectAll().execute()).toEqual([])
})

test('a list is undone as a whole, but whoever pressed the button since has asked by themselves and stays', async ({
  world,
}) => {
  const token = await owner(world)
  const id = await bringsIn(world, token, [withProof, 'Eva,Paz,eva@example.org,,,,,,,,,'])
  const [message] = await asked(world)
  await world.db.updateTable('message').set({ state: 'sent', sent_at: world.at }).execute()
  await world.intake.append(
    await sealingKey(world.db, null),
    'news-confirmation',
    { token: linkToken(world.keyring, message!.id) },
    world.at,
  )
  await world.work()
  await post(world, token, { intent: 'undo', id })
  expect(await newsReaches(world)).toEqual(['eva@example.org'])
  const listed = await call(world, officeRoute('office.people._index').loader!, { token })
  expect(listed.body).toMatchObject({ lines: [{ name: 'Eva Paz', state: 'news' }] })
  const acts = await world.db
    .selectFrom('audit')
    .select(['act', 'how_many'])
    .where('act', 'like', '%import%')
    .orderBy('seq')
    .execute()
  expect(acts).toEqual([
    { act: 'imported-people', how_many: 2 },
    { act: 'undid-import', how_many: 1 },
  ])
})

test('messages to many and segments reach those of a list who agreed, and none of the others', async ({ world }) => {
  const token = await owner(world)
  await bringsIn(world, token, [
    withProof,
    'Eva,Paz,eva@example.org,,,,,,,,,',
    'Luz,Cano,luz@example.org,,,no,,2026-06-03,Sheet,,,',
    'Leo,Cruz,,602-555-0144,,,,2026-06-03,Sheet,,,',
  ])
  await sendsToMany(world)
  expect(await messagesOfBroadcasts(world)).toBe(1)
  const { rows } = await sql<{ seen: number; byMail: number }>`
    select count(*)::integer as seen, (count(*) filter (where by_mail))::integer as "byMail" from person_facts
    where codes @> array[fact_code('group ' || ${await groupOf(world, 'network')})]
  `.execute(world.db)
  expect(rows).toEqual([{ seen: 4, byMail: 1 }])
})

test('a refused line is corrected in place or taken as a file; only who imports for the campaign’s group gets there', async ({
  world,
}) => {
  const token = await owner(world)
  const id = await bringsIn(world, token, [withProof, 'Mal,Correo,not an address,,,,,,,,,'])
  const file = await call(
    world,
    officeRoute('office.campaigns_.$campaign.people.import_.$id.bad-lines[.]csv').loader!,
    {
      token,
      params: { ...params, id },
    },
  )
  expect(file.status).toBe(200)
  expect((await post(world, token, { intent: 'fix', id, line: '3', email: 'bien@example.org' })).status).toBe(303)
  await runAll(world)
  expect(await lines(world, id)).toEqual(['recorded', 'recorded asks'])
  const other = await organizer(world, 'owner', await groupOf(world, 'Otra'), 'Ana Ruiz')
  const refused = await call(world, route().loader!, { token: other.token, params }).catch((thrown: Response) => thrown)
  expect([403, 404]).toContain(refused.status)
})

test('the mail that asks somebody of a list says which list has their address, and that silence ends it', async ({
  world,
}) => {
  const token = await owner(world)
  const english = { ...evidence, list_language: 'en' }
  await bringsIn(world, token, ['Eva,Paz,eva@example.org,,,,,,,,,feria'], english)
  const [message] = await asked(world)
  const composing = {
    db: world.db,
    keyring: world.keyring,
    vault: await openVault(world.db, world.keyring),
    publicUrl: 'https://firme.example.org',
    officeUrl: '',
    letters: new Map(),
    broadcasts: { broadcasts: new Map(), values: new Map() },
  }
  const mail = async () => composeMail(composing, (await readClaimed(world.db, message!.id))!)
  const { to, subject, text } = await mail()
  expect({ to, subject }).toEqual({
    to: 'eva@example.org',
    subject: expect.stringMatching(/^May we keep you posted\?/),
  })
  for (const said of ['your address on a list', 'from: feria', 'June 3, 2026', 'do nothing', '/en/posted/'])
    expect(text).toContain(said)
  expect(text).not.toContain('asked for')
  // Once they ask by themselves, that is what it says.
  await world.db.updateTable('subscription').set({ page: 'campaigns/end-s-comm' }).execute()
  expect((await mail()).text).toContain('asked for the news')
})

test('the story of somebody says with which list they came, who brought it, how it says they agreed, and its tags', async ({
  world,
}) => {
  const token = await owner(world)
  await bringsIn(world, token, ['Ana,Ruiz,ana@example.org,,85001,x,,2026-06-03,Signed the sheet,,one,feria'])
  const { person_id: person } = await world.db
    .selectFrom('imported_person')
    .select('person_id')
    .executeTakeFirstOrThrow()
  const story = async () => {
    const { body } = await call(world, officeRoute('office.people.$person').loader!, { token, params: { person } })
    return (body as { person: { timeline: { lines: { is: string }[] } } }).person.timeline.lines
  }
  const list = paths.office.peopleImport(params.campaign)
  const lines = await story()
  expect(lines.map(({ is }) => is).sort()).toEqual(['listed', 'subscribed', 'tagged'])
  expect(lines).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        is: 'listed',
        by: 'Omar Reyes',
        list,
        source: 'feria',
        how: 'Signed the sheet (2026-06-03)',
      }),
      expect.objectContaining({ is: 'subscribed', channel: 'mail', scope: 'list' }),
      expect.objectContaining({ is: 'tagged', tag: 'one', list }),
    ]),
  )
})

test('columns named as a field of the group are read, a bad value is said, nothing typed is replaced, and undo takes it back', async ({
  world,
}) => {
  const token = await owner(world)
  const group = await groupOf(world, 'network')
  const add = async (label: { en: string; es: string }, kind: 'number' | 'choice', choices: object[] = []) => {
    const id = randomUUID()
    const words = { label: JSON.stringify(label), choices: JSON.stringify(choices) }
    await world.db
      .insertInto('person_field')
      .values({ id, group_id: group, kind, created_at: world.at, ...words })
      .execute()
    return id
  }
  const hours = await add({ en: 'Hours a week', es: 'Horas por semana' }, 'number')
  const shift = await add({ en: 'Shift', es: 'Turno' }, 'choice', [
    { key: 'am', label: { en: 'Morning', es: 'Mañana' } },
    { key: 'pm', label: { en: 'Evening', es: 'Noche' } },
  ])
  const list = async (lines: string[], head = 'Email,horas por semana,SHIFT') => {
    await post(world, token, { intent: 'list', list: new Blob([[head, ...lines].join('\n')]), ...evidence })
    const { id, mapping } = await world.db
      .selectFrom('import_batch')
      .select(['id', 'mapping'])
      .where('state', '=', 'mapping')
      .executeTakeFirstOrThrow()
    await post(world, token, { intent: 'check', id, ...mapping })
    await runAll(world)
    return { id, mapping }
  }
  const kept = async () =>
    (await world.db.selectFrom('person_field_value').select(['field_id', 'value']).orderBy('value').execute()).map(
      ({ field_id, value }) => [field_id, value],
    )
  const { id, mapping } = await list([
    'ana@example.org,"1,200",noche',
    'eva@example.org,many,Morning',
    'luz@example.org,,',
  ])
  expect(mapping).toEqual({ email: '0', [`field-${hours}`]: '1', [`field-${shift}`]: '2' })
  expect(await lines(world, id)).toEqual(['good', `field number ${hours}`, 'good'])
  const page = await call(world, route().loader!, { token, params })
  expect(page.body).toMatchObject({ fields: [{}, {}], batches: [{ toFix: [{ line: 3 }] }] })
  const csv = await call(world, officeRoute('office.campaigns_.$campaign.people.import_.$id.bad-lines[.]csv').loader!, {
    token,
    params: { ...params, id },
  })
  expect(String(csv.body)).toContain('“Hours a week” is not a number')
  await post(world, token, { intent: 'fix', id, line: '3', [`field-${hours}`]: '4' })
  expect(await lines(world, id)).toEqual(['good', 'good', 'good'])
  await post(world, token, { intent: 'run', id })
  await runAll(world)
  expect(await kept()).toEqual([
    [hours, '1200'],
    [hours, '4'],
    [shift, 'am'],
    [shift, 'pm'],
  ])
  // A second list fills in what is empty; undone, it leaves what was there.
  const { id: second } = await list(['ana@example.org,7,', 'luz@example.org,8,'])
  await post(world, token, { intent: 'run', id: second })
  await runAll(world)
  expect((await kept()).map(([, value]) => value)).toEqual(['1200', '4', '8', 'am', 'pm'])
  await post(world, token, { intent: 'undo', id: second })
  expect((await kept()).map(([, value]) => value)).toEqual(['1200', '4', 'am', 'pm'])
  // What somebody typed since is theirs.
  const eva = await world.db
    .selectFrom('person_field_value')
    .select('person_id')
    .where('value', '=', '4')
    .executeTakeFirstOrThrow()
  await call(world, officeRoute('office.people.$person').action!, {
    token,
    params: { person: eva.person_id },
    fields: { intent: 'fields', [`field-${hours}`]: '5', [`was-${hours}`]: '4' },
  })
  await post(world, token, { intent: 'undo', id })
  expect((await kept()).filter(([, value]) => value !== '5')).toEqual([])
})

test('headings that say who agreed to what are found, and are not taken for the address', () => {
  const guess = (columns: string[]) => guessPeopleMapping(columns, [], [])
  expect(guess(['Consent to email', 'Consent to texts', 'Email', 'Cell'])).toEqual({
    consent_email: '0',
    consent_sms: '1',
    email: '2',
    phone: '3',
  })
  expect(guess(['Correo', 'Permiso para correos', 'Permiso para mensajes de texto'])).toEqual({
    email: '0',
    consent_email: '1',
    consent_sms: '2',
  })
})
