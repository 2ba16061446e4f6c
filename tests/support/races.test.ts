import { sql } from 'kysely'
import { expect } from 'vitest'
import { test } from './firme-test'
import { meet, somebodyWaits } from './races'

test('who has answered before the others meet is not waited for, and the others meet all the same', async ({
  world,
}) => {
  let waited = 0
  const locks = async () => {
    await sql`select from campaign for update`.execute(world.db)
  }
  const answers = await meet(
    world.db,
    sql`select from campaign for update`,
    async () => 'early',
    async () => locks().then(() => 'first'),
    async () => locks().then(() => 'second'),
    async () => {
      await somebodyWaits(world.db, () => 2)
      waited = 2
      return 'looked'
    },
  )
  expect([answers, waited]).toEqual([['early', 'first', 'second', 'looked'], 2])
})
