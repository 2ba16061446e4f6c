import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { recountOutreach } from '~/actions/outreach/recount-outreach.server'
import { recount } from '~/actions/petitions/signatures/recount.server'
import { startSession } from '~/office/guard/sessions.server'
import { finishErasures } from '~/office/people/erasures/finish-erasures.server'
import { holdPeople } from '~/office/people/erasures/hold-people.server'
import { setPaused } from '~/queue/outbox/switches.server'
import { stopToken } from '~/vault/links.server'
import { openVault } from '~/vault/open.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { rosa, sam, slug, test, tomas, type World } from '../../../support/firme-test'
import { arrives, clock, presses, toSheriff } from '../../../support/letters'
import { type Call, call, groupOf, officeRoute, organizer } from '../../../support/office'
import { openPage, pageOf, presses as pressesOwn } from '../../../support/own-page'

const route = {
  erase: () => officeRoute('office.people.$person_.erase'),
  erased: () => officeRoute('office.people.erased'),
  person: () => officeRoute('office.people.$person'),
  bulk: () => officeRoute('office.people.bulk'),
}
const hours = (world: World, count: number) => new Date(world.at.getTime() + count * 3_600_000)
const tables = [
  'contact_point',
  'person',
  'signature',
  'public_name',
  'consent',
  'person_note',
  'person_tag',
  'tag_change',
  'list_stop',
  'contact_change',
  'recorded_stop',
  'export_person',
  'letter',
  'message',
  'outreach',
  'import_row',
  'suppression',
  'tally',
  'tally_by',
  'outreach_tally',
  'milestone',
] as const

/** Every row that erasing touches, and the totals, but for when they changed and for rows of zeros. */
async function everything(world: World): Promise<string[]> {
  const rows = await Promise.all(
    tables.map(
      async (table) =>
        (
          await sql<{
            row: string
          }>`select ${table} || ' ' || (to_jsonb(t) - 'withdrawn_at')::text as row from ${sql.table(table)} as t where (to_jsonb(t) ->> 'received') is distinct from '0'`.execute(
            world.db,
          )
        ).rows,
    ),
  )
  const totals = await world.db
    .selectFrom('petition_total')
    .select(['petition_id', 'received', 'confirmed', 'private'])
    .where('received', '>', 0)
    .execute()
  return [...rows.flat().map(({ row }) => row), ...totals.map((one) => JSON.stringify(one))].sort()
}

/** Rosa has signed twice, confirmed one with comment and name, and written a letter; Sam shares her address. */
async function rosaAndSam(world: World) {
  await world.signs({ ...rosa, comments: 'Por mi familia', share_name: '1', consent_email: '1' })
  await world.signs(sam)
  await world.signs(tomas)
  await world.work()
  for (const { id } of await world.db.selectFrom('signature').select('id').execute()) await world.confirms(id)
  await world.signs(rosa, { slug: 'no-287g' })
  await arrives(world, toSheriff)
  await world.work()
  await presses(world, 'send')
  await clock(world)
  const person = await world.db
    .selectFrom('signature')
    .innerJoin('petition', 'petition.id', 'petition_id')
    .select('person_id as id')
    .where('petition.slug', '=', 'no-287g')
    .executeTakeFirstOrThrow()
  await world.db.insertInto('person_tag').values({ person_id: person.id!, tag: 'voluntaria' }).execute()
  return person.id!
}

async function owner(world: World) {
  const { id } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const does = async (work: Call & { route: ReturnType<typeof officeRoute> }) =>
    call(world, (work.fields ? work.route.action : work.route.loader)!, {
      ...work,
      token: await startSession(world.db, world.keyring, { organizerId: id, way: 'passkey' }, work.at ?? world.at),
    })
  const erases = (person: string, at = world.at) => does({ route: route.erase(), params: { person }, fields: {}, at })
  const undoes = (erasure: string, at = world.at) => does({ route: route.erased(), fields: { id: erasure }, at })
  return { id, does, erases, undoes }
}

const erasureIn = (answer: { location: string | null }) =>
  new URL(answer.location!, 'http://x').searchParams.get('done')!
const ledger = async (world: World) =>
  (
    await world.db
      .selectFrom('audit')
      .select(['act', 'how_many'])
      .where('act', 'in', ['asked-erasure', 'undid-erasure', 'erased-person', 'erased-people'])
      .orderBy('seq')
      .execute()
  ).map((row) => `${row.act} ${row.how_many}`)
