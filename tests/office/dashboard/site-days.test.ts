import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { readSiteDay } from '#db/site-day'
import { changeOutcomes } from '~/actions/outreach/change-outcomes.server'
import { addOutreach } from '~/actions/outreach/record-outreach.server'
import { recountOutreach } from '~/actions/outreach/recount-outreach.server'
import { findPetition } from '~/actions/petitions/petitions.server'
import { recount } from '~/actions/petitions/signatures/recount.server'
import { isOutOfMoney } from '~/channels/money/limits.server'
import { giveBack, reserveSpend } from '~/channels/money/reserve-spend.server'
import { readPetitionFigures } from '~/office/dashboard/petition-figures.server'
import { readOutreachFigures } from '~/office/outreach/figures.server'
import { listPages } from '~/office/pages/pages.server'
import { hoursOf } from '~/ui/page/dates'
import { dayAfter, hoursSinceYesterday, wallClock } from '~/ui/page/zoned-time'
import { type Zone, zoneNames } from '~/ui/page/zones'
import { rosa, sam, slug, test, tomas, type World } from '../../support/firme-test'
import { groupOf } from '../../support/office'

const hour = 3_600_000
const beforeMidnight = new Date('2026-11-25T06:59:00Z')
const afterMidnight = new Date('2026-11-25T07:01:00Z')

const moveTo = (world: World, zone: Zone) =>
  world.db.updateTable('member_group').set({ time_zone: zone }).where('kind', '=', 'network').execute()

const figuresOf = async (world: World, zone: Zone, at: Date) =>
  readPetitionFigures(world.db, (await findPetition(world.db, slug))!, zone, at)

async function signsAndConfirms(world: World, who: Record<string, string>, at: Date): Promise<void> {
  await world.signs(who, { at })
  await world.work(at)
  const { id } = await world.db
    .selectFrom('signature')
    .select('id')
    .where('state', '=', 'unconfirmed')
    .executeTakeFirstOrThrow()
  await world.confirms(id, at)
}

const talliesOf = (world: World) =>
  world.db
    .selectFrom('tally_by')
    .select(['key', 'received', 'confirmed'])
    .where('dimension', '=', 'day')
    .orderBy('key')
    .execute()

/** What is counted by day once all was counted again. */
async function recounted(world: World) {
  await world.db.updateTable('petition_total').set({ confirmed: 99 }).execute()
  await recount(world.as.worker, { mend: true }, world.at)
  return talliesOf(world)
}

test('the database and the office agree which day it is, in every zone, around midnights and changes of clocks', async ({
  world,
}) => {
  const nights = ['2026-11-24', '2026-12-31', '2027-03-13', '2027-03-14', '2027-07-04', '2027-11-06', '2027-11-07']
  const moments = nights.flatMap((night) =>
    Array.from({ length: 60 }, (_, index) => new Date(Date.parse(`${night}T00:00Z`) + index * hour - 1_000)),
  )
  for (const zone of zoneNames) {
    await moveTo(world, zone)
    const { rows } = await sql<{ day: string }>`
      select site_day(at) as day from unnest(${moments}::timestamptz[]) with ordinality as one (at, place) order by place
    `.execute(world.as.web)
    expect(
      rows.map(({ day }) => day),
      zone,
    ).toEqual(moments.map((at) => wallClock(zone, at).day))
  }
})

test('a signature of the last minute before midnight in Phoenix is one of that day, and the next one of tomorrow', async ({
  world,
}) => {
  await signsAndConfirms(world, rosa, beforeMidnight)
  await signsAndConfirms(world, sam, afterMidnight)
  expect(await talliesOf(world)).toEqual([
    { key: '2026-11-24', received: 1, confirmed: 1 },
    { key: '2026-11-25', received: 1, confirmed: 1 },
  ])
  // Midnight in UTC is the afternoon there, and changes nothing.
  const evening = await figuresOf(world, 'America/Phoenix', beforeMidnight)
  expect([evening.today, evening.days.at(-1)]).toEqual([1, { key: '2026-11-24', received: 1, confirmed: 1 }])
  const night = await figuresOf(world, 'America/Phoenix', afterMidnight)
  expect([night.today, night.days.slice(-2).map(({ confirmed }) => confirmed)]).toEqual([1, [1, 1]])
  const pageAt = async (at: Date) => {
    const { lines } = await listPages(world.db, { groupIds: [await groupOf(world, 'network')], language: 'en' }, at)
    const { today, days, week } = lines.find((line) => line.slug === slug)!
    return { today, lastDays: days.slice(-2), week }
  }
  expect(await pageAt(beforeMidnight)).toMatchObject({ today: 1, lastDays: [0, 1] })
  expect(await pageAt(afterMidnight)).toMatchObject({ today: 1, lastDays: [1, 1], week: 2 })
})

