import { expect } from 'vitest'
import { contactsIn } from '~/office/people/opt-outs/read-opt-outs'
import { purgeTraces } from '~/worker/purge-traces.server'
import { claimMessages } from '~/worker/sending/claim-messages.server'
import { rosa, test, tomas, type World } from '../../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../../support/office'
import { startTexting } from '../../../support/texting'

const later = (world: World, hours: number) => new Date(world.at.getTime() + hours * 3_600_000)

async function post(world: World, token: string, fields: Record<string, string | Blob>) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return call(world, officeRoute('office.opt-outs').action!, { token, fields: form })
}

async function signsUp(world: World) {
  await world.signs({ ...rosa, consent_email: '1' })
  await world.signs({ ...tomas, consent_sms: '1' })
  await world.work()
  for (const { id } of await world.db.selectFrom('signature').select('id').execute()) await world.confirms(id)
}

const stopped = async (world: World) =>
  (await world.db.selectFrom('suppression').select(['channel']).orderBy('channel').execute()).map((row) => row.channel)

const live = async (world: World) =>
  (
    await world.db
      .selectFrom('subscription')
      .select('channel')
      .where('ended_on', 'is', null)
      .orderBy('channel')
      .execute()
  ).map((row) => row.channel)

const withdrawn = async (world: World) =>
  (await world.db.selectFrom('consent').select('purpose').where('withdrawn_on', 'is not', null).execute()).length

const lists = (world: World) =>
  world.db
    .selectFrom('opt_out_list')
    .select(['id', 'lines', 'added', 'known', 'unread'])
    .orderBy('added', 'desc')
    .execute()

test('addresses and numbers are found in any column, as people write them', () => {
  expect(contactsIn(['Rosa', 'ROSA@example.org', ''])).toEqual([{ channel: 'mail', contact: 'rosa@example.org' }])
  expect(contactsIn(['(602) 555-0101', 'rosa@example.org'])).toHaveLength(2)
  expect(contactsIn(['rosa@example.org; ana@example.org'])).toHaveLength(2)
  expect(contactsIn(['Rosa <rosa@example.org>'])).toEqual([{ channel: 'mail', contact: 'rosa@example.org' }])
  expect(contactsIn(['Rosa', '85001', 'nobody@', '2026-11-24'])).toEqual([])
})

test('a pasted list opts everybody out at once, says what it did not understand, and is kept without a name', async ({
  world,
}) => {
  await signsUp(world)
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const done = await post(world, token, { intent: 'take', pasted: 'rosa@example.org\n602-555-0101\nnobody here\n' })
  expect(done).toMatchObject({ status: 200, body: { taken: { sheets: 0, unread: [{ text: 'nobody here' }] } } })
  expect(await stopped(world)).toEqual(['mail', 'sms'])
  expect(await live(world)).toEqual([])
  expect(await withdrawn(world)).toBe(2)
  expect(await lists(world)).toMatchObject([{ lines: 3, added: 2, known: 0, unread: 1 }])
  expect(JSON.stringify(await world.db.selectFrom('audit').selectAll().execute())).not.toContain('rosa@')
  expect(await post(world, token, { intent: 'take', pasted: 'hello\nthere' })).toMatchObject({ status: 422 })
})