const allowed = (world: World) =>
  world.db
    .selectFrom('consent')
    .select('purpose')
    .where('purpose', 'in', ['email', 'network'])
    .where('withdrawn_on', 'is', null)
    .execute()
const nobodyIsWrong = async (world: World) => {
  expect(
    (await recount(world.as.worker, { mend: false }, world.at)).filter((one) => one.shown !== one.counted),
  ).toEqual([])
  expect((await recountOutreach(world.as.worker, { mend: false })).filter((one) => !one.isRight)).toEqual([])
}

test('what goes and what stays is shown first, and looking changes nothing', async ({ world }) => {
  const person = await rosaAndSam(world)
  const { does } = await owner(world)
  const before = await everything(world)
  const { body } = await does({ route: route.erase(), params: { person } })
  expect(body).toMatchObject({
    preview: {
      name: 'Rosa Martínez',
      isBeyond: false,
      isHeld: false,
      letters: { waiting: 1, left: 0 },
      comments: 1,
      names: 1,
      tags: 1,
      notes: 0,
      isContactShared: true,
      isOptedOut: false,
      signatures: [{ state: 'counted' }, { state: 'unconfirmed' }],
    },
  })
  expect((body as { preview: { messages: number } }).preview.messages).toBeGreaterThan(0)
  expect(await everything(world)).toEqual(before)
})

test('a letter that waits for its office’s daily mail is among those that will not leave', async ({ world }) => {
  const person = await rosaAndSam(world)
  const { does } = await owner(world)
  await world.db.updateTable('letter').set({ state: 'in-digest' }).execute()
  const { body } = await does({ route: route.erase(), params: { person } })
  expect(body).toMatchObject({ preview: { letters: { waiting: 1, left: 0 } } })
})

test('their conversations in the inbox are counted: gone with them, or left where someone else uses the same address', async ({
  world,
}) => {
  const person = await rosaAndSam(world)
  const { does, erases } = await owner(world)
  const contacts = await world.db.selectFrom('contact_point').select(['id', 'channel', 'blind_index']).execute()
  for (const { channel, blind_index } of contacts)
    await world.db
      .insertInto('conversation')
      .values({
        id: randomUUID(),
        blind_index,
        sealed_phone: Buffer.from('sealed'),
        language: 'es',
        channel,
        heard_at: world.at,
      })
      .execute()
  const left = async () =>
    (await world.db.selectFrom('conversation').select('channel').orderBy('channel').execute()).map((one) => one.channel)
  expect(await left()).toEqual(['mail', 'sms'])
  const threadsOf = async (of: string) =>
    ((await does({ route: route.erase(), params: { person: of } })).body as { preview: { threads: unknown } }).preview
      .threads
  expect(await threadsOf(person)).toEqual({ gone: 0, left: 1 })
  await erases(person)
  expect(await left()).toEqual(['mail', 'sms'])
  const { id: his } = await world.db
    .selectFrom('person')
    .innerJoin('contact_point', 'contact_point.id', 'contact_id')
    .select('person.id')
    .where('channel', '=', 'sms')
    .executeTakeFirstOrThrow()
  expect(await threadsOf(his)).toEqual({ gone: 1, left: 0 })
  await erases(his)
  expect(await left()).toEqual(['mail'])
})

test('erased, she is out of lists, sends and totals at once; undone within 24 hours, everything stands exactly as before', async ({
  world,
}) => {
  const person = await rosaAndSam(world)
  const { erases, undoes, does } = await owner(world)
  const before = await everything(world)
  expect(await world.total()).toBe(3)
  const erased = await erases(person)
  expect(erased.status).toBe(303)
  expect(await world.total()).toBe(2)
  for (const table of ['person', 'signature', 'message', 'consent'] as const) {
    expect(
      await world.db
        .selectFrom(table)
        .selectAll()
        .where(table === 'person' ? 'id' : ('person_id' as 'id'), '=', person)
        .execute(),
      table,
    ).toEqual([])
  }
  expect(await world.db.selectFrom('letter').select('id').execute()).toEqual([])
  const listed = await does({ route: officeRoute('office.people._index') })
  expect((listed.body as { lines: { name: string }[] }).lines.map((line) => line.name).sort()).toEqual([
    'Sam Reyes',
    'Tomás',
  ])
  await nobodyIsWrong(world)
  const back = await undoes(erasureIn(erased), hours(world, 23.9))
  expect(back.location).toBe(`/office/people/${person}?back`)
  expect(await everything(world)).toEqual(before)
  await nobodyIsWrong(world)
  expect(await ledger(world)).toEqual(['asked-erasure 1', 'undid-erasure 1'])
})

