import { sql } from 'kysely'
import { expect } from 'vitest'
import { openDatabase, patienceOf } from '#db/client'
import { forgetLegs } from '~/actions/calls/bridge/forget-calls.server'
import { forgetCallIns } from '~/actions/calls/ivr/call-in-limit.server'
import { test } from '../support/firme-test'

test('closing the database ends its connections, whoever has used them: a command does not wait for them', async ({
  world,
}) => {
  const { db, pool } = openDatabase(world.url, 1)
  await pool.query('select 1')
  await db.destroy()
  expect([pool.ended, pool.totalCount]).toEqual([true, 0])
  await db.destroy()
})

test('the worker waits half a minute for a lock that somebody holds, and does the rest of its work', async ({
  world,
}) => {
  const { db } = openDatabase(world.url, 1, patienceOf.worker)
  const { rows } = await sql<{ lock_timeout: string }>`show lock_timeout`.execute(db)
  expect(rows).toEqual([{ lock_timeout: '30s' }])
  await db.destroy()
})

test('call legs that web has locked are left for the next purge', async ({ world }) => {
  await sql`insert into call_in values ('one', 'phone', '2020-01-01')`.execute(world.db)
  await sql`insert into call_leg (call_sid, position, advocacy_campaign_id, post_id, organization_id, begun_at, free_at, reserved_micros)
    select 'CA1', 0, advocacy_campaign.id, post.id, organization_id, '2020-01-01', '2020-01-01', 0 from advocacy_campaign, post limit 1`.execute(
    world.db,
  )
  const holding = await world.as.web.startTransaction().execute()
  await sql`select from call_leg for update`.execute(holding)
  await sql`select forget_call_ins(now())`.execute(holding)
  expect(await forgetLegs(world.as.worker, world.at)).toBe(0)
  expect(await forgetCallIns(world.as.worker, world.at)).toBe(0)
  await holding.rollback().execute()
  expect(await forgetLegs(world.as.worker, world.at)).toBe(1)
  expect(await forgetCallIns(world.as.worker, world.at)).toBe(1)
})
