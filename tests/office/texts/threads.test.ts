import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { forgetPhones } from '~/actions/texts/dialog/tend-conversations.server'
import { translator } from '~/i18n/translator'
import type { OfficeFrame } from '~/office/frame/office-layout'
import { InboxTabs } from '~/office/texts/inbox-tabs'
import type { InboxTab } from '~/office/texts/inbox-tabs.server'
import type { OpenedThread } from '~/office/texts/thread.server'
import type { TypedAnswer } from '~/office/texts/thread-state'
import type { Thread } from '~/office/texts/threads.server'
import { openVault, sealText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { test, tomas, type World } from '../../support/firme-test'
import { type Answered, call, groupOf, officeRoute, organizer } from '../../support/office'
import { meet } from '../../support/races'
import { startTexting, tomasPhone } from '../../support/texting'

const ana = '+16025550102'
const route = () => officeRoute('office.inbox_.$thread')

interface Inbox {
  threads: Thread[]
  counts: Record<'waiting' | 'mine' | 'handled', number>
  tabs: InboxTab[]
  reports: number
}

/** An organizer of the network in the inbox. */
async function atInbox(world: World, name = 'Omar Reyes', role: 'organizer' | 'owner' = 'organizer') {
  const { id, token } = await organizer(world, role, await groupOf(world, 'network'), name)
  const inbox = async (query = '') =>
    (await call(world, officeRoute('office.inbox').loader!, { token, query })).body as Inbox
  const open = async (thread: string, query = '') =>
    (await call(world, route().loader!, { token, params: { thread }, query })).body as {
      thread: OpenedThread
      answerers: { id: string; name: string }[]
      replies: { id: string; name: { en: string; es: string } }[]
      done: { did: string } | null
    }
  return {
    id,
    token,
    inbox,
    open,
    first: async () => (await inbox()).threads[0]!.id,
    /** Presses a button of the page as it was opened. */
    presses: async (
      thread: string,
      intent: string,
      fields: Record<string, string> = {},
      at = world.at,
    ): Promise<Answered> => {
      const { thread: opened } = await open(thread)
      const page = { seen: opened.newest ?? '', seed: `${intent} ${fields.reply ?? ''}`, from: opened.holder?.id ?? '' }
      return call(world, route().action!, { token, params: { thread }, fields: { ...page, intent, ...fields }, at })
    },
  }
}

const acts = async (world: World, ...wanted: string[]) =>
  (
    await world.db.selectFrom('audit').select(['act', 'how_many']).where('act', 'in', wanted).orderBy('seq').execute()
  ).map((line) => line.act)

test('the inbox has one line for each phone: why it is here, its last words, and how many wait; a viewer sees none of it', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const later = (minutes: number) => new Date(world.at.getTime() + minutes * 60_000)
  await phone.says('¿Puede venir mi prima?')
  await phone.says('¿y mi tía?', { at: later(1) })
  await phone.says('Stop the deportations', { from: ana, at: later(2) })
  await phone.says('ICE is outside', { from: '+16025550103', at: later(3) })
  const omar = await atInbox(world)
  expect((await omar.inbox()).threads).toMatchObject([
    { phone: '··· 0102', reason: 'maybe-stop', language: 'en', waiting: 1 },
    { phone: '··· 0103', reason: 'cry-for-help', words: 'ICE is outside', holder: null },
    { phone: '··· 0101', reason: 'misunderstood', words: '¿y mi tía?', waiting: 2, language: null, names: [] },
  ])
  expect(await acts(world, 'read-texts', 'listed-people')).toEqual(['read-texts'])
  const viewer = await organizer(world, 'viewer', await groupOf(world, 'network'))
  for (const [file, params] of [['office.inbox'], ['office.inbox_.$thread', { thread: await omar.first() }]] as const)
    expect((await call(world, officeRoute(file).loader!, { token: viewer.token, params: params ?? {} })).status).toBe(
      403,
    )
  await phone.stop()
})