test('nothing that is held can be read without the keyring', async ({ world }) => {
  const person = await rosaAndSam(world)
  const { erases } = await owner(world)
  await erases(person)
  const { sealed } = await world.db.selectFrom('erasure').select('sealed').executeTakeFirstOrThrow()
  for (const word of ['Rosa', 'rosa@example.org', 'voluntaria', person])
    expect(sealed!.includes(word), word).toBe(false)
})

test('after 24 hours she is erased for good, and an undo says that it is too late', async ({ world }) => {
  const person = await rosaAndSam(world)
  const { erases, undoes } = await owner(world)
  const id = erasureIn(await erases(person))
  expect(await finishErasures(world.as.worker, hours(world, 23.9))).toBe(0)
  // The clock of the worker may come later than the person who undoes.
  expect(await undoes(id, hours(world, 24))).toMatchObject({ status: 410, body: { problem: 'too-late' } })
  expect(await finishErasures(world.as.worker, hours(world, 24))).toBe(1)
  expect(await finishErasures(world.as.worker, hours(world, 24))).toBe(0)
  expect(await world.db.selectFrom('erasure').select(['state', 'sealed', 'link_hashes']).execute()).toEqual([
    { state: 'done', sealed: null, link_hashes: [] },
  ])
  expect(await undoes(id, hours(world, 25))).toMatchObject({ status: 410, body: { problem: 'too-late' } })
  expect(await ledger(world)).toEqual(['asked-erasure 1', 'erased-person 1'])
  await finishErasures(world.as.worker, hours(world, 24 * 32))
  expect(await world.db.selectFrom('erasure').select('id').execute()).toEqual([])
})

test('organizers may not erase, and an owner may not erase whoever also signed with a group out of reach', async ({
  world,
}) => {
  const person = await rosaAndSam(world)
  const network = await groupOf(world, 'network')
  const { token } = await organizer(world, 'organizer', network)
  expect((await call(world, route.erase().loader!, { token, params: { person } })).status).toBe(403)
  expect((await call(world, route.erase().action!, { token, params: { person }, fields: {} })).status).toBe(403)
  expect(
    (await call(world, route.person().action!, { token, params: { person }, fields: { intent: 'erase' } })).status,
  ).toBe(400)
  expect((await call(world, route.bulk().action!, { token, fields: { kind: 'erase', whom: 'all' } })).status).toBe(403)
  expect((await call(world, route.person().loader!, { token, params: { person } })).body).toMatchObject({
    person: { mayErase: false },
  })
  const { erases, does } = await owner(world)
  await world.db
    .updateTable('petition')
    .set({ group_id: await groupOf(world, 'Member') })
    .where('slug', '=', 'no-287g')
    .execute()
  expect((await does({ route: route.erase(), params: { person } })).body).toMatchObject({ preview: { isBeyond: true } })
  expect((await erases(person)).status).toBe(422)
  expect(await world.total()).toBe(3)
})

test('a legal hold refuses to erase, and keeps whoever is held until it is lifted; until then they can be brought back', async ({
  world,
}) => {
  const person = await rosaAndSam(world)
  const { erases, undoes, id: omar } = await owner(world)
  await setPaused(world.db, 'legal-hold', true, omar, world.at)
  const refused = await erases(person)
  expect([refused.status, JSON.stringify(refused.body)]).toEqual([
    422,
    expect.stringContaining('There is a legal hold'),
  ])
  await setPaused(world.db, 'legal-hold', false, omar, world.at)
  const id = erasureIn(await erases(person))
  await setPaused(world.db, 'legal-hold', true, omar, world.at)
  expect(await finishErasures(world.as.worker, hours(world, 30))).toBe(0)
  expect((await undoes(id, hours(world, 30))).status).toBe(303)
  expect(await world.total()).toBe(3)
})

