import { expect } from 'vitest'
import { openDatabase } from '#db/client'
import { forgetCallIns, mayCallIn } from '~/actions/calls/ivr/call-in-limit.server'
import { test, type World } from '../../../support/firme-test'

const token = 'the token of this test'
const phone = '+16025550199'
const hours = (count: number) => new Date(new Date('2026-11-24T18:00:00Z').getTime() + count * 3_600_000)
let calls = 0
const rings = (world: World, at: Date, from = phone, callSid = `CA${(calls += 1)}`) =>
  mayCallIn(world.db, token, { phone: from, callSid }, at)

test('a phone is connected once in half an hour and three times in 24 hours, also across midnight', async ({
  world,
}) => {
  expect([
    await rings(world, hours(0)),
    await rings(world, hours(0.4)),
    await rings(world, hours(0.6)),
    await rings(world, hours(5.9)),
  ]).toEqual([true, false, true, true])
  expect([await rings(world, hours(7)), await rings(world, hours(23.9)), await rings(world, hours(24.1))]).toEqual([
    false,
    false,
    true,
  ])
  expect(await rings(world, hours(7), '+16025550198')).toBe(true)
})

test('of ten calls of one phone in two processes at once one is connected, and one that is told of twice counts once', async ({
  world,
}) => {
  const other = openDatabase(world.url, 6)
  const at = hours(0)
  // The day's key is there and all connections are open, so that nobody waits for another by chance.
  await Promise.all(
    [world.db, other.db].flatMap((db) =>
      Array.from({ length: 6 }, (_, index) =>
        mayCallIn(db, token, { phone: `+1602555018${index}`, callSid: `CC${index}` }, at),
      ),
    ),
  )
  await world.db.deleteFrom('call_in').execute()
  const all = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      mayCallIn(index % 2 ? other.db : world.db, token, { phone, callSid: `CB${index}` }, at),
    ),
  )
  expect(all.filter(Boolean)).toHaveLength(1)
  expect(await mayCallIn(other.db, token, { phone, callSid: `CB${all.indexOf(true)}` }, at)).toBe(true)
  expect(await world.db.selectFrom('call_in').select('rang_at').execute()).toHaveLength(1)
  await other.db.destroy()
})

test('what is kept is a mark whose key is destroyed after its day and the next; the number stands nowhere', async ({
  world,
}) => {
  await rings(world, hours(0))
  const [first] = await world.db.selectFrom('call_in').selectAll().execute()
  expect(JSON.stringify(first)).not.toContain('5550199')
  await rings(world, hours(24.1))
  const marks = await world.db.selectFrom('call_in').select('phone_mark').execute()
  expect(marks).toHaveLength(1)
  expect(marks[0]!.phone_mark.equals(first!.phone_mark)).toBe(false)
  expect(
    (await world.db.selectFrom('call_in_key').select('day').orderBy('day').execute()).map((row) => row.day),
  ).toEqual(['2026-11-24', '2026-11-25'])
  await forgetCallIns(world.as.worker, hours(60))
  expect(await world.db.selectFrom('call_in').select('rang_at').execute()).toEqual([])
  expect(await world.db.selectFrom('call_in_key').select('day').execute()).toEqual([])
})
