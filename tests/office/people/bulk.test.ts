import { expect } from 'vitest'
import { recount } from '~/actions/petitions/signatures/recount.server'
import { doNextOfBulk, forgetBulkActs } from '~/office/people/bulk.server'
import { finishErasures } from '~/office/people/erasures/finish-erasures.server'
import { holdPeople } from '~/office/people/erasures/hold-people.server'
import { undoErasure } from '~/office/people/erasures/undo-erasure.server'
import { readRow } from '~/office/people/imports/import-row'
import { setPaused } from '~/queue/outbox/switches.server'
import { openVault } from '~/vault/open.server'
import { rosa, slug, test, tomas, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

const bulk = () => officeRoute('office.people.bulk')

interface Preview {
  preview: {
    people: number
    signatures: number
    beyond: number
    asOf: string
    sample: string[]
    filter: Record<string, string>
  }
}

async function post(world: World, token: string, fields: Record<string, string | string[]>, at?: Date) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) form.append(name, one)
  return call(world, bulk().action!, { token, fields: form, ...(at ? { at } : {}) })
}

/** Looks first, then does exactly what was shown. */
async function does(world: World, token: string, fields: Record<string, string | string[]>) {
  const { preview } = (await post(world, token, fields)).body as Preview
  const { person: _, whom: __, ...rest } = fields
  return post(world, token, {
    ...preview.filter,
    ...rest,
    intent: 'do',
    asOf: preview.asOf,
    shown: String(preview.people),
  })
}

async function manySign(world: World, count: number) {
  for (let index = 0; index < count; index += 1)
    await world.signs(
      { ...rosa, given_name: `Rosa ${index}`, email: `rosa${index}@example.org` },
      { language: index % 2 ? 'es' : 'en' },
    )
  await world.work()
}

const tagged = async (world: World) =>
  (await world.db.selectFrom('person_tag').select('person_id').execute()).map((row) => row.person_id).sort()
const everybody = async (world: World) =>
  (await world.db.selectFrom('person').select('id').orderBy('id').execute()).map((row) => row.id)

test('the chosen ones get a tag after a look at who they are; nobody else does, and the ledger has one line for all', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  await manySign(world, 3)
  const [one, two] = await everybody(world)
  const look = await post(world, token, { kind: 'tag', new_tag: 'Voluntaria', whom: 'chosen', person: [one!, two!] })
  expect(look.body).toMatchObject({ preview: { kind: 'tag', tag: 'voluntaria', people: 2 } })
  expect((look.body as Preview).preview.sample).toHaveLength(2)
  expect(await tagged(world)).toEqual([])
  expect(
    (await does(world, token, { kind: 'tag', new_tag: 'Voluntaria', whom: 'chosen', person: [one!, two!] })).location,
  ).toMatch(/^\/office\/people\/bulk[?]undo=/)
  expect(await tagged(world)).toEqual([one, two].sort())
  expect(
    await world.db.selectFrom('audit').select(['act', 'how_many']).where('act', '=', 'tagged-people').execute(),
  ).toEqual([{ act: 'tagged-people', how_many: 2 }])
  const found = await call(world, officeRoute('office.people._index').loader!, { token, query: '?tag=Voluntaria' })
  expect((found.body as { lines: unknown[] }).lines).toHaveLength(2)
  await does(world, token, { kind: 'untag', new_tag: 'voluntaria', whom: 'chosen', person: [one!] })
  expect(await tagged(world)).toEqual([two])
})

test('nobody chosen, or nonsense chosen, is nobody: never everybody', async ({ world }) => {
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  await manySign(world, 2)
  for (const people of [
    { whom: 'chosen' } as Record<string, string>,
    { whom: 'chosen', person: 'x' },
    { whom: 'chosen', person: '' },
    { people: 'Ω' },
    { people: 'a'.repeat(30_000) },
  ]) {
    expect(
      (await post(world, token, { kind: 'erase', ...people })).body,
      JSON.stringify(people).slice(0, 60),
    ).toMatchObject({ preview: { people: 0 } })
  }
  expect((await post(world, token, { kind: 'tag', new_tag: '', whom: 'all' })).status).toBe(422)
})