test('where the key of a campaign is lost, the list says that nothing can be undone, and a stop waits instead of being dropped', async ({
  world,
}) => {
  const person = await rosaAndSam(world)
  const message = await world.db
    .selectFrom('message')
    .select('id')
    .where('person_id', '=', person)
    .executeTakeFirstOrThrow()
  const { erases, undoes, does } = await owner(world)
  const id = erasureIn(await erases(person))
  const keys = await world.db.selectFrom('vault_key').selectAll().where('campaign_id', 'is not', null).execute()
  await world.db.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx)
    await trx.deleteFrom('vault_key').where('campaign_id', 'is not', null).execute()
  })
  await world.intake.append(
    await sealingKey(world.db, null),
    'stop',
    { token: stopToken(world.keyring, message.id), wanted: 'stop' },
    world.at,
  )
  await world.work()
  expect(await world.db.selectFrom('intake').select('kind').execute()).toEqual([{ kind: 'stop' }])
  expect((await does({ route: route.erased() })).body).toMatchObject({ lines: [{ id, isLocked: true }] })
  const refused = await undoes(id)
  expect([refused.status, refused.body]).toEqual([410, { problem: 'no-key' }])

  await world.db.insertInto('vault_key').values(keys).execute()
  await world.work(hours(world, 2))
  expect(await world.db.selectFrom('suppression').select('reason').execute()).toEqual([{ reason: 'opted-out' }])
  expect((await does({ route: route.erased() })).body).toMatchObject({ lines: [{ id, isLocked: false }] })
  expect((await undoes(id)).status).toBe(303)
})

test('two who press at once make one erasure, and two who undo at once bring her back once', async ({ world }) => {
  const person = await rosaAndSam(world)
  const omar = await owner(world)
  const lucia = await owner(world)
  const before = await everything(world)
  const [one, two] = await Promise.all([omar.erases(person), lucia.erases(person)])
  expect(erasureIn(one)).toBe(erasureIn(two))
  expect(await world.total()).toBe(2)
  const undone = await Promise.all([omar.undoes(erasureIn(one)), lucia.undoes(erasureIn(one))])
  expect(undone.map((answer) => answer.status).sort()).toEqual([303, 410])
  expect(await everything(world)).toEqual(before)
  expect(await ledger(world)).toEqual(['asked-erasure 1', 'undid-erasure 1'])
})

test('killed half-way, nothing has happened', async ({ world }) => {
  const person = await rosaAndSam(world)
  const { id } = await owner(world)
  const before = await everything(world)
  const vault = await openVault(world.db, world.keyring)
  await expect(
    world.db.transaction().execute(async (trx) => {
      await holdPeople(trx, vault, { people: [person], askedBy: id, bulkId: null }, world.at)
      throw new Error('killed')
    }),
  ).rejects.toThrow('killed')
  expect(await everything(world)).toEqual(before)
  expect(await world.db.selectFrom('erasure').select('id').execute()).toEqual([])
})

test('whoever signs again while they are held counts once when the erasure is undone, and stays confirmed', async ({
  world,
}) => {
  await world.signs(rosa)
  await world.work()
  const { id: first } = await world.db.selectFrom('signature').select('id').executeTakeFirstOrThrow()
  await world.confirms(first)
  const person = await world.db.selectFrom('person').select('id').executeTakeFirstOrThrow()
  const { erases, undoes } = await owner(world)
  const id = erasureIn(await erases(person.id))
  await world.signs(rosa)
  await world.signs(rosa, { slug: 'no-287g' })
  await world.work()
  expect(await world.total()).toBe(0)
  await undoes(id)
  expect(await world.total()).toBe(1)
  expect(await world.db.selectFrom('person').select('id').execute()).toHaveLength(1)
  expect(await world.db.selectFrom('signature').select(['state']).orderBy('state').execute()).toEqual([
    { state: 'confirmed' },
    { state: 'unconfirmed' },
  ])
  await nobodyIsWrong(world)
})

test.for([
  ['in the morning', '2026-11-24T18:00:00Z'],
  ['in the evening, when it is tomorrow in UTC', '2026-11-25T01:00:00Z'],
] as const)(
  'whoever stops all messages by an old link while they are held stays stopped when they are brought back: %s',
  async ([, now], { world: there }) => {
    const world = { ...there, at: new Date(now) }
    const person = await rosaAndSam(world)
    const message = await world.db
      .selectFrom('message')
      .select('id')
      .where('person_id', '=', person)
      .executeTakeFirstOrThrow()
    expect(await allowed(world)).toEqual([{ purpose: 'email' }])
    const { erases, undoes } = await owner(world)
    const id = erasureIn(await erases(person))
    await world.intake.append(
      await sealingKey(world.db, null),
      'stop',
      { token: stopToken(world.keyring, message.id), wanted: 'stop' },
      world.at,
    )
    await world.work(world.at)
    expect(await world.db.selectFrom('suppression').select(['channel', 'reason']).execute()).toEqual([
      { channel: 'mail', reason: 'opted-out' },
    ])
    await undoes(id)
    expect(await allowed(world)).toEqual([])
  },
)