test('a known signer is named to who may see people, and the ledger says so', async ({ world }) => {
  const phone = await startTexting(world)
  await world.signs(tomas)
  await world.work()
  await phone.sends()
  await phone.says('¿Puede venir mi prima?', { at: new Date(world.at.getTime() + 60_000) })
  const omar = await atInbox(world)
  expect((await omar.inbox()).threads).toMatchObject([{ names: ['Tomás'], phone: '··· 0101' }])
  const { thread } = await omar.open(await omar.first())
  expect(thread.signers.map(({ name }) => name)).toEqual(['Tomás'])
  // What was sent about the signature stands in the thread too, without its words.
  expect(thread.lines[0]).toMatchObject({ is: 'sent', what: 'request to confirm a signature', words: null })
  expect(thread.hasDeleted).toBe(false)
  // Twice in the list, once in the thread.
  expect(await acts(world, 'listed-people')).toHaveLength(3)
  // In another group's petition, the network sees them only if they agreed.
  await world.db
    .updateTable('petition')
    .set({ group_id: await groupOf(world, 'Elsewhere') })
    .execute()
  expect((await omar.inbox()).threads).toMatchObject([{ names: [] }])
  await phone.stop()
})

test('two signers of one name and phone are two in the thread, with the texts about each, and once in its heading', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await world.signs(tomas)
  await world.signs({ ...tomas, phone: '', email: 'tomas@example.org' })
  await world.work()
  await phone.sends()
  await sql`update person set other_contact_id = contact_point.id from contact_point where channel = 'sms' and contact_point.id <> contact_id`.execute(
    world.db,
  )
  const people = await world.db.selectFrom('person').select('id').orderBy('id').execute()
  expect(people).toHaveLength(2)
  await phone.says('¿Puede venir mi prima?', { at: new Date(world.at.getTime() + 60_000) })
  const omar = await atInbox(world)
  expect((await omar.inbox()).threads).toMatchObject([{ names: ['Tomás'] }])
  const id = await omar.first()
  for (const { id: about } of people) {
    await world.db
      .updateTable('message')
      .set({ person_id: about })
      .where('channel', '=', 'sms')
      .where('person_id', 'is not', null)
      .execute()
    const { thread } = await omar.open(id)
    expect(thread.signers).toEqual(people.map((person) => ({ id: person.id, name: 'Tomás' })))
    expect(thread.lines[0]).toMatchObject({ is: 'sent', what: 'request to confirm a signature' })
  }
  const listed = await world.db.selectFrom('audit').select('how_many').where('act', '=', 'listed-people').execute()
  expect(listed.map((line) => line.how_many)).toEqual([2, 2, 2, 2])
  await phone.stop()
})

test('Omar answers in the thread: signed by the group, once however often he presses, and the thread shows both sides in order', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await phone.says('¿Puede venir mi prima?')
  await world.db.updateTable('member_group').set({ sender_name: 'Derechos Saguaro' }).execute()
  const omar = await atInbox(world)
  const id = await omar.first()
  for (const reply of [' ', '\u200b\u2060'])
    expect((await omar.presses(id, 'answer', { reply })).body).toMatchObject({ problem: 'empty' })
  expect((await omar.presses(id, 'answer', { reply: 'Vea bit.ly/x' })).body).toMatchObject({
    problem: 'shortener',
    reply: 'Vea bit.ly/x',
  })
  expect((await omar.presses(id, 'count', { reply: 'Sí, que venga.' })).body).toEqual({
    problem: null,
    reply: 'Sí, que venga.',
  })
  expect((await omar.presses(id, 'cheaper reply', { reply: 'Sí, que venga.' })).body).toMatchObject({
    reply: 'Si, que venga.',
  })
  const later = new Date(world.at.getTime() + 60_000)
  for (let press = 0; press < 2; press += 1)
    expect((await omar.presses(id, 'answer', { reply: 'Sí, que venga.' }, later)).location).toContain('did=answered')
  await phone.sends(later)
  const sent = phone.simulator.texts.all.filter((text) => text.to === tomasPhone).map((text) => text.body)
  expect(sent.slice(1)).toEqual(['Derechos Saguaro: Sí, que venga.'])
  const { thread, done } = await omar.open(id, '?did=answered')
  expect(done).toMatchObject({ did: 'answered' })
  expect(thread.lines.map((line) => [line.is, line.words])).toEqual([
    ['received', '¿Puede venir mi prima?'],
    ['sent', expect.stringContaining('mande FIRMA para firmar')],
    ['sent', 'Derechos Saguaro: Sí, que venga.'],
  ])
  expect(thread.lines[0]).toMatchObject({ handled: { by: 'Omar Reyes' } })
  expect(thread.lines[2]).toMatchObject({ by: 'Omar Reyes', state: 'sent' })
  expect(thread.newest).toBeNull()
  expect(await omar.inbox()).toMatchObject({ threads: [], counts: { waiting: 0, handled: 1 } })
  expect((await omar.inbox('?show=handled')).threads).toMatchObject([{ id, handledBy: 'Omar Reyes' }])
  expect(await acts(world, 'answered-text')).toEqual(['answered-text'])
  await phone.stop()
})