test('within a day a list is taken back as a whole, and everything is as before; later only the people themselves can', async ({
  world,
}) => {
  await signsUp(world)
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  await post(world, token, { intent: 'take', pasted: 'rosa@example.org\n602-555-0101' })
  const [list] = await lists(world)
  expect((await post(world, token, { intent: 'undo', id: list!.id })).location).toBe('/office/opt-outs?undone=2')
  expect(await stopped(world)).toEqual([])
  expect(await live(world)).toEqual(['mail', 'sms'])
  expect(await withdrawn(world)).toBe(0)
  expect((await post(world, token, { intent: 'undo', id: list!.id })).status).toBe(409)
  await post(world, token, { intent: 'take', pasted: 'rosa@example.org' })
  await world.db
    .updateTable('opt_out_list')
    .set({ made_at: later(world, -25) })
    .where('undone_at', 'is', null)
    .execute()
  const again = (await lists(world)).find(({ id }) => id !== list!.id)!
  expect((await post(world, token, { intent: 'undo', id: again.id })).status).toBe(409)
  await purgeTraces(world.as.worker, world.at)
  expect(await world.db.selectFrom('opt_out_line').selectAll().where('list_id', '=', again.id).execute()).toEqual([])
  expect(await stopped(world)).toEqual(['mail'])
})

test('taking a list back frees nobody who had opted out before, has since, or is on another list', async ({
  world,
}) => {
  const texting = await startTexting(world)
  try {
    await signsUp(world)
    const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
    await texting.says('ALTO')
    await post(world, token, {
      intent: 'take',
      pasted: 'rosa@example.org\n602-555-0101\nana@example.org\nluz@example.org',
    })
    await post(world, token, { intent: 'take', pasted: 'rosa@example.org' })
    const [first, second] = await lists(world)
    expect([first, second]).toMatchObject([
      { added: 3, known: 1 },
      { added: 0, known: 1 },
    ])
    const before = (await stopped(world)).length
    await post(world, token, { intent: 'undo', id: first!.id })
    // Tomás by STOP, Rosa by the other list.
    expect([before, await stopped(world)]).toEqual([4, ['mail', 'sms']])
    await post(world, token, { intent: 'take', pasted: 'luz@example.org' })
    // Luz stops by herself, too: an organizer's list no longer says so.
    await world.db.updateTable('suppression').set({ recorded_by: null }).execute()
    const third = (await lists(world)).find(({ id }) => id !== first!.id && id !== second!.id)!
    await post(world, token, { intent: 'undo', id: third.id })
    expect(await stopped(world)).toEqual(['mail', 'mail', 'sms'])
  } finally {
    await texting.stop()
  }
})

test('what a list held back goes out when the list is taken back', async ({ world }) => {
  await signsUp(world)
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  await post(world, token, { intent: 'take', pasted: 'rosa@example.org' })
  const leaving = async () =>
    (await claimMessages(world.as.worker, 'mail', 10, world.at)).map(({ template }) => template)
  expect(await leaving()).toEqual([])
  await post(world, token, { intent: 'undo', id: (await lists(world))[0]!.id })
  expect(await leaving()).toEqual(['thank-you'])
})

test('a stop recorded by phone that is undone stays where a list of opt-outs has them too', async ({ world }) => {
  await signsUp(world)
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const { id: person } = await world.db
    .selectFrom('person')
    .innerJoin('contact_point', 'contact_point.id', 'contact_id')
    .select('person.id')
    .where('channel', '=', 'mail')
    .executeTakeFirstOrThrow()
  const does = (fields: Record<string, string>) =>
    call(world, officeRoute('office.people.$person').action!, { token, params: { person }, fields })
  await does({ intent: 'stop', way: 'phone', stop_mail: '1', said: 'Please stop emailing me.' })
  await post(world, token, { intent: 'take', pasted: 'rosa@example.org' })
  const { id } = await world.db.selectFrom('recorded_stop').select('id').executeTakeFirstOrThrow()
  await does({ intent: 'undo-stop', id })
  expect(await stopped(world)).toEqual(['mail'])
  expect(await live(world)).toEqual(['sms'])
})