test('whoever asks to be erased themselves is gone at once, also while an organizer’s erasure of them could still be undone', async ({
  world,
}) => {
  const person = await rosaAndSam(world)
  const session = await openPage(world)
  const { erases, undoes } = await owner(world)
  const id = erasureIn(await erases(person))
  await pressesOwn(world, session, { intent: 'delete_all' })
  expect(await undoes(id)).toMatchObject({ status: 410, body: { problem: 'too-late' } })
  expect(await world.db.selectFrom('erasure').select(['state', 'sealed']).execute()).toEqual([
    { state: 'done', sealed: null },
  ])
  expect(await ledger(world)).toEqual(['asked-erasure 1', 'erased-person 1'])
})

test('so it is for somebody who was alone on their address, and whose page closed with the erasure; a stop they press stands', async ({
  world,
}) => {
  await world.signs(rosa)
  await world.work()
  const { id: person } = await world.db.selectFrom('person').select('id').executeTakeFirstOrThrow()
  const session = await openPage(world)
  const { erases, undoes } = await owner(world)
  const id = erasureIn(await erases(person))
  expect(await pageOf(world, session)).toBeNull()
  await pressesOwn(world, session, { intent: 'stop' })
  expect(await world.db.selectFrom('suppression').select('reason').execute()).toEqual([{ reason: 'opted-out' }])
  await pressesOwn(world, session, { intent: 'delete_all' }, new Date(world.at.getTime() + 16 * 60_000))
  expect(await world.db.selectFrom('erasure').select('state').execute()).toEqual([{ state: 'held' }])
  await pressesOwn(world, session, { intent: 'delete_all' })
  expect(await undoes(id)).toMatchObject({ status: 410, body: { problem: 'too-late' } })
})

test('an erasure that is undone brings back the page that was open', async ({ world }) => {
  await world.signs(rosa)
  await world.work()
  const { id: person } = await world.db.selectFrom('person').select('id').executeTakeFirstOrThrow()
  const session = await openPage(world)
  const { erases, undoes } = await owner(world)
  await undoes(erasureIn(await erases(person)))
  expect((await pageOf(world, session))?.signatures).toHaveLength(1)
})

test('what somebody else brings back stops the bulk erasure that would go on with it', async ({ world }) => {
  await rosaAndSam(world)
  const { id: other } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const { undoes } = await owner(world)
  const people = await world.db.selectFrom('person').select('id').execute()
  const bulk = randomUUID()
  await world.db
    .insertInto('bulk_act')
    .values({ id: bulk, kind: 'erase', asked_by: other, asked_at: world.at, people_all: people.length })
    .execute()
  await world.db
    .insertInto('bulk_person')
    .values(people.slice(1).map((person) => ({ bulk_id: bulk, person_id: person.id })))
    .execute()
  const vault = await openVault(world.db, world.keyring)
  await world.db
    .transaction()
    .execute((trx) => holdPeople(trx, vault, { people: [people[0]!.id], askedBy: other, bulkId: bulk }, world.at))
  await undoes(bulk)
  expect(await world.db.selectFrom('bulk_person').selectAll().execute()).toEqual([])
  expect(await world.db.selectFrom('person').select('id').execute()).toHaveLength(people.length)
})

test('many who are erased at once are brought back at once, also those whose turn has not come', async ({ world }) => {
  await rosaAndSam(world)
  const before = await everything(world)
  const { does, undoes } = await owner(world)
  const look = async (fields: Record<string, string>) => does({ route: route.bulk(), fields })
  const { preview } = (await look({ kind: 'erase', whom: 'all', petition: slug })).body as {
    preview: { people: number; asOf: string; filter: Record<string, string> }
  }
  expect(preview.people).toBe(3)
  await look({ ...preview.filter, kind: 'erase', intent: 'do', asOf: preview.asOf, shown: '3' })
  expect([await world.total(), (await world.db.selectFrom('person').select('id').execute()).length]).toEqual([0, 0])
  const { lines } = (await does({ route: route.erased() })).body as {
    lines: { id: string; isBulk: boolean; people: number; state: string }[]
  }
  expect(lines).toMatchObject([{ isBulk: true, people: 3, state: 'held' }])
  expect((await undoes(lines[0]!.id, hours(world, 1))).location).toBe('/office/people/erased?back=3')
  expect(await everything(world)).toEqual(before)
  expect(await ledger(world)).toEqual(['asked-erasure 3', 'undid-erasure 3'])
})