test('in New York it is tomorrow two hours earlier', async ({ world }) => {
  await moveTo(world, 'America/New_York')
  await signsAndConfirms(world, rosa, new Date('2026-11-25T04:59:00Z'))
  await signsAndConfirms(world, sam, new Date('2026-11-25T05:01:00Z'))
  expect((await talliesOf(world)).map(({ key }) => key)).toEqual(['2026-11-24', '2026-11-25'])
  const { today } = await figuresOf(world, 'America/New_York', new Date('2026-11-25T05:02:00Z'))
  expect(today).toBe(1)
})

test('days that were counted stay when the network moves to another zone, however often all is counted again', async ({
  world,
}) => {
  const late = new Date('2026-11-25T06:30:00Z')
  await signsAndConfirms(world, rosa, late)
  await signsAndConfirms(world, { ...sam, is_private: 'on' }, late)
  await world.signs(tomas, { at: late })
  await world.work(late)
  const before = await talliesOf(world)
  expect(before).toEqual([{ key: '2026-11-24', received: 3, confirmed: 2 }])
  await moveTo(world, 'America/New_York')
  expect(await recounted(world)).toEqual(before)
  // Tomás signed on the 24th there and then; his confirmation does not move that.
  const { id } = await world.db
    .selectFrom('signature')
    .select('id')
    .where('state', '=', 'unconfirmed')
    .executeTakeFirstOrThrow()
  await world.confirms(id, new Date('2026-11-25T06:40:00Z'))
  expect(await recounted(world)).toEqual([{ key: '2026-11-24', received: 3, confirmed: 3 }])
  await signsAndConfirms(world, { ...rosa, given_name: 'Lupe', email: 'lupe@example.org' }, late)
  expect((await recounted(world)).at(-1)).toEqual({ key: '2026-11-25', received: 1, confirmed: 1 })
})

test('a private signature keeps the day there, and neither an hour nor another day', async ({ world }) => {
  await signsAndConfirms(world, { ...rosa, is_private: 'on' }, new Date('2026-11-25T06:30:00Z'))
  const { accepted_at, confirmed_at, day } = await world.db
    .selectFrom('signature')
    .select(['accepted_at', 'confirmed_at', 'day'])
    .executeTakeFirstOrThrow()
  const midnight = new Date('2026-11-24T00:00:00Z')
  expect([accepted_at, confirmed_at, day]).toEqual([midnight, midnight, '2026-11-24'])
})

test('what was recorded before days had a zone is counted on its day in UTC, as it was', async ({ world }) => {
  await signsAndConfirms(world, rosa, new Date('2026-11-25T06:30:00Z'))
  await world.db.updateTable('signature').set({ day: null }).execute()
  expect(await recounted(world)).toEqual([{ key: '2026-11-25', received: 1, confirmed: 1 }])
})

test('calls are counted on the day there, and stay on it', async ({ world }) => {
  const action = await world.db
    .selectFrom('advocacy_campaign')
    .select('id')
    .where('slug', '=', 'call-ocotillo-council')
    .executeTakeFirstOrThrow()
  const post = await world.db
    .selectFrom('post')
    .select('id')
    .where('slug', '=', 'lee-okafor-ocotillo')
    .executeTakeFirstOrThrow()
  const calls = [beforeMidnight, afterMidnight].map((doneAt) => ({
    id: randomUUID(),
    advocacyId: action.id,
    postId: post.id,
    contactDetailId: null,
    channel: 'call' as const,
    via: 'own-phone' as const,
    outcome: 'spoke' as const,
    language: 'es' as const,
    area: '',
    source: '',
    durationSeconds: null,
    personId: null,
    doneAt,
  }))
  await world.db.transaction().execute((trx) => addOutreach(trx, calls))
  const lastDays = async (at: Date) => {
    const { today, days } = await readOutreachFigures(world.db, action.id, ['spoke'], ['spoke'], at)
    return [today, days.slice(-2).map(({ day, reached, rest }) => [day, reached, rest])]
  }
  expect(await lastDays(beforeMidnight)).toEqual([
    1,
    [
      ['2026-11-23', 0, 0],
      ['2026-11-24', 1, 0],
    ],
  ])
  await moveTo(world, 'America/New_York')
  await world.db.transaction().execute((trx) => changeOutcomes(trx, [calls[0]!.id], 'voicemail'))
  expect((await recountOutreach(world.as.worker, { mend: false })).every(({ isRight }) => isRight)).toBe(true)
  expect(await lastDays(afterMidnight)).toEqual([
    1,
    [
      ['2026-11-24', 0, 1],
      ['2026-11-25', 1, 0],
    ],
  ])
})

