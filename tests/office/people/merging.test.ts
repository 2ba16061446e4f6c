import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { recount } from '~/actions/petitions/signatures/recount.server'
import { doNextOfBulk } from '~/office/people/bulk.server'
import { suppress } from '~/people/suppression.server'
import { linkToken } from '~/vault/links.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { rosa, sam, slug, test, type World } from '../../support/firme-test'
import { arrives, letterAction, presses, toCouncil, toSheriff } from '../../support/letters'
import { newsReaches } from '../../support/news'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

const other = 'no-287g'
const titles = {
  [slug]: 'Sheriff Vance: release people when a judge says so',
  [other]: 'Ocotillo: no police money for deportations',
}
const merge = () => officeRoute('office.people.$person_.merge')
const atWork = { ...rosa, email: 'rosa.m@example.org' }

/** Rosa signs one petition twice, from two addresses, and another once; everything is confirmed. */
async function rosaTwice(world: World, more: Record<string, string> = {}) {
  await world.signs({ ...rosa, share_name: '1', consent_email: '1' })
  await world.signs({ ...atWork, consent_email: '1', ...more })
  await world.signs(atWork, { slug: other })
  await world.signs(sam)
  await world.work()
  for (const { id } of await world.db.selectFrom('signature').select('id').execute()) await world.confirms(id)
  const { rows } = await sql<{
    id: string
    signed: number
  }>`select person.id, count(*)::integer as signed from person join signature on person_id = person.id
    where name_index = (select name_index from person group by 1 having count(*) = 2) group by 1 order by signed`.execute(
    world.db,
  )
  return { stays: rows[0]!.id, goes: rows[1]!.id }
}

async function merges(world: World, token: string, stays: string, goes: string) {
  return call(world, merge().action!, { token, params: { person: stays }, fields: { intent: 'merge', with: goes } })
}

test('Rosa signed from two addresses: she counts once, keeps what she signed elsewhere, and the ledger has it', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const { stays, goes } = await rosaTwice(world)
  await world.db.insertInto('person_tag').values({ person_id: goes, tag: 'voluntaria' }).execute()
  expect([await world.total(), await world.total(other)]).toEqual([3, 1])
  const preview = (await call(world, merge().loader!, { token, params: { person: stays }, query: `?with=${goes}` }))
    .body
  expect(preview).toMatchObject({
    preview: {
      stays: { name: 'Rosa Martínez', contacts: ['r···@example.org'] },
      moved: [titles[other]],
      doubled: [{ petition: titles[slug], totalFalls: true }],
      optedOut: [],
      withdrawn: [],
      tags: ['voluntaria'],
    },
  })
  expect((await merges(world, token, stays, goes)).status).toBe(303)
  expect([await world.total(), await world.total(other)]).toEqual([2, 1])
  expect(
    await world.db.selectFrom('signature').select('petition_id').where('person_id', '=', stays).execute(),
  ).toHaveLength(2)
  expect(await world.db.selectFrom('person').select('id').where('id', '=', goes).execute()).toEqual([])
  expect(await world.db.selectFrom('person_tag').select(['person_id', 'tag']).execute()).toEqual([
    { person_id: stays, tag: 'voluntaria' },
  ])
  expect(await world.db.selectFrom('public_name').select('display_name').execute()).toEqual([
    { display_name: 'Rosa M.' },
  ])
  expect(await world.db.selectFrom('contact_point').select('id').execute()).toHaveLength(1)
  expect(
    (await recount(world.as.worker, { mend: false }, world.at)).filter((one) => one.shown !== one.counted),
  ).toEqual([])
  expect(
    await world.db
      .selectFrom('audit')
      .select(['act', 'how_many', 'subject'])
      .where('act', '=', 'merged-people')
      .execute(),
  ).toEqual([{ act: 'merged-people', how_many: 2, subject: `${stays} ${goes}` }])
})

test('two organizers who merge the same two the other way around: one is in time, and the other finds nobody', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const { stays, goes } = await rosaTwice(world)
  const answers = await Promise.all([merges(world, token, stays, goes), merges(world, token, goes, stays)])
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 404])
  expect(await world.total()).toBe(2)
})

