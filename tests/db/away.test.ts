import { sql } from 'kysely'
import { expect, onTestFinished } from 'vitest'
import { openDatabase } from '#db/client'
import { isAway } from '#db/is-away'
import { openIntake } from '~/queue/intake/append.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { test } from '../support/firme-test'
import { openSlowDatabase } from '../support/slow-database'

const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: Error & { code?: string }) => error,
  )

async function openSlow(url: string, statement: number, how = {}) {
  const slow = await openSlowDatabase(url, how)
  const { db, pool } = openDatabase(slow.url, 1, { connection: 1_000, statement })
  onTestFinished(async () => {
    slow.thaw()
    await db.destroy()
    await slow.stop()
  })
  return { slow, db, pool }
}

test('a statement that takes too long is ended by the database, which counts as being away, and its connection goes on', async ({
  world,
}) => {
  const { db } = await openSlow(world.url, 300)
  const error = await failure(sql`select pg_sleep(20)`.execute(db))
  expect([error?.code, isAway(error)]).toEqual(['57014', true])
  expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }])
})

test('from a database that hangs every statement comes back in time, and the first after it wakes is answered', async ({
  world,
}) => {
  const { slow, db } = await openSlow(world.url, 300)
  await sql`select 1`.execute(db)
  slow.freeze()
  for (let time = 0; time < 3; time += 1) expect(isAway(await failure(sql`select 1`.execute(db)))).toBe(true)
  slow.thaw()
  expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }])
})

test('commands and migrations may take as long as they take', async ({ world }) => {
  const { db } = openDatabase(world.url, 1)
  onTestFinished(() => db.destroy())
  expect((await sql`show statement_timeout`.execute(db)).rows).toEqual([{ statement_timeout: '0' }])
})

test('behind a pooler that takes no timeouts the second connection goes without', async ({ world }) => {
  const { db } = await openSlow(world.url, 300, { isPooler: true })
  expect(isAway(await failure(sql`select 1`.execute(db)))).toBe(true)
  expect((await sql`show statement_timeout`.execute(db)).rows).toEqual([{ statement_timeout: '0' }])
  const error = await failure(sql`select pg_sleep(20)`.execute(db))
  expect([error?.message, isAway(error)]).toEqual(['Query read timeout', true])
})

test('while the database hangs or refuses, nobody waits in the intake: they are asked to try again, and what was accepted is there', async ({
  world,
}) => {
  const { slow, pool } = await openSlow(world.url, 2_500)
  const intake = openIntake(pool)
  const key = await sealingKey(world.db, null)
  const send = () => intake.append(key, 'confirmation', { token: 'a token' }, world.at)
  const before = await send()
  slow.freeze()
  const hung = []
  for (let time = 0; time < 3; time += 1) hung.push(...(await Promise.all([send(), send(), send()])))
  expect(new Set(hung.map((one) => JSON.stringify(one)))).toEqual(new Set(['{"outcome":"busy","retryAfter":5}']))
  slow.thaw()
  let after = await send()
  for (let time = 0; time < 10 && after.outcome === 'busy'; time += 1) after = await send()
  await slow.stop()
  expect(await send()).toEqual({ outcome: 'busy', retryAfter: 5 })
  const kept = new Set((await world.db.selectFrom('intake').select('id').execute()).map(({ id }) => id))
  for (const accepted of [before, after]) expect(accepted.outcome === 'accepted' && kept.has(accepted.id)).toBe(true)
})