test('a filter that cannot be read is nobody, and it is said: people, bulk actions and exports', async ({ world }) => {
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  await manySign(world, 2)
  const unread: Record<string, string>[] = [
    { day: 'x' },
    { day: '2026-02-30' },
    { tag: 'a'.repeat(101) },
    { people: 'Ω' },
  ]
  for (const wrong of unread) {
    const said = JSON.stringify(wrong).slice(0, 40)
    const asked = { kind: 'tag', new_tag: 'a', whom: 'all', ...wrong }
    expect(await post(world, token, asked), said).toMatchObject({
      status: 422,
      body: { preview: { people: 0 }, form: { errors: [{ message: 'filterUnread' }] } },
    })
    await post(world, token, { ...asked, intent: 'do', shown: '2', asOf: world.at.toISOString() })
    const exported = await call(world, officeRoute('office.exports._index').action!, {
      token,
      fields: { reason: 'phone bank', ...wrong },
    })
    expect(exported, said).toMatchObject({ status: 422, body: { form: { errors: [{ message: 'filterUnread' }] } } })
    const query = `?${new URLSearchParams(wrong)}`
    const listed = await call(world, officeRoute('office.people._index').loader!, { token, query })
    expect(listed.body, said).toMatchObject({ isFilterRead: false, count: 0 })
  }
  expect(await tagged(world)).toEqual([])
  expect(await world.db.selectFrom('export').select('id').execute()).toEqual([])
})

test('somebody named without saying that they were chosen is them, not everybody', async ({ world }) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  await manySign(world, 2)
  const [one] = await everybody(world)
  for (const [person, people] of [
    [one!, 1],
    ['abc', 0],
  ] as const)
    expect((await post(world, token, { kind: 'tag', new_tag: 'a', person })).body).toMatchObject({
      preview: { people },
    })
})

test('all that a filter finds: more than five hundred are the worker’s, which goes on where it was killed', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  await manySign(world, 1_210)
  await does(world, token, { kind: 'tag', new_tag: 'es', language: 'es', whom: 'all' })
  expect(await tagged(world)).toHaveLength(0)
  expect(await doNextOfBulk(world.as.worker, world.keyring, world.at)).toBe(500)
  const standing = (await call(world, bulk().loader!, { token })).body
  expect(standing).toMatchObject({ acts: [{ kind: 'tag', tag: 'es', all: 605, done: 500, changed: 500 }] })
  while ((await doNextOfBulk(world.as.worker, world.keyring, world.at)) > 0);
  expect(await tagged(world)).toHaveLength(605)
  expect((await call(world, bulk().loader!, { token })).body).toMatchObject({ acts: [{ done: 605 }] })
})

const undo = async (world: World, token: string, location: string | null) => {
  const id = new URL(location ?? '', 'https://office.example.org').searchParams.get('undo') ?? ''
  const { location: led } = await call(world, officeRoute('office.undo').action!, { token, fields: { id } })
  return new URL(led ?? '', 'https://office.example.org').searchParams.get('undo')
}
const hours = (world: World, count: number) =>
  world.db
    .updateTable('bulk_act')
    .set({ asked_at: new Date(world.at.getTime() - count * 3_600_000) })
    .execute()

test('a tag has no comma, which stands between tags in a file; one from before can be taken off', async ({ world }) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  await manySign(world, 1)
  const [one] = await everybody(world)
  for (const tag of ['a, b', 'a;b', 'a|b']) {
    expect(await post(world, token, { kind: 'tag', new_tag: tag, whom: 'all' })).toMatchObject({
      status: 422,
      body: { form: { values: { new_tag: tag }, errors: [{ field: 'new_tag', message: 'tagSeparator' }] } },
    })
    const { action } = officeRoute('office.people.$person')
    expect(
      (await call(world, action!, { token, params: { person: one! }, fields: { intent: 'tag', tag } })).status,
    ).toBe(422)
  }
  await world.db.insertInto('person_tag').values({ person_id: one!, tag: 'a, b' }).execute()
  await does(world, token, { kind: 'untag', new_tag: 'a, b', whom: 'all' })
  expect(await tagged(world)).toEqual([])
})

test('a tag of many says no number that could hurt them, and neither does one of a list; one from before can be taken off', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  await manySign(world, 1)
  for (const [tag, message] of [
    ['A123456789', 'holdsANumber'],
    ['ssn 123-45-6789', 'holdsSsn'],
  ] as const) {
    expect(await post(world, token, { kind: 'tag', new_tag: tag, whom: 'all' })).toMatchObject({
      status: 422,
      body: { form: { errors: [{ field: 'new_tag', message }] } },
    })
    await does(world, token, { kind: 'tag', new_tag: tag, whom: 'all' })
    const cells = ['Rosa', 'rosa@example.org', '85001', `volunteer; ${tag}`]
    const mapping = { given_name: '0', email: '1', postal_code: '2', tags: '3' }
    expect(readRow(cells, mapping, 'x', 'en')).toEqual({ outcome: 'invalid', reason: 'tag-number' })
  }
  expect(await tagged(world)).toEqual([])
  const [person_id] = await everybody(world)
  await world.db.insertInto('person_tag').values({ person_id: person_id!, tag: 'a123456789' }).execute()
  await does(world, token, { kind: 'untag', new_tag: 'a123456789', whom: 'all' })
  expect(await tagged(world)).toEqual([])
})

