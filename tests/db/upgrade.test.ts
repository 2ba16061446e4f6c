import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { expect, test, vi } from 'vitest'
import type { Db } from '#db/client'
import { migrate, pendingMigrations } from '#db/migrate'
import { describeStructure } from '#db/structure'
import { verifyAudit } from '~/office/guard/audit.server'
import { keyringFrom } from '~/vault/keyring.server'
import { openPerson, openVault } from '~/vault/open.server'
import { withEmptyDatabase } from '../support/empty-database'

/** A database as an earlier version left it; see `versions/keep.mjs`. */
interface Version {
  lastMigration: string
  keyring: { secret: string }
  tables: Record<string, Record<string, unknown>[]>
}

const folder = path.resolve(import.meta.dirname, 'versions')
/** Tables that a migration empties: budgets began anew when each got its purpose (012). */
const emptied = ['message_budget']
const versions = readdirSync(folder).filter((name) => name.endsWith('.json'))

test('there is a version to come from', () => expect(versions.length).toBeGreaterThan(0))

test.for(versions)('what stood in a database of %s stands in it once it is up to date', async (name) => {
  const { lastMigration, keyring, tables } = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Version
  await withEmptyDatabase(async (db) => {
    await migrate(db, lastMigration)
    await bringBack(db, tables)
    expect(await migrate(db)).not.toEqual([])

    const structure = path.resolve(import.meta.dirname, '..', '..', 'db', 'structure.sql')
    expect((await describeStructure(db)).trim()).toBe(readFileSync(structure, 'utf8').trim())
    const counts = await Promise.all(
      Object.keys(tables).map(async (table) => {
        const { rows } = await sql<{
          count: number
        }>`select count(*)::integer as count from ${sql.table(table)}`.execute(db)
        return [table, rows[0]!.count]
      }),
    )
    expect(Object.fromEntries(counts)).toEqual(
      Object.fromEntries(
        Object.entries(tables).map(([table, rows]) => [table, emptied.includes(table) ? 0 : rows.length]),
      ),
    )
    // People can still be opened, and every message says whose campaign it is.
    const vault = await openVault(db, keyringFrom(Buffer.from(keyring.secret, 'base64')))
    const people = await db.selectFrom('person').selectAll().execute()
    expect(people.map((person) => openPerson(vault, person).givenName)).toContain('Rosa')
    expect(await db.selectFrom('message').select('template').where('campaign_id', 'is', null).execute()).toEqual([])
    expect((await verifyAudit(db)).brokenAt).toBeNull()
  })
})

test('nobody waits behind a migration that waits for a long reader: it steps aside, and runs once the reader is done', async () => {
  await withEmptyDatabase(async (db, url) => {
    await migrate(db, '017-campaign-of-message')
    const reader = new pg.Client({ connectionString: url })
    await reader.connect()
    try {
      await reader.query('begin; select from signature')
      const running = migrate(db, undefined, { each: 100, pause: 200, attempts: 1_000 })
      const isWaiting = () =>
        db
          .selectFrom(sql<{ granted: boolean }>`pg_locks`.as('lock'))
          .select('granted')
          .where('granted', '=', false)
          .executeTakeFirst()
      // Somebody signs while the migration waits: that goes on within the migration's patience for one lock.
      await vi.waitUntil(isWaiting, 20_000)
      await db.transaction().execute(async (trx) => {
        await sql`set local statement_timeout = 5000`.execute(trx)
        await sql`select from signature`.execute(trx)
      })
      await reader.query('commit')
      expect((await running)[0]).toBe('018-name-slot')
    } finally {
      await reader.end()
    }
  })
})

test('a migration that never gets its lock gives up, and nothing has changed', async () => {
  await withEmptyDatabase(async (db, url) => {
    await migrate(db, '017-campaign-of-message')
    const reader = new pg.Client({ connectionString: url })
    await reader.connect()
    try {
      await reader.query('begin; select from letter')
      await expect(migrate(db, undefined, { each: 50, pause: 1, attempts: 3 })).rejects.toMatchObject({ code: '55P03' })
      expect((await pendingMigrations(db))[0]).toBe('018-name-slot')
    } finally {
      await reader.end()
    }
  })
})

async function bringBack(db: Db, tables: Version['tables']): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // Rows refer to lists that are not part of the version, and come in any order.
    await sql`set local session_replication_role = replica`.execute(trx)
    for (const [table, rows] of Object.entries(tables)) {
      await sql`delete from ${sql.table(table)}`.execute(trx)
      await sql`
        insert into ${sql.table(table)} select * from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)
      `.execute(trx)
    }
  })
}
