import { expect, onTestFinished } from 'vitest'
import { openDatabase } from '#db/client'
import { openClock } from '#db/clock'
import { claimMessages } from '~/worker/sending/claim-messages.server'
import { rosa, test } from '../support/firme-test'
import { openSlowDatabase } from '../support/slow-database'

const minute = 60_000
const day = 24 * 60 * minute

test.for([
  ['ten minutes fast', 10 * minute],
  ['a day fast', day],
  ['a day slow', -day],
] as const)('a web process whose clock is %s does not delay Rosa’s mail', async ([, wrong], { world }) => {
  const ofWeb = openClock(
    world.db,
    (error) => {
      throw error
    },
    () => Date.now() + wrong,
  )
  const ofWorker = openClock(world.db, () => {})
  onTestFinished(() => {
    ofWeb.stop()
    ofWorker.stop()
  })
  await Promise.all([ofWeb.look(), ofWorker.look()])
  await world.signs(rosa, { at: ofWeb.now() })
  await world.work(ofWorker.now())
  // As fast as two clocks can be compared over a busy machine.
  const due = new Date(ofWorker.now().getTime() + 2_000)
  expect((await claimMessages(world.db, 'mail', 10, due)).map((message) => message.template)).toEqual([
    'confirm-signature',
  ])
})

test('while the database hangs, time goes on from what was known last', async ({ world }) => {
  const slow = await openSlowDatabase(world.url)
  const { db } = openDatabase(slow.url, 1, { connection: 300, statement: 300 })
  const errors: unknown[] = []
  let own = 0
  const clock = openClock(
    db,
    (error) => errors.push(error),
    () => own,
  )
  onTestFinished(async () => {
    clock.stop()
    slow.thaw()
    await db.destroy()
    await slow.stop()
  })
  expect(clock.now().getTime()).toBe(0)
  await clock.look()
  const known = clock.now().getTime()
  expect(Math.abs(known - Date.now())).toBeLessThan(5_000)
  slow.freeze()
  own += minute
  await clock.look()
  expect(errors).toHaveLength(1)
  expect(clock.now().getTime()).toBe(known + minute)
})
