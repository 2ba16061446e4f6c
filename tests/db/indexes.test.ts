import { sql } from 'kysely'
import pg from 'pg'
import { expect, onTestFinished } from 'vitest'
import type { Db } from '#db/client'
import { type AddedIndex, buildIndexes } from '#db/indexes'
import { missingFromSchema } from '#db/migrate'
import { readiness } from '~/web/site/ready.server'
import { test } from '../support/firme-test'

const wanted: AddedIndex[] = [{ name: 'petition_by_state', on: 'petition (state)' }]

/** Somebody who has changed a petition and not yet said whether it stays. */
async function longWriter(url: string): Promise<pg.Client> {
  const writer = new pg.Client({ connectionString: url })
  await writer.connect()
  onTestFinished(() => writer.end())
  await writer.query('begin; update petition set title = title')
  return writer
}

async function untilItWaits(db: Db): Promise<number> {
  for (;;) {
    const { rows } = await sql<{ pid: number }>`
      select pid from pg_locks where not granted and pid <> pg_backend_pid()
        and pid in (select pid from pg_stat_activity where datname = current_database())
    `.execute(db)
    if (rows[0]) return rows[0].pid
  }
}

async function isValid(db: Db): Promise<boolean | undefined> {
  const { rows } = await sql<{ indisvalid: boolean }>`
    select indisvalid from pg_index join pg_class on pg_class.oid = indexrelid where relname = 'petition_by_state'
  `.execute(db)
  return rows[0]?.indisvalid
}

test('an index is built while somebody holds the table for long, and nobody else waits for either', async ({
  world,
}) => {
  const writer = await longWriter(world.url)
  const building = buildIndexes(world.db, wanted)
  await untilItWaits(world.db)
  await world.db.transaction().execute(async (trx) => {
    await sql`set local statement_timeout = 5000`.execute(trx)
    await sql`insert into petition select (jsonb_populate_record(petition, jsonb_build_object('id', gen_random_uuid(), 'slug', 'another'))).* from petition limit 1`.execute(
      trx,
    )
  })
  await writer.query('commit')
  expect(await building).toEqual(['petition_by_state'])
  expect(await isValid(world.db)).toBe(true)
  expect(await buildIndexes(world.db, wanted)).toEqual([])
})

test('an index whose building was cut short is built again', async ({ world }) => {
  const writer = await longWriter(world.url)
  const cut = buildIndexes(world.db, wanted).catch((error: Error) => error)
  await sql`select pg_terminate_backend(${await untilItWaits(world.db)}::integer)`.execute(world.db)
  expect(await cut).toBeInstanceOf(Error)
  await writer.query('commit')
  expect(await isValid(world.db)).toBe(false)
  expect(await buildIndexes(world.db, wanted)).toEqual(['petition_by_state'])
  expect(await isValid(world.db)).toBe(true)
})

test('of several that start at once one builds, and the others wait for it without standing in its way', async ({
  world,
}) => {
  const built = await Promise.all([1, 2, 3].map(() => buildIndexes(world.db, wanted)))
  expect(built.flat()).toEqual(['petition_by_state'])
})

test('a missing index that only makes pages fast keeps nothing from starting; a unique one does', async ({ world }) => {
  const said = async () =>
    (await readiness(world.db, world.env, world.at)).checks.filter(({ name }) =>
      ['indexes', 'migrations'].includes(name),
    )
  expect(await said()).toMatchObject([{ name: 'migrations', state: 'ok' }])
  await sql`drop index tally_by_county`.execute(world.db)
  expect(await missingFromSchema(world.db)).toEqual([])
  expect(await said()).toMatchObject([
    { name: 'migrations', state: 'ok' },
    { name: 'indexes', state: 'warn', detail: expect.stringContaining('tally_by_county') },
  ])
  await sql`drop index one_open_invitation`.execute(world.db)
  expect(await missingFromSchema(world.db)).toEqual(['one_open_invitation'])
  expect(await said()).toMatchObject([{ name: 'indexes', state: 'bad', detail: expect.stringContaining('one_open') }])
})
