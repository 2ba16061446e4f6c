import { createHash } from 'node:crypto'
import type { ClientBase } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { BackupError } from './backup-error'
import type { BackupHead, TableSum } from './contents'
import type { FilesBeside } from './files-beside'
import type { Frame } from './frames'
import { columnsOf, quoted, setPlainText, sumTable, tableNames } from './tables.server'

/** What has been read of a snapshot. */
export interface SnapshotRead {
  at: Date | null
  tables: TableSum[]
  files: number
  /** Names of files that rows name and that are not there. */
  missing: string[]
}

/** What is read besides the tables. */
interface Beside {
  /** The keyring file, when it is to be part of the backup. */
  keyring: Buffer | null
  /** Null when files are backed up by other means. */
  files: FilesBeside | null
}

/**
 * Reads the whole database as it was at one moment, while everything else goes on. Whatever was committed before is in
 * it, and nothing else. Files come last, when the transaction has ended: whoever waits for a table need not wait for them.
 *
 * Danger: a migration that starts meanwhile waits until the snapshot has been read.
 *
 * @param client of a connection that nobody else uses; the transaction ends with the connection
 * @param beside its files are held already
 * @param read   filled as the reading goes on
 */
export async function* readSnapshot(
  client: ClientBase,
  { keyring, files }: Beside,
  read: SnapshotRead,
): AsyncGenerator<Frame, void, void> {
  const tables = await tableNames(client)
  if (tables.length === 0)
    throw new BackupError(
      'nothing-there',
      'There is nothing of Firme in the database: npm start or npx firme migrate makes its tables.',
    )
  await client.query('begin isolation level repeatable read read only')
  // The snapshot is taken by the first query after the locks: tables cannot change under it.
  await client.query(
    `lock table ${[...tables, 'kysely_migration'].map((name) => `public.${quoted(name)}`).join(', ')} in access share mode`,
  )
  await setPlainText(client)
  const head = await readHead(client, files !== null)
  read.at = new Date(head.at)
  yield { is: 'words', words: head }
  if (keyring) {
    yield { is: 'words', words: { file: 'keyring.json' } }
    yield { is: 'bytes', bytes: keyring }
    yield { is: 'words', words: {} }
  }
  for (const table of tables) {
    const columns = await columnsOf(client, table)
    const sum = await sumTable(client, table, columns)
    yield { is: 'words', words: { table, columns } }
    const rows = client.query(copyTo(`copy public.${quoted(table)} (${columns.map(quoted).join(', ')}) to stdout`))
    for await (const bytes of rows) yield { is: 'bytes', bytes: bytes as Buffer }
    // The server counts the rows in a message of its own after the last one, which the next answer comes behind.
    await client.query('select')
    if (rows.rowCount !== sum.rows) throw new Error(`${table}: ${rows.rowCount} rows copied of ${sum.rows}`)
    yield { is: 'words', words: { rows: sum.rows, checksum: sum.checksum } }
    read.tables.push(sum)
  }
  const names = (await files?.names(client)) ?? []
  await client.query('commit')
  for (const name of names) {
    const file = await files!.open(name)
    if (file) yield* readFile(name, file)
    else read.missing.push(name)
    read.files += file ? 1 : 0
  }
  yield { is: 'words', words: { end: true } }
}

async function* readFile(
  name: string,
  { bytes, stream }: NonNullable<Awaited<ReturnType<FilesBeside['open']>>>,
): AsyncGenerator<Frame, void, void> {
  yield { is: 'words', words: { stored: name, bytes } }
  const hash = createHash('sha256')
  let count = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk)
    count += chunk.length
    yield { is: 'bytes', bytes: chunk }
  }
  if (count !== bytes) throw new Error(`a file of ${bytes} bytes came with ${count}`)
  yield { is: 'words', words: { sha256: hash.digest('hex') } }
}

async function readHead(client: ClientBase, hasFiles: boolean): Promise<BackupHead> {
  const { rows: migrations } = await client.query<{ name: string }>(
    'select name from public.kysely_migration order by name',
  )
  const { rows: at } = await client.query<{ at: Date }>('select now() as at')
  const { rows: names } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' order by 1`,
  )
  const sequences: BackupHead['sequences'] = []
  for (const { name } of names) {
    const { rows } = await client.query<{ last: string; isCalled: boolean }>(
      `select last_value::text as last, is_called as "isCalled" from public.${quoted(name)}`,
    )
    sequences.push({ name, ...rows[0]! })
  }
  return {
    format: 'firme-backup',
    version: 2,
    at: at[0]!.at.toISOString(),
    migrations: migrations.map((row) => row.name),
    hasFiles,
    sequences,
  }
}
