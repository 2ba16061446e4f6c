import { randomBytes } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { expect, inject } from 'vitest'
import { type Db, openDatabase } from '#db/client'
import { migrate, pendingMigrations } from '#db/migrate'
import { describeStructure } from '#db/structure'
import { audit, verifyAudit } from '~/office/guard/audit.server'
import type { BackupKeys } from '~/vault/backups/backup-key.server'
import { loadBackup } from '~/vault/backups/load-backup.server'
import { openBackup } from '~/vault/backups/open-backup.server'
import { writeBackup } from '~/vault/backups/write-backup.server'
import { ageKeys, backedUp, emptyDatabase, folderForTest } from '../../support/backups'
import { rosa, sam, test, tomas, type World } from '../../support/firme-test'

async function manySign(world: World): Promise<void> {
  for (const who of [rosa, sam, tomas]) await world.signs(who)
  await world.work()
  const signatures = await world.db.selectFrom('signature').select('id').execute()
  await world.confirms(signatures[0]!.id)
  await audit(world.db, { organizerId: null, groupId: null, act: 'purged', subject: 'x' }, world.at)
  await audit(
    world.db,
    { organizerId: null, groupId: null, act: 'purged', subject: 'y', reason: 'tab\there' },
    world.at,
  )
}

/** Every row of every table, as text. */
async function everything(url: string): Promise<Record<string, string[]>> {
  const { db } = openDatabase(url, 1)
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'kysely%' order by 1
  `.execute(db)
  const all: Record<string, string[]> = {}
  for (const { name } of rows)
    all[name] = (
      await sql<{ row: string }>`select t::text as row from ${sql.table(name)} as t order by 1`.execute(db)
    ).rows.map(({ row }) => row)
  await db.destroy()
  return all
}

async function isEmpty(url: string): Promise<boolean> {
  const { db } = openDatabase(url, 1)
  const { rows } = await sql`select from pg_class where relnamespace = 'public'::regnamespace`.execute(db)
  const functions = await sql`select from pg_proc where pronamespace = 'public'::regnamespace`.execute(db)
  await db.destroy()
  return rows.length + functions.rows.length === 0
}

test('what is backed up comes back row for row, with the same schema, keys, triggers and sequences', async ({
  world,
}) => {
  await manySign(world)
  await world.signs({ ...rosa, given_name: 'Waits', email: 'waits@example.org' })
  const { file, keys, done } = await backedUp(world.url)
  const to = await emptyDatabase()
  const loaded = await loadBackup(to, await openBackup(file, keys))
  expect(loaded).toMatchObject({
    tables: done.tables,
    rows: done.rows,
    checksum: done.checksum,
    keyring: null,
    migrated: [],
  })
  expect(await everything(to)).toEqual(await everything(world.url))

  const { db } = openDatabase(to, 1)
  try {
    expect(await describeStructure(db)).toBe(await describeStructure(world.db))
    expect(await pendingMigrations(db)).toEqual([])
    expect((await verifyAudit(db)).brokenAt).toBeNull()
    // The log stays append-only, and goes on where it was.
    await expect(sql`delete from audit`.execute(db)).rejects.toThrow('append-only')
    await audit(db, { organizerId: null, groupId: null, act: 'purged', subject: 'z' }, world.at)
    expect((await verifyAudit(db)).brokenAt).toBeNull()
    await expect(sql`delete from petition`.execute(db)).rejects.toThrow('violates foreign key')
    const next = async (of: typeof db) =>
      (await sql<{ next: string }>`select nextval('intake_seq_seq') as next`.execute(of)).rows[0]!.next
    expect(await next(db)).toBe(await next(world.db))
  } finally {
    await db.destroy()
  }
})

test('a backup comes back by a user who owns the database and may do nothing else', async ({ world }) => {
  await manySign(world)
  const { file, keys, done } = await backedUp(world.url)
  const to = await emptyDatabase('plain')
  expect((await loadBackup(to, await openBackup(file, keys))).checksum).toBe(done.checksum)
})

/** Deletes rows that refer to lists which a kept version leaves out, until none is left. */
async function dropOrphans(trx: Db): Promise<void> {
  const { rows } = await sql<{ table: string; column: string; to: string; target: string }>`
    select conrelid::regclass::text as table, a.attname as column, confrelid::regclass::text as to, b.attname as target from pg_constraint
      join pg_attribute a on a.attrelid = conrelid and a.attnum = conkey[1] join pg_attribute b on b.attrelid = confrelid and b.attnum = confkey[1]
    where contype = 'f' and cardinality(conkey) = 1
  `.execute(trx)
  for (let dropped = 1n; dropped > 0n; ) {
    dropped = 0n
    for (const { table, column, to, target } of rows) {
      const gone = await sql
        .raw(
          `delete from ${table} where ${column} is not null and not exists (select from ${to} as other where other.${target} = ${table}.${column})`,
        )
        .execute(trx)
      dropped += gone.numAffectedRows ?? 0n
    }
  }
}

test('a backup of an older version comes back, and is brought up to date', async () => {
  const kept = JSON.parse(
    readFileSync(path.resolve(import.meta.dirname, '..', '..', 'db', 'versions', '2026-11-25.json'), 'utf8'),
  ) as { lastMigration: string; tables: Record<string, unknown[]> }
  const from = await emptyDatabase()
  const old = openDatabase(from, 1)
  await migrate(old.db, kept.lastMigration)
  await old.db.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx)
    for (const [table, rows] of Object.entries(kept.tables)) {
      await sql`delete from ${sql.table(table)}`.execute(trx)
      await sql`insert into ${sql.table(table)} select * from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)`.execute(
        trx,
      )
    }
    await dropOrphans(trx)
  })
  await old.db.destroy()
  const { file, keys, done } = await backedUp(from)
  expect(done.rows).toBeGreaterThan(20)
  const to = await emptyDatabase()
  const loaded = await loadBackup(to, await openBackup(file, keys))
  expect(loaded.checksum).toBe(done.checksum)
  const { db } = openDatabase(to, 1)
  const { rows: migrations } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  expect(loaded.migrated.at(-1)).toBe(migrations.at(-1)!.name)
  const structure = path.resolve(import.meta.dirname, '..', '..', '..', 'db', 'structure.sql')
  expect((await describeStructure(db)).trim()).toBe(readFileSync(structure, 'utf8').trim())
  await db.destroy()
})

test('a backup is readable by its owner only, has no name in it in the clear, and leaves no draft', async ({
  world,
}) => {
  await manySign(world)
  await world.db
    .insertInto('tally_by')
    .values({
      petition_id: (await world.db.selectFrom('petition').select('id').executeTakeFirstOrThrow()).id,
      dimension: 'source',
      key: 'PLANTED-WORD',
    })
    .execute()
  const { file } = await backedUp(world.url, { keyring: Buffer.from('PLANTED-KEYRING') })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readdirSync(path.dirname(file))).toEqual(['firme.age'])
  const bytes = readFileSync(file, 'latin1')
  for (const word of ['PLANTED', 'alto-polimigra', 'signature', 'Rosa']) expect(bytes).not.toContain(word)
  expect(bytes.startsWith('age-encryption.org/v1\n')).toBe(true)
})

test('a snapshot holds all of what was committed before it, and nothing of what came after', async ({ world }) => {
  await world.signs(rosa)
  const { file, recipient, identity } = { file: path.join(folderForTest(), 'firme.age'), ...(await ageKeys()) }
  // Somebody holds up the first table while others sign: the snapshot waits for the lock, and is taken then.
  const writing = writeBackup({
    databaseUrl: world.url,
    file,
    lock: { recipients: [recipient] },
    keyring: null,
    files: null,
  })
  const signing = (async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      await world.signs({ ...sam, email: `sam${turn}@example.org` })
      await world.work()
    }
  })()
  await Promise.all([writing, signing])
  const to = await emptyDatabase()
  await loadBackup(to, await openBackup(file, { passphrase: null, identities: [identity] }))
  const { db } = openDatabase(to, 1)
  const { rows } = await sql<{ wrong: number }>`
    select count(*)::integer as wrong from signature left join person on person.id = person_id
      left join message on message.signature_id = signature.id where person.id is null or message.id is null
  `.execute(db)
  expect(rows[0]!.wrong).toBe(0)
  const total = await db
    .selectFrom('petition_total')
    .select('received')
    .orderBy('received', 'desc')
    .executeTakeFirstOrThrow()
  expect(await db.selectFrom('signature').select('id').execute()).toHaveLength(total.received)
  await db.destroy()
})

test('a wrong key, another file, a file that is cut off or changed is said in a sentence, and nothing is left behind', async ({
  world,
}) => {
  await manySign(world)
  const { file, keys } = await backedUp(world.url)
  const to = await emptyDatabase()
  const load = async (which: string, by: BackupKeys = keys) => loadBackup(to, await openBackup(which, by))
  await expect(load(file, { passphrase: null, identities: [(await ageKeys()).identity] })).rejects.toThrow(
    /does not open with this key/,
  )
  await expect(load(file, { passphrase: 'a wrong passphrase', identities: [] })).rejects.toThrow(
    /does not open with this passphrase: check it/,
  )
  await expect(load(path.join(path.dirname(file), 'nowhere.age'))).rejects.toThrow(/^There is no file /)
  await expect(load(path.dirname(file))).rejects.toThrow(/is no backup of Firme/)
  writeFileSync(`${file}.txt`, 'hello')
  await expect(load(`${file}.txt`)).rejects.toThrow(/is no backup of Firme/)
  const { size } = statSync(file)
  for (const bytes of [30, 150, 230, 60_000, Math.floor(size / 2), size - 1]) {
    copyFileSync(file, `${file}.cut`)
    truncateSync(`${file}.cut`, bytes)
    await expect(load(`${file}.cut`), `${bytes} bytes`).rejects.toThrow(/is damaged or cut off: nothing of it is used/)
  }
  const changed = readFileSync(file)
  changed[Math.floor(size / 2)]! ^= 1
  writeFileSync(`${file}.changed`, changed)
  await expect(load(`${file}.changed`)).rejects.toThrow(/is damaged or cut off/)
  expect(await isEmpty(to)).toBe(true)
  // And then it works.
  await load(file)
})

test('a backup of newer code, a database that is not empty and a user who may not create are refused', async ({
  world,
}) => {
  const { file, keys } = await backedUp(world.url)
  await expect(loadBackup(world.url, await openBackup(file, keys))).rejects.toThrow(
    /is not empty .*Nothing was changed/,
  )
  await sql`insert into kysely_migration (name, timestamp) values ('999-of-tomorrow', '2030')`.execute(world.db)
  const newer = await backedUp(world.url)
  await expect(openBackup(newer.file, newer.keys)).rejects.toThrow(
    /newer version of Firme .*999-of-tomorrow.*: update Firme/,
  )
})

test('a backup is never written over a file, beside a draft, or where there is no folder or room', async ({
  world,
}) => {
  const { recipient } = await ageKeys()
  const folder = folderForTest()
  const write = (file: string, expected: number | null = null) =>
    writeBackup({
      databaseUrl: world.url,
      file,
      lock: { recipients: [recipient] },
      keyring: null,
      files: null,
      expected,
    })
  writeFileSync(path.join(folder, 'there.age'), 'precious')
  await expect(write(path.join(folder, 'there.age'))).rejects.toThrow(/is there already: choose another name/)
  expect(readFileSync(path.join(folder, 'there.age'), 'utf8')).toBe('precious')
  writeFileSync(path.join(folder, 'begun.age.new'), 'half')
  const writing = await world.db.startTransaction().execute()
  const lock = `firme backup ${path.join(folder, 'begun.age.new')}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(writing)
  await expect(write(path.join(folder, 'begun.age'))).rejects.toThrow(/another backup is being written to it/)
  expect(readFileSync(path.join(folder, 'begun.age.new'), 'utf8')).toBe('half')
  await writing.rollback().execute()
  await expect(write(path.join(folder, 'nowhere', 'x.age'))).rejects.toThrow(
    /^There is no folder .*nowhere: make it first/,
  )
  await expect(write(path.join(folder, 'huge.age'), 1e18)).rejects.toThrow(/needs about \d+ MB .* are free: make room/)
  mkdirSync(path.join(folder, 'sub'))
  expect(readdirSync(folder).toSorted()).toEqual(['begun.age.new', 'sub', 'there.age'])
  await expect(
    writeBackup({
      databaseUrl: world.url,
      file: path.join(folder, 'x.age'),
      lock: { recipients: ['age1wrong'] },
      keyring: null,
      files: null,
    }),
  ).rejects.toThrow(/BACKUP_RECIPIENT: age1wrong is no age recipient/)
})