test('a text that came while Omar was writing goes on waiting', async ({ world }) => {
  const phone = await startTexting(world)
  await phone.says('¿Puede venir mi prima?')
  const omar = await atInbox(world)
  const id = await omar.first()
  const { thread } = await omar.open(id)
  await phone.says('¡Contesten!', { at: new Date(world.at.getTime() + 1_000) })
  await omar.presses(id, 'answer', { reply: 'Sí.', seen: thread.newest! })
  expect((await omar.inbox()).threads).toMatchObject([{ words: '¡Contesten!', waiting: 1 }])
  await phone.stop()
})

test('who takes a thread second is told who has it, and what they typed stays; it can be given, put back and undone', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await phone.says('¿Puede venir mi prima?')
  const omar = await atInbox(world)
  const ines = await atInbox(world, 'Inés Vega')
  const viewer = await organizer(world, 'moderator', await groupOf(world, 'network'), 'Vera')
  const id = await omar.first()
  expect((await omar.presses(id, 'take', { from: '' })).location).toBe(`/office/inbox/${id}?did=took&before=`)
  const second = await ines.presses(id, 'take', { from: '', reply: 'Sí, que' })
  expect([second.status, second.body]).toEqual([409, { reply: 'Sí, que', problem: 'held', by: 'Omar Reyes' }])
  expect((await ines.presses(id, 'answer', { reply: 'Sí.' })).body).toMatchObject({
    problem: 'held',
    by: 'Omar Reyes',
  })
  expect(await world.db.selectFrom('message').select('id').where('written_by', 'is not', null).execute()).toEqual([])
  expect([(await omar.inbox('?show=mine')).threads.length, (await ines.inbox('?show=mine')).threads.length]).toEqual([
    1, 0,
  ])
  // Only who may answer can be given it.
  expect((await omar.open(id)).answerers.map(({ name }) => name)).toEqual(['Inés Vega', 'Omar Reyes'])
  expect((await omar.presses(id, 'give', { to: viewer.id })).body).toMatchObject({ problem: 'cannot' })
  const given = await omar.presses(id, 'give', { to: ines.id })
  expect(given.location).toBe(`/office/inbox/${id}?did=gave&before=${omar.id}`)
  // Undo gives it back to who had it.
  await omar.presses(id, 'undo-hand', { to: omar.id })
  expect((await omar.open(id)).thread.holder).toEqual({ id: omar.id, name: 'Omar Reyes' })
  // Inés sees that he has it, and takes it over; half a sentence of hers stays.
  expect((await ines.presses(id, 'take', { reply: 'Sí, que' })).body).toEqual({ reply: 'Sí, que', problem: null })
  expect((await ines.presses(id, 'return')).location).toContain('did=returned')
  expect((await ines.open(id)).thread.holder).toBeNull()
  expect(await acts(world, 'took-thread', 'gave-thread', 'returned-thread')).toEqual([
    'took-thread',
    'gave-thread',
    'took-thread',
    'took-thread',
    'returned-thread',
  ])
  await phone.stop()
})

