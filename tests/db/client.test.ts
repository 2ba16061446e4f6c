import { expect } from 'vitest'
import { openDatabase } from '#db/client'
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