test('whoever asked on one address to be left alone is left alone on both; a family’s address still reaches the others', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const { stays, goes } = await rosaTwice(world)
  const gone = await world.db
    .selectFrom('person')
    .innerJoin('contact_point', 'contact_point.id', 'contact_id')
    .select('blind_index')
    .where('person.id', '=', goes)
    .executeTakeFirstOrThrow()
  await world.db
    .transaction()
    .execute((trx) => suppress({ trx }, { channel: 'mail', blindIndex: gone.blind_index, how: 'link' }, world.at))
  expect(
    (await call(world, merge().loader!, { token, params: { person: stays }, query: `?with=${goes}` })).body,
  ).toMatchObject({ preview: { optedOut: ['mail'], withdrawn: [{ petition: titles[slug], purpose: 'email' }] } })
  await merges(world, token, stays, goes)
  expect(
    await world.db
      .selectFrom('consent')
      .select('purpose')
      .where('person_id', '=', stays)
      .where('withdrawn_on', 'is', null)
      .execute(),
  ).toEqual([{ purpose: 'show_name' }])
  expect(
    await world.db.selectFrom('subscription').select(['person_id', 'ended_how']).orderBy('ended_how').execute(),
  ).toEqual([
    { person_id: stays, ended_how: 'link' },
    { person_id: stays, ended_how: 'merged' },
  ])
  expect(
    await world.db.selectFrom('suppression').selectAll().execute(),
    'Sam is on the address that stays',
  ).toHaveLength(1)
})

test('a name that was taken off on one of them is shown on neither', async ({ world }) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const { stays, goes } = await rosaTwice(world, { share_name: '1' })
  await world.db
    .updateTable('consent')
    .set({ withdrawn_on: '2026-11-24' })
    .where('person_id', '=', goes)
    .where('purpose', '=', 'show_name')
    .execute()
  await merges(world, token, stays, goes)
  expect(await world.db.selectFrom('public_name').selectAll().execute()).toEqual([])
})

test('the phone that only one of them gave stays as the second contact, and the two are offered by their shared number', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  await world.signs(rosa)
  await world.signs({ ...rosa, email: '', phone: '602 555 0101' }, { slug: other })
  await world.work()
  const mail = await world.db
    .selectFrom('person')
    .innerJoin('contact_point', 'contact_point.id', 'contact_id')
    .select('person.id')
    .where('channel', '=', 'mail')
    .executeTakeFirstOrThrow()
  const params = { person: mail.id }
  const { location } = await call(world, merge().action!, {
    token,
    params,
    fields: { intent: 'search', search: '(602) 555-0101' },
  })
  const { pathname, search } = new URL(location!, 'http://office')
  expect([pathname, search]).toEqual([
    `/office/people/${mail.id}/merge`,
    expect.stringMatching(/^\?searched=[0-9a-f-]{36}$/),
  ])
  const found = await call(world, merge().loader!, { token, params, query: search })
  expect(found.body).toMatchObject({ found: [{ name: 'Rosa Martínez', contacts: ['··· 0101'] }] })
  expect(
    (
      await call(world, merge().action!, {
        token,
        params: { person: mail.id },
        fields: { intent: 'search', search: 'Rosa' },
      })
    ).status,
  ).toBe(422)
  const twin = (found.body as { found: { id: string }[] }).found[0]!.id
  await merges(world, token, mail.id, twin)
  const one = await world.db
    .selectFrom('person')
    .innerJoin('contact_point', 'contact_point.id', 'other_contact_id')
    .select(['person.id', 'channel'])
    .execute()
  expect(one).toEqual([{ id: mail.id, channel: 'sms' }])
  await world.signs({ ...rosa, email: '', phone: '602 555 0101' }, { slug: other })
  await world.work()
  expect(
    await world.db.selectFrom('signature').select('id').execute(),
    'signing again from the old number is still signing again',
  ).toHaveLength(2)
  await world.signs({ ...rosa, email: '', phone: '602 555 0101' })
  await world.work()
  expect((await call(world, merge().loader!, { token, params: { person: mail.id } })).body).toMatchObject({
    twins: [{ name: 'Rosa Martínez' }],
  })
})

test('corrected contacts that wait are dropped in a merge, and the preview says how many', async ({ world }) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  await world.signs(rosa)
  await world.signs({ ...rosa, email: '', phone: '602 555 0101' }, { slug: other })
  await world.work()
  const people = await world.db
    .selectFrom('person')
    .innerJoin('contact_point', 'contact_point.id', 'contact_id')
    .select(['person.id', 'channel'])
    .orderBy('channel')
    .execute()
  const [stays, goes] = people.map(({ id }) => id) as [string, string]
  const corrects = (person: string, fields: Record<string, string>) =>
    call(world, officeRoute('office.people.$person').action!, {
      token,
      params: { person },
      fields: { intent: 'correct', given_name: 'Rosa', family_name: 'Martínez', postal_code: '85001', ...fields },
    })
  await corrects(stays, { new_email: 'rosa.m@example.org' })
  await corrects(stays, { new_phone: '602 555 0102' })
  await corrects(goes, { new_phone: '602 555 0103' })
  const { body } = await call(world, merge().loader!, { token, params: { person: stays }, query: `?with=${goes}` })
  expect(body).toMatchObject({ preview: { changes: 2 } })
  await merges(world, token, stays, goes)
  expect(
    await world.db
      .selectFrom('contact_change')
      .select(['channel', 'state', 'person_id'])
      .orderBy('channel')
      .orderBy('state')
      .execute(),
  ).toEqual([
    { channel: 'mail', state: 'waiting', person_id: stays },
    { channel: 'sms', state: 'taken-back', person_id: stays },
    { channel: 'sms', state: 'taken-back', person_id: stays },
  ])
})