test('of two who answer at the same moment one is heard, and the other is told by whom', async ({ world }) => {
  const phone = await startTexting(world)
  await phone.says('¿Puede venir mi prima?')
  const [omar, ines] = [await atInbox(world), await atInbox(world, 'Inés Vega')]
  const id = await omar.first()
  const answers = await meet(
    world.db,
    sql`select from conversation for update`,
    () => omar.presses(id, 'answer', { reply: 'Sí.' }),
    () => ines.presses(id, 'answer', { reply: 'Claro que sí.' }),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
  const lost = answers.find(({ status }) => status === 409)!.body as TypedAnswer
  expect(lost.by).toBe(lost.reply === 'Sí.' ? 'Inés Vega' : 'Omar Reyes')
  expect(await world.db.selectFrom('message').select('id').where('written_by', 'is not', null).execute()).toHaveLength(
    1,
  )
  await phone.stop()
})

test('who has left the office holds no thread', async ({ world }) => {
  const phone = await startTexting(world)
  await phone.says('¿Puede venir mi prima?')
  const [omar, ines] = [await atInbox(world), await atInbox(world, 'Inés Vega')]
  const id = await omar.first()
  await omar.presses(id, 'take')
  await world.db.updateTable('organizer').set({ removed_at: world.at }).where('id', '=', omar.id).execute()
  expect((await ines.inbox()).threads).toMatchObject([{ holder: null }])
  expect((await ines.presses(id, 'answer', { reply: 'Sí.' })).location).toContain('did=answered')
  await phone.stop()
})

test('marking as done can be undone, and what was typed is not thrown away by it', async ({ world }) => {
  const phone = await startTexting(world)
  await phone.says('¿Puede venir mi prima?')
  const omar = await atInbox(world)
  const id = await omar.first()
  expect((await omar.presses(id, 'done', { reply: 'Sí' })).body).toMatchObject({ problem: 'unsent', reply: 'Sí' })
  const done = await omar.presses(id, 'done')
  expect(done.location).toContain('did=done')
  expect((await omar.inbox()).threads).toEqual([])
  const at = new URL(done.location!, 'https://firme.example.org').searchParams.get('at')!
  expect((await omar.presses(id, 'reopen', { at })).location).toContain('did=reopened')
  expect((await omar.inbox()).threads).toMatchObject([{ id }])
  const never = '-271821-04-20T00:00:00.000Z'
  expect((await omar.presses(id, 'reopen', { at: never })).location).toContain('did=gone')
  // Nobody undoes what another has done.
  const ines = await atInbox(world, 'Inés Vega')
  await omar.presses(id, 'done')
  expect((await ines.presses(id, 'reopen', { at })).location).toContain('did=gone')
  await phone.stop()
})

test('stopping texts keeps who recorded it and when; a second time changes nothing, and only the phone itself turns them back on', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await phone.says('Stop the deportations', { from: ana })
  const [omar, ines] = [await atInbox(world), await atInbox(world, 'Inés Vega')]
  const id = await omar.first()
  expect((await omar.presses(id, 'stop', { reply: 'half a sentence' })).body).toMatchObject({ problem: 'unsent' })
  const twice = await meet(
    world.db,
    sql`lock table suppression in share mode`,
    () => omar.presses(id, 'stop'),
    () => ines.presses(id, 'stop'),
  )
  expect(twice.map(({ location }) => /did=(\w+)/.exec(location!)![1]).sort()).toEqual(['already', 'stopped'])
  const kept = await world.db.selectFrom('suppression').select(['channel', 'reason', 'since', 'recorded_by']).execute()
  expect(kept).toMatchObject([{ channel: 'sms', reason: 'opted-out', since: '2026-11-24' }])
  expect([omar.id, ines.id]).toContain(kept[0]!.recorded_by)
  expect((await omar.open(id)).thread.stopped).toEqual({ since: '2026-11-24', by: expect.stringMatching(/Omar|Inés/) })
  expect(await acts(world, 'stopped-texts')).toEqual(['stopped-texts'])
  expect((await omar.inbox()).threads).toEqual([])
  expect((await omar.presses(id, 'answer', { reply: 'Sorry.' })).body).toMatchObject({ problem: 'stopped' })
  const sent = phone.simulator.texts.all.length
  expect((await phone.says('FIRMA', { from: ana }))[0]).toMatch(/START|ALTA/)
  expect(phone.simulator.texts.all.length).toBe(sent + 2)
  await phone.says('START', { from: ana })
  expect(await world.db.selectFrom('suppression').selectAll().execute()).toEqual([])
  // Their own word stands before ours.
  await omar.presses(id, 'stop')
  await phone.says('STOP', { from: ana })
  expect(await world.db.selectFrom('suppression').select('recorded_by').execute()).toEqual([{ recorded_by: null }])
  await phone.stop()
})