test('what two lists or a list and a stop have recorded ends with the last of them, in any order', async ({
  world,
}) => {
  await signsUp(world)
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const { id: person } = await world.db
    .selectFrom('person')
    .innerJoin('contact_point', 'contact_point.id', 'contact_id')
    .select('person.id')
    .where('channel', '=', 'mail')
    .executeTakeFirstOrThrow()
  const does = (fields: Record<string, string>) =>
    call(world, officeRoute('office.people.$person').action!, { token, params: { person }, fields })
  const records = async () => {
    await does({ intent: 'stop', way: 'phone', stop_mail: '1', said: 'Please stop emailing me.' })
    const { id } = await world.db
      .selectFrom('recorded_stop')
      .select('id')
      .where('undone_at', 'is', null)
      .executeTakeFirstOrThrow()
    return () => does({ intent: 'undo-stop', id })
  }
  const takes = async () => {
    await post(world, token, { intent: 'take', pasted: 'rosa@example.org' })
    const { id } = await world.db
      .selectFrom('opt_out_list')
      .select('id')
      .where('undone_at', 'is', null)
      .orderBy('added')
      .executeTakeFirstOrThrow()
    return () => post(world, token, { intent: 'undo', id })
  }
  const ways = [records, takes]
  for (const first of ways)
    for (const second of [takes, ...(first === takes ? [records] : [])])
      for (const isFirstFirst of [true, false]) {
        const undoings = [await first(), await second()]
        const said = `${first.name}, ${second.name}, ${isFirstFirst}`
        expect([await stopped(world), await live(world)], said).toEqual([['mail'], ['sms']])
        await undoings[isFirstFirst ? 0 : 1]!()
        expect([await stopped(world), await live(world)], said).toEqual([['mail'], ['sms']])
        await undoings[isFirstFirst ? 1 : 0]!()
        expect([await stopped(world), await live(world), await withdrawn(world)], said).toEqual([
          [],
          ['mail', 'sms'],
          0,
        ])
      }
})

test('only who may see the network’s people opts out lists', async ({ world }) => {
  const member = await organizer(world, 'organizer', await groupOf(world, 'Member'))
  expect(await post(world, member.token, { intent: 'take', pasted: 'rosa@example.org' })).toMatchObject({ status: 403 })
  expect(await stopped(world)).toEqual([])
})

test('an opt-out outlives erasure and a list of signers that brings the person back', async ({ world }) => {
  await signsUp(world)
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  await post(world, token, { intent: 'take', pasted: 'rosa@example.org' })
  await world.db.deleteFrom('signature').execute()
  await world.db.deleteFrom('person').execute()
  await world.db.deleteFrom('contact_point').execute()
  await world.signs({ ...rosa, consent_email: '1' })
  await world.work()
  expect(await stopped(world)).toEqual(['mail'])
})

test('somebody’s story tells that a list opted them out, by whom, and that it was taken back', async ({ world }) => {
  await signsUp(world)
  const network = await groupOf(world, 'network')
  const { token } = await organizer(world, 'organizer', network)
  const luz = await organizer(world, 'organizer', network, 'Luz Vega')
  const many = Array.from({ length: 3_000 }, (_, at) => `somebody${at}@example.org`)
  await post(world, token, { intent: 'take', pasted: ['rosa@example.org', ...many].join('\n') })
  const [list] = await lists(world)
  expect((await post(world, luz.token, { intent: 'undo', id: list!.id })).location).toBe('/office/opt-outs?undone=3001')
  await world.db
    .updateTable('opt_out_list')
    .set({ made_at: later(world, -25) })
    .execute()
  await purgeTraces(world.as.worker, world.at)
  const { person_id } = await world.db
    .selectFrom('signature')
    .select('person_id')
    .where('channel', '=', 'mail')
    .executeTakeFirstOrThrow()
  const { body } = await call(world, officeRoute('office.people.$person').loader!, {
    token,
    params: { person: person_id! },
  })
  expect((body as { person: { timeline: { lines: object[] } } }).person.timeline.lines).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ is: 'list-stopped', channel: 'mail', by: 'Omar Reyes' }),
      expect.objectContaining({ is: 'list-unstopped', channel: 'mail', by: 'Luz Vega' }),
    ]),
  )
})