test('a stop recorded for the one who goes can still be undone after the merge, with what they had agreed to', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  await world.signs(rosa)
  await world.signs({ ...rosa, email: '', phone: '602 555 0101', keep_posted: '1' }, { slug: other })
  await world.work()
  const idOf = async (channel: 'mail' | 'sms') =>
    (
      await world.db
        .selectFrom('person')
        .innerJoin('contact_point', 'contact_point.id', 'contact_id')
        .select('person.id')
        .where('channel', '=', channel)
        .executeTakeFirstOrThrow()
    ).id
  const [stays, goes] = [await idOf('mail'), await idOf('sms')]
  const acts = (person: string, fields: Record<string, string>) =>
    call(world, officeRoute('office.people.$person').action!, { token, params: { person }, fields })
  await acts(goes, { intent: 'stop', way: 'phone', stop_sms: '1', said: 'No more texts.' })
  expect((await merges(world, token, stays, goes)).status).toBe(303)
  const { id } = await world.db.selectFrom('recorded_stop').select('id').executeTakeFirstOrThrow()
  expect((await acts(stays, { intent: 'undo-stop', id })).location).toContain('did=unstopped')
  expect(await world.db.selectFrom('suppression').selectAll().execute()).toEqual([])
  expect(
    await world.db
      .selectFrom('consent')
      .select(['person_id', 'purpose'])
      .where('purpose', '=', 'sms')
      .where('withdrawn_on', 'is', null)
      .execute(),
  ).toEqual([{ person_id: stays, purpose: 'sms' }])
})

