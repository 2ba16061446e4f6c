import { readdirSync } from 'node:fs'
import path from 'node:path'
import { Kysely, type MigrationProvider, Migrator, PostgresDialect } from 'kysely'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '#db/client'
import { migrate, pendingMigrations } from '#db/migrate'
import type { Database } from '#db/schema'
import { loadBackup } from '~/vault/backups/load-backup.server'
import { openBackup } from '~/vault/backups/open-backup.server'
import { backedUp, emptyDatabase } from '../support/backups'
import { withEmptyDatabase } from '../support/empty-database'
import { locksTable, whatBreaks } from './what-breaks'

const folder = path.resolve(import.meta.dirname, '..', '..', 'db', 'migrations')
/** Before these, a restart took the whole site down, so the version before never met them. */
const since = '021'
const names = readdirSync(folder)
  .map((file) => path.basename(file, '.ts'))
  .toSorted()

test('a migration leaves the version before it everything it needs, or says how that survives', async () => {
  await withEmptyDatabase(async (_, url) => {
    const statements: string[] = []
    const db = new Kysely<Database>({
      dialect: new PostgresDialect({ pool: openDatabase(url, 2).pool }),
      log: ({ query }) => void statements.push(query.sql),
    })
    try {
      const older = names.filter((name) => name < since).at(-1)!
      await migrate(db, older)
      for (const name of names.filter((one) => one >= since)) {
        statements.length = 0
        await migrate(db, name)
        const breaks = whatBreaks(statements.filter((statement) => !statement.includes('kysely_migration')))
        const { survives } = (await import(path.join(folder, `${name}.ts`))) as { survives?: string }
        if (!survives) expect(breaks, name).toEqual([])
        // No reason is good enough to keep people from signing.
        expect(breaks, name).not.toContain(locksTable)
      }
    } finally {
      await db.destroy()
    }
  })
})

test('a migration that came with a lower number after others had run is run too, and so it is on a backup taken before', async () => {
  await withEmptyDatabase(async (db, url) => {
    const late = '039-groups-and-their-people'
    const before = names.filter((name) => name !== late)
    const provider: MigrationProvider = {
      getMigrations: async () =>
        Object.fromEntries(
          await Promise.all(before.map(async (name) => [name, await import(path.join(folder, `${name}.ts`))] as const)),
        ),
    }
    const { error } = await new Migrator({ db, provider }).migrateToLatest()
    expect(error).toBeUndefined()
    expect(await pendingMigrations(db)).toEqual([late])
    const { file, keys, done } = await backedUp(url)
    const loaded = await loadBackup(await emptyDatabase(), await openBackup(file, keys))
    expect(loaded).toMatchObject({ rows: done.rows, checksum: done.checksum, migrated: [late] })
    expect(await migrate(db)).toEqual([late])
    expect(await pendingMigrations(db)).toEqual([])
  })
})

describe('what takes something from the version before', () => {
  test.for([
    ['alter table petition drop column title'],
    ['drop function own_page_of_link(bytea)'],
    ['alter table signature rename column seat to name_slot'],
    ['alter table petition alter column title type text'],
    ['alter table campaign alter column group_id set not null'],
    ['alter table petition add column slogan text not null'],
    ['alter table petition add column a text not null default 1, add column slogan text not null'],
    ['alter table consent add constraint consent_purpose_check check (purpose in ($1))'],
    ['create unique index one_slogan on petition (slogan)'],
    ['create index by_slogan on petition (slogan)'],
    ['create trigger watches before insert on petition for each row execute function watch()'],
    ['update petition set slogan = title'],
    ['do $$ begin update petition set slogan = title; end $$'],
    ['delete from message_budget'],
    ['revoke select on petition from firme_web'],
  ])('%s', ([statement]) => expect(whatBreaks([statement!])).toHaveLength(1))
})

describe('what takes nothing', () => {
  test.for([
    [['alter table petition add column slogan text']],
    [["alter table petition add column slogan text not null default ''"]],
    [['alter table petition add column asks boolean default true not null']],
    [['create table slogan (id uuid primary key, petition_id uuid not null references petition on delete cascade)']],
    [['create table slogan (id uuid)', 'create unique index first_slogan on slogan (id)']],
    [['create table slogan (id uuid)', 'alter table slogan add constraint one check (true)']],
    [['-- drop table petition\nselect 1']],
    [["comment on column petition.title is 'not personal'"]],
  ])('%s', ([statements]) => expect(whatBreaks(statements!)).toEqual([]))
})
