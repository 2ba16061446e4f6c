import { sql } from 'kysely'
import { expect, onTestFinished } from 'vitest'
import { openDatabase } from '#db/client'
import { hangUpOnSilence } from '#db/hang-up'
import { isAway } from '#db/is-away'
import { test } from '../support/firme-test'
import { openSlowDatabase } from '../support/slow-database'

const limits = { every: 20, silence: 400 }

async function openPatient(url: string) {
  const slow = await openSlowDatabase(url)
  const { db, pool } = openDatabase(slow.url, 3, { connection: 1_000, statement: 3_600_000 })
  const silence = hangUpOnSilence(pool, slow.url, limits)
  onTestFinished(async () => {
    slow.thaw()
    await silence.stop()
    await db.destroy()
    await slow.stop()
  })
  return { slow, db }
}

test('a report may take its time while the database answers others', async ({ world }) => {
  const { db } = await openPatient(world.url)
  expect((await sql`select 1 as one from pg_sleep(1.5)`.execute(db)).rows).toEqual([{ one: 1 }])
})

test('when the database hangs, everybody who waits hears of it long before the limit of a statement, and who comes later too', async ({
  world,
}) => {
  const { slow, db } = await openPatient(world.url)
  const waiting = [1, 2].map(() => sql`select pg_sleep(3600)`.execute(db).catch((error: unknown) => error))
  await sql`select 1`.execute(db)
  slow.freeze()
  for (const error of [...(await Promise.all(waiting)), await sql`select 1`.execute(db).catch((error) => error)])
    expect(isAway(error)).toBe(true)
  slow.thaw()
  expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }])
})
