import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import type { ClientBase } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { type Db, openDatabase } from '#db/client'
import { migrate } from '#db/migrate'
import { oneClient } from '#db/one-client'
import { BackupError } from './backup-error'
import type { TableSum } from './contents'
import type { OpenedBackup } from './open-backup.server'
import { checksumOf, columnsOf, quoted, setPlainText, sumTable, tableNames } from './tables.server'

/** What has come back. */
export interface Loaded {
  tables: number
  rows: number
  /** The same that was printed when the backup was made. */
  checksum: string
  /** The keyring file, where the backup has one. */
  keyring: Buffer | null
  /** How many files that rows name came with it. */
  files: number
  /** Migrations that brought the database from the backup's version to this one. */
  migrated: string[]
}

/** What becomes of what is in a backup besides tables. What one of them throws ends the restore. */
export interface Takers {
  /** Called before anything is loaded. */
  keyring?(keyring: Buffer): void
  /** Called after the tables were loaded, and before that is final. Reads the whole stream. */
  file?(name: string, content: { size: number; stream: Readable }): Promise<void>
}

/**
 * Brings a backup back into an empty database: runs the migrations that the backup had, loads every table in one transaction,
 * compares counts and checksums, and then migrates up. The database's user needs to own the tables, nothing more:
 * foreign keys are dropped and made again, which also proves that every row fits, and triggers are off meanwhile.
 *
 * @throws BackupError; the database is empty again then
 */
export async function loadBackup(databaseUrl: string, backup: OpenedBackup, takers: Takers = {}): Promise<Loaded> {
  const { db } = openDatabase(databaseUrl, 2)
  let isBegun = false
  try {
    await insistOnEmpty(db)
    isBegun = true
    await migrate(db, backup.head.migrations)
    const { sums, keyring, files } = await loadParts(databaseUrl, backup, takers)
    return {
      tables: sums.length,
      rows: sums.reduce((sum, { rows }) => sum + rows, 0),
      checksum: checksumOf(sums),
      keyring,
      files,
      migrated: await migrate(db),
    }
  } catch (error) {
    if (isBegun) await emptyAgain(db).catch(() => undefined)
    throw sayWhyUnloaded(error)
  } finally {
    await db.destroy()
  }
}

/** What is there besides extensions and their schema: tables, functions of migrations, ways to search a text. */
const ours = sql`
  select 'table' as kind, oid::regclass::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
  union all
  select 'function', oid::regprocedure::text from pg_proc where pronamespace = 'public'::regnamespace
    and not exists (select from pg_depend where classid = 'pg_proc'::regclass and objid = pg_proc.oid and deptype = 'e')
  union all
  select 'text search configuration', pg_ts_config.oid::regconfig::text from pg_ts_config
    join pg_namespace on pg_namespace.oid = cfgnamespace where nspname = 'text_search'
`

async function insistOnEmpty(db: Db): Promise<void> {
  const { rows } = await sql<{ kind: string; name: string }>`${ours} limit 1`.execute(db)
  if (rows.length > 0)
    throw new BackupError(
      'not-empty',
      `The database at DATABASE_URL is not empty (there is a ${rows[0]!.kind} ${rows[0]!.name}): make a new one (createdb firme2), set DATABASE_URL to it and try again. Nothing was changed.`,
    )
}

async function emptyAgain(db: Db): Promise<void> {
  const { rows } = await sql<{ kind: string; name: string }>`${ours}`.execute(db)
  for (const { kind, name } of rows) await sql.raw(`drop ${kind} if exists ${name} cascade`).execute(db)
}

async function loadParts(
  databaseUrl: string,
  { head, parts }: OpenedBackup,
  takers: Takers,
): Promise<{ sums: TableSum[]; keyring: Buffer | null; files: number }> {
  const client = oneClient(databaseUrl, { keepAlive: true })
  await client.connect()
  try {
    await client.query('begin')
    await setPlainText(client)
    const tables = await tableNames(client)
    const putBack = await putAside(client, tables)
    await client.query(`truncate ${tables.map((table) => `public.${quoted(table)}`).join(', ')}`)
    const sums: TableSum[] = []
    let keyring: Buffer | null = null
    let files = 0
    for await (const part of parts()) {
      if (part.is === 'keyring') {
        keyring = part.bytes
        takers.keyring?.(keyring)
        continue
      }
      if (part.is === 'file') {
        const stream = Readable.from(part.bytes())
        if (takers.file) await takers.file(part.name, { size: part.size, stream })
        else for await (const _ of stream);
        files += 1
        continue
      }
      const { table, columns } = part
      insistOnColumns(table, columns, await columnsOf(client, table))
      const copy = `copy public.${quoted(table)} (${columns.map(quoted).join(', ')}) from stdin`
      await pipeline(Readable.from(part.rows()), client.query(copyFrom(copy)))
      const [written, found] = [part.sum(), await sumTable(client, table, columns)]
      if (written.rows !== found.rows || written.checksum !== found.checksum)
        throw new BackupError(
          'differs',
          `The table ${table} came back with ${found.rows} rows that are not the ${written.rows} of the backup. Nothing was kept: take another copy of the file, or an older backup.`,
        )
      sums.push(found)
    }
    for (const { name, last, isCalled } of head.sequences)
      await client.query('select setval(to_regclass($1), $2, $3)', [`public.${quoted(name)}`, last, isCalled])
    for (const statement of putBack) await client.query(statement)
    await client.query('commit')
    return { sums, keyring, files }
  } finally {
    await client.end().catch(() => undefined)
  }
}

/**
 * Drops foreign keys, and switches triggers off: tables come in any order, and the activity log as it was written.
 * `session_replication_role` would do it too, but only a superuser may set it.
 *
 * @returns the statements that put all of it back
 */
async function putAside(client: ClientBase, tables: string[]): Promise<string[]> {
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by 1, 2`,
  )
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${name}`)
  for (const table of tables) await client.query(`alter table public.${quoted(table)} disable trigger user`)
  return [
    ...tables.map((table) => `alter table public.${quoted(table)} enable trigger user`),
    ...keys.map(({ table, name, definition }) => `alter table ${table} add constraint ${name} ${definition}`),
  ]
}

function insistOnColumns(table: string, columns: string[], known: string[]): void {
  const missing = columns.filter((column) => !known.includes(column))
  if (missing.length > 0 || columns.length < known.length)
    throw new BackupError(
      'differs',
      `The backup's table ${table} has other columns than this version of Firme makes${missing.length > 0 ? ` (${missing.join(', ')})` : ''}: was its database changed by hand? Restore it with the version that made it.`,
    )
}

function sayWhyUnloaded(error: unknown): unknown {
  switch ((error as { code?: string }).code) {
    case '53100':
    case 'ENOSPC':
      return new BackupError(
        'no-room',
        'There is no room left for the database and the files: make room and try again. Nothing was kept.',
      )
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new BackupError(
        'not-allowed',
        `Firme may not write ${(error as NodeJS.ErrnoException).path}: give its user the right to. Nothing was kept.`,
      )
    case '42501':
      return new BackupError(
        'no-right',
        `The database's user may not do this (${(error as Error).message}): it must own the database, or have the right to create in its schema "public". Nothing was kept.`,
      )
    case '23503':
    case '23514':
      return new BackupError(
        'differs',
        `Rows in the backup do not fit together (${(error as Error).message}): its database was changed by hand. Take an older backup. Nothing was kept.`,
      )
    default:
      return error
  }
}