test('a tag of many that one of two merged people got can still be taken back, and only what they got by it', async ({
  world,
}) => {
  const { id: by, token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const { stays, goes } = await rosaTwice(world)
  const tags = async (person: string) =>
    (
      await world.db.selectFrom('person_tag').select('tag').where('person_id', '=', person).orderBy('tag').execute()
    ).map(({ tag }) => tag)
  const tagsMany = async (tag: string) => {
    const form = (fields: Record<string, string>) => ({
      kind: 'tag',
      new_tag: tag,
      whom: 'chosen',
      person: goes,
      ...fields,
    })
    const bulk = officeRoute('office.people.bulk').action!
    const { body } = await call(world, bulk, { token, fields: form({}) })
    const { asOf } = (body as { preview: { asOf: string } }).preview
    const { location } = await call(world, bulk, { token, fields: form({ intent: 'do', asOf, shown: '1' }) })
    return new URL(location!, 'https://office.example.org').searchParams.get('undo')!
  }
  await world.db.insertInto('person_tag').values({ person_id: stays, tag: 'old' }).execute()
  const acts = [await tagsMany('new'), await tagsMany('old')]
  const late = { asked_by: by, asked_at: world.at, people_all: 600, people_changed: 0 }
  for (const [kind, tag] of [
    ['tag', 'late'],
    ['untag', 'old'],
    ['erase', null],
  ] as const) {
    const { id } = await world.db
      .insertInto('bulk_act')
      .values({ id: randomUUID(), kind, tag, ...late })
      .returning('id')
      .executeTakeFirstOrThrow()
    await world.db.insertInto('bulk_person').values({ bulk_id: id, person_id: goes }).execute()
  }
  await merges(world, token, stays, goes)
  expect(await tags(stays)).toEqual(['new', 'old'])
  for (const id of acts) await call(world, officeRoute('office.undo').action!, { token, fields: { id } })
  expect(await tags(stays)).toEqual(['old'])
  while ((await doNextOfBulk(world.as.worker, world.keyring, world.at)) > 0);
  expect(await tags(stays)).toEqual(['late', 'old'])
  expect(await world.db.selectFrom('erasure').select('id').execute()).toEqual([])
})

test('what Rosa signed by herself stays after a merge with who came by a list, when that list is undone', async ({
  world,
}) => {
  const { id: by, token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const { stays, goes } = await rosaTwice(world)
  // Signed at the same moment, so the merge keeps that of who stays.
  const { id, petition_id } = await world.db
    .selectFrom('signature')
    .select(['id', 'petition_id'])
    .where('person_id', '=', stays)
    .executeTakeFirstOrThrow()
  const list = randomUUID()
  await world.db
    .insertInto('import_batch')
    .values({
      id: list,
      petition_id,
      state: 'done',
      columns: [],
      asked_by: by,
      asked_at: world.at,
      rows_all: 1,
    } as never)
    .execute()
  await world.db
    .insertInto('import_row')
    .values({ batch_id: list, line: 2, sealed: Buffer.alloc(0), outcome: 'recorded', signature_id: id } as never)
    .execute()
  await merges(world, token, stays, goes)
  const before = await world.total()
  const fields = { intent: 'undo', id: list }
  await call(world, officeRoute('office.petitions.$petition.imports').action!, {
    token,
    params: { petition: slug },
    fields,
  })
  expect(await world.total()).toBe(before)
})

test('somebody who also signed with another group is not merged by ours, and a stranger’s id is not found', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const { stays, goes } = await rosaTwice(world)
  await world.db
    .updateTable('petition')
    .set({ group_id: await groupOf(world, 'Member') })
    .where('slug', '=', other)
    .execute()
  expect(
    (await call(world, merge().loader!, { token, params: { person: stays }, query: `?with=${goes}` })).body,
  ).toMatchObject({ preview: { outcome: 'beyond' } })
  expect((await merges(world, token, stays, goes)).location).toContain('/merge?with=')
  expect(await world.total()).toBe(3)
  for (const nobody of [stays, 'x', '00000000-0000-4000-8000-000000000000'])
    expect((await merges(world, token, stays, nobody)).status).toBe(404)
})

test('what Rosa confirmed from one address is not lost for what she never confirmed from the other', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const { stays, goes } = await rosaTwice(world)
  const [first, ...others] = (await letterAction(world, toCouncil)).postIds
  await arrives(world, toCouncil, { postIds: [first!], email: atWork.email })
  await world.work()
  await presses(world, 'send')
  await arrives(world, toCouncil)
  await arrives(world, toCouncil, { givenName: 'Sam', familyName: 'Reyes' })
  await world.work()
  expect(
    (await call(world, merge().loader!, { token, params: { person: stays }, query: `?with=${goes}` })).body,
  ).toMatchObject({ preview: { letters: { moved: 1, dropped: 0 } } })
  await merges(world, token, stays, goes)
  const letters = () =>
    world.db.selectFrom('letter').select(['post_id', 'state']).where('person_id', '=', stays).orderBy('state').execute()
  expect(new Set(await letters())).toEqual(
    new Set([...others.map((post_id) => ({ post_id, state: 'unconfirmed' })), { post_id: first, state: 'waiting' }]),
  )
  await presses(world, 'send')
  expect(
    (await letters()).map((letter) => letter.state),
    'the rest can still be confirmed',
  ).toEqual(Array(3).fill('waiting'))
})

test('a tag that a list of its own put on each of two people is of no single list once they are merged', async ({
  world,
}) => {
  const { id, token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const { stays, goes } = await rosaTwice(world)
  const lists = await sql<{ id: string }>`
    insert into import_batch (id, petition_id, asked_by, asked_at, state, columns)
    select gen_random_uuid(), petition.id, ${id}, ${world.at}, 'done', '[]' from petition, generate_series(1, 2) where slug = ${slug} returning id
  `.execute(world.db)
  const [one, two] = lists.rows.map((list) => list.id)
  await world.db
    .insertInto('person_tag')
    .values([
      { person_id: stays, tag: 'captain', import_id: one! },
      { person_id: goes, tag: 'captain', import_id: two! },
      { person_id: stays, tag: 'driver', import_id: one! },
      { person_id: goes, tag: 'driver', import_id: one! },
    ])
    .execute()
  await merges(world, token, stays, goes)
  expect(await world.db.selectFrom('person_tag').selectAll().orderBy('tag').execute()).toEqual([
    { person_id: stays, tag: 'captain', import_id: null },
    { person_id: stays, tag: 'driver', import_id: one },
  ])
})

test('of two letters to one sheriff one stays, and the preview says so', async ({ world }) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const { stays, goes } = await rosaTwice(world)
  for (const email of [rosa.email, atWork.email]) await arrives(world, toSheriff, { email })
  await world.work()
  await presses(world, 'send')
  expect(
    (await call(world, merge().loader!, { token, params: { person: stays }, query: `?with=${goes}` })).body,
  ).toMatchObject({ preview: { letters: { moved: 0, dropped: 1 } } })
  await merges(world, token, stays, goes)
  expect(await world.db.selectFrom('letter').select(['person_id', 'state']).execute()).toEqual([
    { person_id: stays, state: 'waiting' },
  ])
})