test('a draft that was left by a backup that was killed is in nobody’s way', async ({ world }) => {
  const { recipient } = await ageKeys()
  const folder = folderForTest()
  writeFileSync(path.join(folder, 'x.age.new'), 'age-encryption.org/v1\nhalf')
  letLie(path.join(folder, 'x.age.new'), 61)
  await writeBackup({
    databaseUrl: world.url,
    file: path.join(folder, 'x.age'),
    lock: { recipients: [recipient] },
    keyring: null,
    files: null,
  })
  expect(readdirSync(folder)).toEqual(['x.age'])
})

/** As if nothing had been written to a file for so many minutes. */
function letLie(file: string, minutes: number): void {
  const at = new Date(Date.now() - minutes * 60_000)
  utimesSync(file, at, at)
}

test('a draft that another installation may be writing, and a person’s own file of that name, are left alone', async ({
  world,
}) => {
  const { recipient } = await ageKeys()
  const folder = folderForTest()
  const draft = path.join(folder, 'x.age.new')
  for (const [text, minutes] of [
    ['age-encryption.org/v1\nhalf', 59],
    ['my notes, which begin like nothing of ours', 100_000],
  ] as const) {
    writeFileSync(draft, text)
    letLie(draft, minutes)
    const writing = writeBackup({
      databaseUrl: world.url,
      file: path.join(folder, 'x.age'),
      lock: { recipients: [recipient] },
      keyring: null,
      files: null,
    })
    await expect(writing).rejects.toMatchObject({ fault: 'draft-exists' })
    expect([readdirSync(folder), readFileSync(draft, 'utf8')]).toEqual([['x.age.new'], text])
  }
})