test('a tag put on many is taken back for a day: off those who got it then, not off who had it before', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  await manySign(world, 3)
  const [one, two, three] = await everybody(world)
  await does(world, token, { kind: 'tag', new_tag: 'voluntaria', person: one! })
  const { location } = await does(world, token, { kind: 'tag', new_tag: 'voluntaria', whom: 'all' })
  const frame = await call(world, officeRoute('office').loader!, { token, query: location!.replace(/.*[?]/, '?') })
  expect(frame.body).toMatchObject({
    justDone: { is: 'changed', change: { act: 'tagged-people', name: { en: 'voluntaria' }, count: 2 } },
  })
  await hours(world, 23)
  expect((await call(world, officeRoute('office.undo').loader!, { token })).body).toMatchObject({
    // The first is no longer among them: the second decided about the same tag again.
    changes: [{ act: 'tagged-people', count: 2 }],
  })
  expect(await undo(world, token, location)).toBe('undone')
  expect(await tagged(world)).toEqual([one])
  expect(await undo(world, token, location)).toBe('gone')
  const again = await does(world, token, { kind: 'tag', new_tag: 'voluntaria', person: [two!, three!] })
  await hours(world, 25)
  expect(await undo(world, token, again.location)).toBe('gone')
  expect(await tagged(world)).toHaveLength(3)
  await forgetBulkActs(world.as.worker, world.at)
  expect(await world.db.selectFrom('bulk_person').selectAll().execute()).toEqual([])
})

test('the button pressed twice tags once, and its undo stands', async ({ world }) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  await manySign(world, 3)
  const [first, second] = [
    await does(world, token, { kind: 'tag', new_tag: 'voluntaria', whom: 'all' }),
    await does(world, token, { kind: 'tag', new_tag: 'voluntaria', whom: 'all' }),
  ]
  expect(second.location).toBe(first.location)
  expect(await undo(world, token, second.location)).toBe('undone')
  expect(await tagged(world)).toEqual([])
})

test('the same tag for others at once tags them too, and what was taken back can be done again, once', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  await manySign(world, 2)
  const [one, two] = await everybody(world)
  const tags = (person: string) => does(world, token, { kind: 'tag', new_tag: 'a', person: [person] })
  const first = await tags(one!)
  await tags(two!)
  expect(await tagged(world)).toEqual([one, two])
  expect(await undo(world, token, first.location)).toBe('undone')
  const again = [await tags(one!), await tags(one!)]
  expect(again[0]!.location).not.toBe(first.location)
  expect(again[1]!.location).toBe(again[0]!.location)
  expect(await tagged(world)).toEqual([one, two])
  expect(await undo(world, token, again[1]!.location)).toBe('undone')
  expect(await tagged(world)).toEqual([two])
})

test('a tag taken off many comes back, but only where nobody has decided about it since', async ({ world }) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  await manySign(world, 3)
  const [one, two, three] = await everybody(world)
  const byHand = (intent: string, person: string) =>
    call(world, officeRoute('office.people.$person').action!, {
      token,
      params: { person },
      fields: { intent, tag: 'a' },
    })
  await does(world, token, { kind: 'tag', new_tag: 'a', person: [one!, two!] })
  const off = await does(world, token, { kind: 'untag', new_tag: 'a', whom: 'all' })
  await byHand('tag', two!)
  await byHand('untag', two!)
  expect(await undo(world, token, off.location)).toBe('undone')
  expect(await tagged(world)).toEqual([one])
  const on = await does(world, token, { kind: 'tag', new_tag: 'a', whom: 'all' })
  await byHand('tag', three!)
  expect(await undo(world, token, on.location)).toBe('undone')
  expect(await tagged(world)).toEqual([one, three].sort())
})