test('everywhere her name is shown she is called as the one who stays, and a comment that was hidden stays hidden', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const rosita = { ...atWork, given_name: 'Rosita', family_name: 'Zapata', share_name: '1' }
  await world.signs(rosa)
  await world.signs(rosita, { slug: other })
  await world.work()
  const signed = await world.db
    .selectFrom('signature')
    .innerJoin('petition', 'petition.id', 'petition_id')
    .select(['signature.id', 'person_id', 'slug'])
    .execute()
  for (const { id } of signed) await world.confirms(id)
  await world.db.updateTable('public_name').set({ comment_state: 'hidden' }).execute()
  const whoSigned = (petition: string) => signed.find((one) => one.slug === petition)!.person_id!
  await merges(world, token, whoSigned(slug), whoSigned(other))
  expect(await world.db.selectFrom('public_name').select(['display_name', 'comment_state']).execute()).toEqual([
    { display_name: 'Rosa M.', comment_state: 'hidden' },
  ])
})

test('two who get news and whose addresses are being corrected become one, who gets it once, at the address that is confirmed', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const { stays, goes } = await rosaTwice(world)
  expect(await newsReaches(world)).toEqual([atWork.email, rosa.email].sort())
  const corrects = (person: string, new_email: string) =>
    call(world, officeRoute('office.people.$person').action!, {
      token,
      params: { person },
      fields: { intent: 'correct', given_name: 'Rosa', family_name: 'Martínez', postal_code: '85001', new_email },
    })
  await corrects(stays, 'rosa.new@example.org')
  await corrects(goes, 'rosa.other@example.org')
  await merges(world, token, stays, goes)
  expect(await world.db.selectFrom('subscription').select(['person_id', 'ended_how']).execute()).toEqual([
    { person_id: stays, ended_how: null },
  ])
  expect(await newsReaches(world)).toHaveLength(1)
  expect(await world.db.selectFrom('contact_change').select(['person_id', 'state']).orderBy('state').execute()).toEqual(
    [
      { person_id: stays, state: 'taken-back' },
      { person_id: stays, state: 'waiting' },
    ],
  )
  const asks = await world.db
    .selectFrom('message')
    .innerJoin('contact_change', 'new_contact_id', 'contact_id')
    .select('message.id')
    .where('template', '=', 'confirm-contact')
    .where('contact_change.state', '=', 'waiting')
    .executeTakeFirstOrThrow()
  const words = { token: linkToken(world.keyring, asks.id), wanted: 'confirm' } as const
  await world.intake.append(await sealingKey(world.db, null), 'contact-word', words, world.at)
  await world.work()
  expect(await newsReaches(world)).toEqual(['rosa.new@example.org'])
})

test('a stop recorded for one of two who are merged can still be undone, and begins the news again', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const { stays, goes } = await rosaTwice(world)
  const does = (fields: Record<string, string>) =>
    call(world, officeRoute('office.people.$person').action!, { token, params: { person: stays }, fields })
  await does({ intent: 'stop', way: 'phone', stop_mail: '1', said: 'Please stop emailing me.' })
  await merges(world, token, stays, goes)
  expect(await newsReaches(world)).toEqual([])
  const { id } = await world.db.selectFrom('recorded_stop').select('id').executeTakeFirstOrThrow()
  await does({ intent: 'undo-stop', id })
  expect(await newsReaches(world)).toHaveLength(1)
})

test('whatever hangs on a person passes over in a merge: a new table has to be named there', async ({ world }) => {
  const { rows } = await sql<{
    name: string
  }>`select conrelid::regclass::text as name from pg_constraint where contype = 'f' and confrelid = 'person'::regclass order by 1`.execute(
    world.db,
  )
  expect(rows.map((row) => row.name)).toEqual([
    'consent',
    'contact_change',
    'export_person',
    'imported_person',
    'ladder_act',
    'ladder_done',
    'ladder_place',
    'ladder_task',
    'letter',
    'list_stop',
    'message',
    'outreach',
    // Made again by what else passes over.
    'person_facts',
    'person_field_value',
    'person_note',
    'person_tag',
    'recorded_stop',
    'segment_person',
    'signature',
    'subscription',
    'tag_change',
  ])
})