test('the money of a day lasts until midnight in Phoenix', async ({ world }) => {
  const text = { campaignId: null, units: 1, micros: 900_000, isExempt: false }
  const pays = async (at: Date) => (await reserveSpend(world.as.worker, [text], 1_000_000, at))[0]
  const isOut = (at: Date) => isOutOfMoney(world.as.web, 'sms', 800_000, null, at)
  const afternoon = new Date('2026-11-24T23:50:00Z')
  const evening = new Date('2026-11-25T00:10:00Z')
  expect(await pays(afternoon)).toBe(true)
  expect([await pays(evening), await isOut(evening)]).toEqual([false, true])
  expect([await pays(beforeMidnight), await isOut(beforeMidnight)]).toEqual([false, true])
  expect(await isOut(afterMidnight)).toBe(false)
  expect(await pays(afterMidnight)).toBe(true)
  await giveBack(world.as.worker, [text], afternoon)
  expect(await world.db.selectFrom('spend').select(['day', 'units']).orderBy('day').execute()).toEqual([
    { day: '2026-11-24', units: 0 },
    { day: '2026-11-25', units: 1 },
  ])
})

test('on the night on which clocks go back, its day is one of thirty, and an hour that comes twice is two', async ({
  world,
}) => {
  await moveTo(world, 'America/New_York')
  await signsAndConfirms(world, rosa, new Date('2027-11-07T05:30:00Z'))
  await signsAndConfirms(world, sam, new Date('2027-11-07T06:30:00Z'))
  // 11:30 at night: a day of 24 hours ago is still the same day.
  const { today, days } = await figuresOf(world, 'America/New_York', new Date('2027-11-08T04:30:00Z'))
  expect([today, days.at(-1), days.at(-2)!.key]).toEqual([
    2,
    { key: '2027-11-07', received: 2, confirmed: 2 },
    '2027-11-06',
  ])
  expect(new Set(days.map(({ key }) => key)).size).toBe(30)
  const { hours } = await figuresOf(world, 'America/New_York', new Date('2027-11-07T17:30:00Z'))
  expect(hours).toHaveLength(25)
  const labels = hoursOf(
    'en',
    hours.map(({ key }) => new Date(`${key}:00Z`)),
    'America/New_York',
  )
  expect(labels.filter((_, index) => hours[index]!.confirmed === 1)).toEqual(['1 AM EDT', '1 AM EST'])
  expect(new Set(labels).size).toBe(25)
})

test.for([
  ['2027-03-14T16:30:00Z', 'America/New_York', 23, 'clocks went forward this morning'],
  ['2027-11-07T17:30:00Z', 'America/New_York', 25, 'clocks went back'],
  ['2027-11-08T17:30:00Z', 'America/New_York', 24, 'the day after'],
  ['2027-03-15T07:30:00Z', 'America/New_York', 24, 'half past three in the morning after'],
  ['2027-03-14T16:30:00Z', 'America/Phoenix', 24, 'Arizona keeps one time'],
] as const)('hours since this time yesterday, at %s in %s: %i, because %s', ([at, zone, count]) => {
  const now = new Date(at)
  const hours = hoursSinceYesterday(zone, now)
  expect(hours).toHaveLength(count)
  expect(hours.at(-1)!.getTime()).toBe(Math.floor(now.getTime() / hour) * hour)
  // The hour before the first is this hour of yesterday, by the clock.
  const before = wallClock(zone, new Date(hours[0]!.getTime() - hour))
  const current = wallClock(zone, hours.at(-1)!)
  expect(before).toEqual({ day: dayAfter(current.day, -1), time: current.time })
})

test('the day of a moment can be asked for by every process', async ({ world }) => {
  for (const db of Object.values(world.as)) expect(await readSiteDay(db, beforeMidnight)).toBe('2026-11-24')
})