test('whoever was erased while a tag of many was taken back returns without it, or with it, as everybody else', async ({
  world,
}) => {
  const { token, id: askedBy } = await organizer(world, 'owner', await groupOf(world, 'network'))
  await manySign(world, 2)
  const [one, two] = await everybody(world)
  const vault = await openVault(world.db, world.keyring)
  const erased = () =>
    world.db
      .transaction()
      .execute((trx) => holdPeople(trx, vault, { people: [one!], askedBy, bulkId: null }, world.at))
      .then(([id]) => id!)
  const comesBack = (id: string) =>
    world.db.transaction().execute((trx) => undoErasure(trx, vault, { id, isOnHold: false }, world.at))
  const on = await does(world, token, { kind: 'tag', new_tag: 'a', whom: 'all' })
  let erasure = await erased()
  expect(await undo(world, token, on.location)).toBe('undone')
  expect(await comesBack(erasure)).toMatchObject({ outcome: 'undone' })
  expect(await tagged(world)).toEqual([])
  await hours(world, 1)
  await does(world, token, { kind: 'tag', new_tag: 'b', whom: 'all' })
  const off = await does(world, token, { kind: 'untag', new_tag: 'b', whom: 'all' })
  erasure = await erased()
  expect(await undo(world, token, off.location)).toBe('undone')
  expect(await tagged(world)).toEqual([two])
  await comesBack(erasure)
  expect(await tagged(world)).toEqual([one, two])
  await hours(world, 1)
  const again = await does(world, token, { kind: 'tag', new_tag: 'c', whom: 'all' })
  await erased()
  expect(await undo(world, token, again.location)).toBe('undone')
  await finishErasures(world.as.worker, new Date(world.at.getTime() + 25 * 3_600_000))
  expect(await world.db.selectFrom('bulk_person').select('person_id').where('person_id', '=', one!).execute()).toEqual(
    [],
  )
})

test('who may not change all who were tagged does not take it back; one that still runs is stopped', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const stranger = await organizer(world, 'owner', await groupOf(world, 'Elsewhere'))
  await manySign(world, 1_003)
  const { location } = await does(world, token, { kind: 'tag', new_tag: 'a', whom: 'all' })
  await doNextOfBulk(world.as.worker, world.keyring, world.at)
  expect(await tagged(world)).toHaveLength(500)
  expect(await undo(world, stranger.token, location)).toBe('gone')
  expect(await undo(world, token, location)).toBe('undone')
  while ((await doNextOfBulk(world.as.worker, world.keyring, world.at)) > 0);
  expect(await tagged(world)).toEqual([])
})

test('when the list has changed since it was shown, nothing is done and it is shown again; who signs later is left out', async ({
  world,
}) => {
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  await manySign(world, 2)
  const { preview } = (await post(world, token, { kind: 'tag', new_tag: 'a', whom: 'all' })).body as Preview
  const doIt = () =>
    post(world, token, { ...preview.filter, kind: 'tag', new_tag: 'a', intent: 'do', asOf: preview.asOf, shown: '2' })
  const gone = (await everybody(world))[0]!
  await call(world, officeRoute('office.people.$person_.erase').action!, {
    token,
    params: { person: gone },
    fields: {},
  })
  expect((await doIt()).body).toMatchObject({ form: { errors: [{ message: 'listChanged' }] }, preview: { people: 1 } })
  expect(await tagged(world)).toEqual([])
  await world.signs(tomas)
  await world.work()
  await world.db
    .updateTable('signature')
    .set({ accepted_at: new Date(world.at.getTime() + 60_000) })
    .where('channel', '=', 'sms')
    .execute()
  await post(world, token, {
    ...preview.filter,
    kind: 'tag',
    new_tag: 'a',
    intent: 'do',
    asOf: preview.asOf,
    shown: '1',
  })
  expect(await tagged(world)).toHaveLength(1)
})

test('erasing many: totals fall, whoever also signed with a group out of reach is left out, and a legal hold stops it', async ({
  world,
}) => {
  const { token, id } = await organizer(world, 'owner', await groupOf(world, 'network'))
  await manySign(world, 3)
  for (const { id: signature } of await world.db.selectFrom('signature').select('id').execute())
    await world.confirms(signature)
  await world.signs({ ...rosa, given_name: 'Rosa 0', email: 'rosa0@example.org' }, { slug: 'no-287g' })
  await world.work()
  await world.db
    .updateTable('petition')
    .set({ group_id: await groupOf(world, 'Member') })
    .where('slug', '=', 'no-287g')
    .execute()
  expect((await post(world, token, { kind: 'erase', whom: 'all', petition: slug })).body).toMatchObject({
    preview: { people: 2, signatures: 2, beyond: 1 },
  })
  await setPaused(world.db, 'legal-hold', true, id, world.at)
  expect((await does(world, token, { kind: 'erase', whom: 'all', petition: slug })).status).toBe(422)
  await setPaused(world.db, 'legal-hold', false, id, world.at)
  await does(world, token, { kind: 'erase', whom: 'all', petition: slug })
  expect([await world.total(), (await everybody(world)).length]).toEqual([1, 1])
  expect(
    (await recount(world.as.worker, { mend: false }, world.at)).filter((one) => one.shown !== one.counted),
  ).toEqual([])
})