test('a draft that somebody replaces meanwhile is not taken for the backup, and stays', async ({ world }) => {
  const { recipient } = await ageKeys()
  const folder = folderForTest()
  const draft = path.join(folder, 'x.age.new')
  const writing = writeBackup({
    databaseUrl: world.url,
    file: path.join(folder, 'x.age'),
    lock: { recipients: [recipient] },
    keyring: null,
    files: {
      hold: async () => {
        writeFileSync(path.join(folder, 'other'), 'another’s half')
        renameSync(path.join(folder, 'other'), draft)
      },
      size: async () => 0,
      names: async () => [],
      open: async () => null,
    },
  })
  await expect(writing).rejects.toThrow(/was replaced while it was being written.* No backup was made\.$/)
  expect([readdirSync(folder), readFileSync(draft, 'utf8')]).toEqual([['x.age.new'], 'another’s half'])
})

test('a backup that is interrupted, or whose database goes away, leaves nothing', async ({ world }) => {
  const { recipient } = await ageKeys()
  const folder = folderForTest()
  const file = path.join(folder, 'x.age')
  await expect(
    writeBackup({
      databaseUrl: world.url,
      file,
      lock: { recipients: [recipient] },
      keyring: null,
      files: null,
      signal: AbortSignal.abort(),
    }),
  ).rejects.toThrow('The backup was interrupted')
  await expect(
    writeBackup({
      databaseUrl: inject('databaseUrl').replace(/firme$/, 'nowhere'),
      file,
      lock: { recipients: [recipient] },
      keyring: null,
      files: null,
    }),
  ).rejects.toThrow('does not exist')
  expect(readdirSync(folder)).toEqual([])
})

test('a passphrase opens what it has closed, and the keyring comes along when it was asked for', async ({ world }) => {
  const file = path.join(folderForTest(), 'firme.age')
  const passphrase = randomBytes(12).toString('hex')
  await writeBackup({
    databaseUrl: world.url,
    file,
    lock: { passphrase },
    keyring: Buffer.from('a keyring'),
    files: null,
  })
  const to = await emptyDatabase()
  const loaded = await loadBackup(to, await openBackup(file, { passphrase, identities: [] }))
  expect(loaded.keyring?.toString()).toBe('a keyring')
  expect(existsSync(`${file}.new`)).toBe(false)
})