test('a phone whose texts were stopped here stays stopped when a list or a stop that had it before is undone', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await world.signs({ ...tomas, consent_sms: '1' })
  await world.work()
  const { id: signature } = await world.db.selectFrom('signature').select('id').executeTakeFirstOrThrow()
  await world.confirms(signature)
  const omar = await atInbox(world)
  const { id: person } = await world.db.selectFrom('person').select('id').executeTakeFirstOrThrow()
  const { token } = omar
  const list = async (fields: Record<string, string>) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    return call(world, officeRoute('office.opt-outs').action!, { token, fields: form })
  }
  const onPage = (fields: Record<string, string>) =>
    call(world, officeRoute('office.people.$person').action!, { token, params: { person }, fields })
  const recorded = {
    list: async () => {
      await list({ intent: 'take', pasted: '602-555-0101' })
      const { id } = await world.db
        .selectFrom('opt_out_list')
        .select('id')
        .where('undone_at', 'is', null)
        .executeTakeFirstOrThrow()
      return () => list({ intent: 'undo', id })
    },
    stop: async () => {
      await onPage({ intent: 'stop', way: 'phone', stop_sms: '1', said: 'Please stop.' })
      const { id } = await world.db
        .selectFrom('recorded_stop')
        .select('id')
        .where('undone_at', 'is', null)
        .executeTakeFirstOrThrow()
      return () => onPage({ intent: 'undo-stop', id })
    },
  }
  await phone.says('¿Puede venir mi prima?')
  const id = await omar.first()
  const stopped = async () => (await world.db.selectFrom('suppression').select('channel').execute()).length
  const live = () => world.db.selectFrom('subscription').select('id').where('ended_on', 'is', null).execute()
  for (const first of ['stop', 'list'] as const) {
    const undoFirst = await recorded[first]()
    await omar.presses(id, 'stop')
    const undoSecond = await recorded.list()
    await undoFirst()
    await undoSecond()
    expect([first, await stopped(), await live()]).toEqual([first, 1, []])
    await phone.says('START')
    expect(await stopped()).toBe(0)
  }
  await phone.stop()
})

test('an office whose texts are stopped here gets no messages from people any more either', async ({ world }) => {
  const phone = await startTexting(world)
  await phone.says('Who is this?', { from: '+16025550161' })
  const omar = await atInbox(world)
  await omar.presses(await omar.first(), 'stop')
  expect(
    await world.db.selectFrom('contact_detail').select('status_reason').where('value', '=', '+16025550161').execute(),
  ).toEqual([{ status_reason: 'opted-out' }])
  await phone.stop()
})

test('after a week the thread says that our older messages have been deleted; after thirty silent days it is gone', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await phone.says('¿Puede venir mi prima?')
  const omar = await atInbox(world)
  const id = await omar.first()
  expect((await omar.open(id)).thread.hasDeleted).toBe(false)
  const days = (count: number) => new Date(world.at.getTime() + count * 24 * 3_600_000)
  await forgetPhones(world.as.worker, days(8))
  const { thread } = await omar.open(id)
  expect(thread.hasDeleted).toBe(true)
  expect(thread.lines.map((line) => line.words)).toEqual(['¿Puede venir mi prima?', null])
  await forgetPhones(world.as.worker, days(31))
  expect((await call(world, route().loader!, { token: omar.token, params: { thread: id } })).status).toBe(404)
  await phone.stop()
})