test('only an owner exports the chosen ones, and only they are in it', async ({ world }) => {
  const network = await groupOf(world, 'network')
  const omar = await organizer(world, 'organizer', network)
  const { token } = await organizer(world, 'owner', network)
  await manySign(world, 3)
  const [one] = await everybody(world)
  expect((await post(world, omar.token, { kind: 'export', whom: 'chosen', person: one! })).status).toBe(403)
  const { preview } = (await post(world, token, { kind: 'export', whom: 'chosen', person: one! })).body as Preview
  expect(preview.people).toBe(1)
  await call(world, officeRoute('office.exports._index').action!, {
    token,
    fields: { ...preview.filter, reason: 'phone bank' },
  })
  expect(await world.db.selectFrom('export').select('filter').execute()).toMatchObject([{ filter: { people: one } }])
})

const actsOf = async (world: World, token: string, query = '') =>
  (await call(world, bulk().loader!, { token, query })).body as {
    acts: { id: string; tag: string; all: number; changed: number; by: string; isTakenBack: boolean }[]
  }

test('what is said afterwards counts whom it changed, not whom somebody chose; who changes nobody is told so', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  await manySign(world, 3)
  const [one] = await everybody(world)
  await does(world, token, { kind: 'tag', new_tag: 'a', person: one! })
  const { location } = await does(world, token, { kind: 'tag', new_tag: 'a', whom: 'all' })
  const frame = await call(world, officeRoute('office').loader!, { token, query: location!.replace(/.*[?]/, '?') })
  expect(frame.body).toMatchObject({ justDone: { change: { count: 2 } } })
  expect((await actsOf(world, token)).acts.map(({ all, changed }) => [all, changed]).sort()).toEqual([
    [1, 1],
    [3, 2],
  ])
  await hours(world, 1)
  const again = await does(world, token, { kind: 'tag', new_tag: 'a', whom: 'all' })
  expect(again.location).toBe('/office/people/bulk?undo=unchanged')
  const off = await does(world, token, { kind: 'untag', new_tag: 'nobody has it', whom: 'all' })
  expect(off.location).toBe('/office/people/bulk?undo=unchanged')
})

test('somebody’s story names each tag, who put it on or took it off, and leads to the change of many it is part of', async ({
  world,
}) => {
  const network = await groupOf(world, 'network')
  const { token } = await organizer(world, 'organizer', network)
  const luz = await organizer(world, 'organizer', network, 'Luz Vega')
  await manySign(world, 2)
  const [one] = await everybody(world)
  const page = { params: { person: one! }, token }
  for (const intent of ['tag', 'untag'])
    await call(world, officeRoute('office.people.$person').action!, { ...page, fields: { intent, tag: 'by hand' } })
  const { location } = await does(world, luz.token, { kind: 'tag', new_tag: 'many', whom: 'all' })
  await undo(world, luz.token, location)
  const { body } = await call(world, officeRoute('office.people.$person').loader!, page)
  const { lines } = (body as { person: { timeline: { lines: Record<string, unknown>[] } } }).person.timeline
  const id = new URL(location!, 'http://office').searchParams.get('undo')!
  const ofTags = lines.filter(({ is }) => String(is).includes('tagged'))
  expect(ofTags).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ is: 'tagged', tag: 'by hand', by: 'Omar Reyes', bulk: null }),
      expect.objectContaining({ is: 'untagged', tag: 'by hand', by: 'Omar Reyes', bulk: null }),
      expect.objectContaining({ is: 'tagged', tag: 'many', by: 'Luz Vega', bulk: { id, isUndo: false } }),
      expect.objectContaining({ is: 'untagged', tag: 'many', by: 'Luz Vega', bulk: { id, isUndo: true } }),
    ]),
  )
  expect(ofTags).toHaveLength(4)
  expect(await actsOf(world, token, `?act=${id}`)).toMatchObject({
    isOne: true,
    acts: [{ id, tag: 'many', changed: 2, by: 'Luz Vega', isTakenBack: true }],
  })
  const stranger = await organizer(world, 'owner', await groupOf(world, 'Elsewhere'))
  expect((await actsOf(world, stranger.token, `?act=${id}`)).acts).toEqual([])
})
