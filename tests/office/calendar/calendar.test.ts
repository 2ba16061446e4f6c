import { sql } from 'kysely'
import { type ComponentProps, createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { translator } from '~/i18n/translator'
import { pauseBroadcast, startBroadcast } from '~/messages/broadcasts/steer-broadcast.server'
import { climbByDay } from '~/messages/ladders/climb-by-day.server'
import type { CalendarItem } from '~/office/calendar/calendar-item'
import { CalendarPage } from '~/office/calendar/calendar-page'
import type { Calendar } from '~/office/calendar/read-calendar.server'
import {
  contentOf,
  days,
  end,
  joins,
  mails,
  publishes,
  rung,
  waits as until,
  works,
} from '../../messages/ladders/ladders'
import { approved, plans } from '../../support/broadcasts'
import { rosa, test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

const route = () => officeRoute('office.messages_.calendar')
const network = (world: World) => groupOf(world, 'network')
const hours = (world: World, count: number) => new Date(world.at.getTime() + count * 3_600_000)

const calendar = async (world: World, token: string, query = '', at = world.at) =>
  (await call(world, route().loader!, { token, query, at })).body as Calendar
/** Day and what is on it, of days with anything. */
const told = ({ days }: Calendar) =>
  days.flatMap(({ day, items }) => items.map((item) => [day, item.is, item.at] as const))
const only = <Is extends CalendarItem['is']>({ days }: Calendar, is: Is) =>
  days.flatMap(({ items }) => items).filter((item): item is Extract<CalendarItem, { is: Is }> => item.is === is)

/** A message to many that waits for a day. @returns its id */
async function waits(world: World, at: string, more: Parameters<typeof approved>[1] = {}): Promise<string> {
  const one = await approved(world, { schedule: { when: 'moment', at }, ...more })
  expect(await startBroadcast(world.as.office, one, world.at)).toMatchObject({ outcome: 'started' })
  return one.id
}

const moves = (world: World, token: string, fields: Record<string, string>, at = world.at) =>
  call(world, route().action!, { token, fields: { intent: 'move', ...fields }, at })

test('the calendar tells on which day of the group’s zone what goes out: messages to many, steps of ladders, reminders and daily digests', async ({
  world,
}) => {
  const { token, id } = await organizer(world, 'owner', await network(world))
  await world.db.updateTable('organizer').set({ digest_hour: 7 }).where('id', '=', id).execute()
  await publishes(
    world,
    contentOf([
      rung('s1', 'confirmed'),
      days('s2', 2),
      until('s3', { how: 'until', weekday: 'any', hour: 18 }),
      mails('s4', 'Call'),
      end('s5'),
    ]),
  )
  const person = await joins(world, rosa)
  await works(world, world.at)
  await world.db
    .updateTable('message')
    .set({ state: 'sent', sent_at: world.at })
    .where('state', '=', 'queued')
    .execute()
  // At eleven at night in Arizona it is the next day in the east.
  await waits(world, '2026-11-27T23:00')
  const { contact_id } = await world.db
    .selectFrom('person')
    .select('contact_id')
    .where('id', '=', person)
    .executeTakeFirstOrThrow()
  await world.db
    .insertInto('message')
    .values({
      id: person,
      channel: 'mail',
      template: 'call-reminder',
      language: 'es',
      contact_id,
      once_key: 'reminder',
      link_hash: Buffer.from('reminder'),
      due_at: hours(world, 30),
      created_at: world.at,
    })
    .execute()
  const shown = await calendar(world, token)
  expect(shown.days).toHaveLength(14)
  expect(only(shown, 'broadcast')).toMatchObject([
    { at: '2026-11-28T06:00:00.000Z', state: 'scheduled', people: 1, sent: null, dollars: null },
  ])
  expect(only(shown, 'steps')).toMatchObject([
    // Not the end of the first wait, but six in the evening after it.
    { at: '2026-11-27T01:00:00.000Z', says: 'Email: Call?', people: 1, isPaused: false, dollars: null },
  ])
  expect(only(shown, 'queued')).toMatchObject([{ at: hours(world, 30).toISOString(), channel: 'mail', count: 1 }])
  expect(only(shown, 'digests').length).toBeGreaterThanOrEqual(13)
  expect(told(shown).find(([, is]) => is === 'broadcast')![0]).toBe('2026-11-27')
  for (const lang of ['en', 'es'] as const) {
    const { title: _, ...props } = (await call(world, route().loader!, { token })).body as ComponentProps<
      typeof CalendarPage
    > & { title: string }
    const html = renderToStaticMarkup(createElement(CalendarPage, { ...props, t: translator(lang), lang, form: null }))
    expect(html).toContain(lang === 'en' ? 'Friday, November 27' : 'viernes, 27 de noviembre')
  }
})

test('a message to many is moved to another day and moved back, before anybody of it is planned', async ({ world }) => {
  const { token } = await organizer(world, 'owner', await network(world))
  await joins(world, rosa)
  const broadcast = await waits(world, '2026-11-27T18:00')
  const moved = await moves(world, token, { moves: broadcast, day: '2026-11-30', time: '09:30' })
  expect(moved.location).toBe(`/office/messages/calendar?moved=${broadcast}&was=2026-11-27T18%3A00`)
  expect(only(await calendar(world, token), 'broadcast')).toMatchObject([
    { at: '2026-11-30T16:30:00.000Z', moves: { day: '2026-11-30', time: '09:30' } },
  ])
  await plans(world, new Date('2026-11-28T02:00:00Z'))
  expect(await world.db.selectFrom('message').select('id').where('broadcast_id', '=', broadcast).execute()).toEqual([])
  // One that was paused meanwhile keeps waiting for whoever paused it.
  await pauseBroadcast(world.as.office, broadcast)
  await moves(world, token, { moves: broadcast, day: '2026-11-27', time: '18:00' })
  expect(only(await calendar(world, token), 'broadcast')).toMatchObject([
    { at: '2026-11-28T01:00:00.000Z', state: 'paused' },
  ])
})

test('moving is refused into the past, without a time, once it goes out, and for who may not approve', async ({
  world,
}) => {
  const { token } = await organizer(world, 'owner', await network(world))
  await joins(world, rosa)
  const broadcast = await waits(world, '2026-11-24T18:00')
  const past = await moves(world, token, { moves: broadcast, day: '2026-11-20', time: '09:00' })
  expect(past).toMatchObject({ status: 422, body: { form: { values: { day: '2026-11-20', time: '09:00' } } } })
  expect((await moves(world, token, { moves: broadcast, day: '', time: '' })).status).toBe(422)
  const stranger = await organizer(world, 'organizer', await groupOf(world, 'Derechos Saguaro'))
  expect((await moves(world, stranger.token, { broadcast, day: '2026-12-01', time: '09:00' })).status).toBe(404)
  expect(only(await calendar(world, stranger.token), 'broadcast')).toEqual([])
  const due = new Date('2026-11-25T01:00:00Z')
  await plans(world, due)
  expect((await moves(world, token, { moves: broadcast, day: '2026-12-01', time: '09:00' }, due)).status).toBe(422)
  const [item] = only(await calendar(world, token, '', due), 'broadcast')
  expect(item).toMatchObject({ sent: 0, moves: null })
})

test('when people begin a ladder before a meeting is moved to another day, and what cannot be moved says why', async ({
  world,
}) => {
  const { token, id } = await organizer(world, 'owner', await network(world))
  await world.db.updateTable('organizer').set({ digest_hour: 7 }).where('id', '=', id).execute()
  await joins(world, rosa)
  const ladder = await publishes(
    world,
    contentOf([rung('s1', 'before-meeting', { days: 3 }), mails('s2', 'Come'), end('s3')]),
  )
  const meets = new Date('2026-12-04T01:00:00Z')
  const { rows } = await sql<{ id: string }>`
    insert into meeting (campaign_id, slug, state, content, starts_at, created_at, updated_at)
    select id, 'council', 'open', '{"title": {"en": "Council", "es": "Concejo"}}', ${meets}, ${world.at}, ${world.at} from campaign order by created_at limit 1 returning id
  `.execute(world.db)
  const meeting = `${ladder} s1 ${rows[0]!.id}`
  const shown = await calendar(world, token)
  expect(only(shown, 'begins')).toMatchObject([
    { at: '2026-12-01T01:00:00.000Z', moves: { id: meeting, day: '2026-11-30', time: '18:00' } },
  ])
  const moved = await moves(world, token, { moves: meeting, day: '2026-11-28', time: '10:00' })
  expect(new URL(moved.location!, 'https://office.example.org').searchParams.get('was')).toBe('2026-11-30T18:00')
  expect(only(await calendar(world, token), 'begins')).toMatchObject([{ at: '2026-11-28T17:00:00.000Z' }])
  // Not after the meeting, nor in the past.
  for (const day of ['2026-12-05', '2026-11-01'])
    expect((await moves(world, token, { moves: meeting, day, time: '10:00' })).status).toBe(422)
  expect(await climbByDay(world.as.worker, new Date('2026-11-28T16:59:00Z'))).toBe(0)
  while ((await climbByDay(world.as.worker, new Date('2026-11-28T17:00:00Z'))) > 0);
  expect(await world.db.selectFrom('ladder_place').select('step').execute()).toHaveLength(1)
  const late = await moves(world, token, { moves: meeting, day: '2026-11-30', time: '10:00' })
  expect(late).toMatchObject({ status: 422, body: { form: { values: { moves: meeting, day: '2026-11-30' } } } })
  const draft = await approved(world, { schedule: { when: 'moment', at: '2026-11-27T18:00' } })
  expect(only(await calendar(world, token), 'broadcast')).toMatchObject([{ id: draft.id, moves: null, stays: 'draft' }])
  for (const lang of ['en', 'es'] as const) {
    const { title: _, ...props } = (await call(world, route().loader!, { token })).body as ComponentProps<
      typeof CalendarPage
    > & { title: string }
    const html = renderToStaticMarkup(createElement(CalendarPage, { ...props, t: translator(lang), lang, form: null }))
    expect(html).toContain(lang === 'en' ? 'Why can’t this be moved?' : '¿Por qué no se puede mover?')
  }
})