test('whatever is pressed on the page of a phone that has been forgotten leads to the inbox, which says so', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await phone.says('¿Puede venir mi prima?')
  const omar = await atInbox(world)
  const id = await omar.first()
  await forgetPhones(world.as.worker, new Date(world.at.getTime() + 31 * 24 * 3_600_000))
  for (const intent of ['take', 'count', 'answer', 'done', 'reopen', 'stop']) {
    const fields = { intent, ...(intent === 'answer' ? { reply: 'Sí.' } : {}) }
    const { location } = await call(world, route().action!, { token: omar.token, params: { thread: id }, fields })
    expect(location, intent).toBe('/office/inbox?forgotten=')
  }
  expect(await omar.inbox('?forgotten=')).toMatchObject({ isForgotten: true })
  expect(await omar.inbox()).toMatchObject({ isForgotten: false })
  await phone.stop()
})

test('comments and reports about officials are counted beside the texts, and lead to where they are handled', async ({
  world,
}) => {
  const { inbox, token } = await atInbox(world)
  await sql`insert into contact_report (id, post_id, what, origin, reported_at) select gen_random_uuid(), id, 'wrong-other', 'public', ${world.at} from post limit 1`.execute(
    world.db,
  )
  const { tabs, reports } = await inbox()
  expect(tabs).toEqual([
    { name: 'texts', path: '/office/inbox' },
    { name: 'comments', path: '/office/comments' },
    { name: 'reports', path: '/office/officials/stale' },
  ])
  const { menu } = (await call(world, officeRoute('office').loader!, { token })).body as OfficeFrame
  const waiting = { texts: menu.waiting.inbox, comments: menu.waiting.comments, reports }
  expect(waiting).toEqual({ texts: 0, comments: 0, reports: 1 })
  const nav = renderToStaticMarkup(createElement(InboxTabs, { t: translator('en'), lang: 'en', tabs, waiting }))
  expect(nav.match(/\(\d+\)/g)).toEqual(['(0)', '(0)', '(1)'])
})

test('of more conversations than fit a page none is left out', async ({ world }) => {
  const vault = await openVault(world.db, world.keyring)
  for (let number = 0; number < 51; number += 1) {
    const [id, text] = [randomUUID(), randomUUID()]
    const phone = `+1602555${String(1000 + number)}`
    await world.db
      .insertInto('conversation')
      .values({
        id,
        blind_index: Buffer.from(phone),
        sealed_phone: sealText(vault.site(), sealedAs('conversation', id, 'phone'), phone),
        sealed_state: null,
        language: 'es',
        time_zone: null,
        heard_at: world.at,
        stopped_at: null,
        nudged_at: null,
      })
      .execute()
    await world.db
      .insertInto('text_to_read')
      .values({
        id: text,
        conversation_id: id,
        sealed: sealText(vault.site(), sealedAs('text_to_read', text), '¿Mande?'),
        reason: 'not-understood',
        arrived_at: new Date(world.at.getTime() + number * 1_000),
        handled_at: null,
        handled_by: null,
      })
      .execute()
  }
  const { inbox } = await atInbox(world)
  const [first, second] = [await inbox(), await inbox('?page=2')]
  expect([first.threads.length, first.counts.waiting]).toEqual([50, 51])
  expect(second.threads).toMatchObject([{ phone: '··· 1050' }])
  // The last page was emptied meanwhile, or an address is older than its page.
  expect(await inbox('?page=9')).toMatchObject({ threads: [{ phone: '··· 1050' }], table: { page: 2 } })
  expect(await inbox('?show=handled&page=9')).toMatchObject({ threads: [], table: { page: 1 } })
})
