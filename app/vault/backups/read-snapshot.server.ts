import type { ClientBase } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { BackupHead, TableSum } from './contents'
import type { Frame } from './frames'
import { columnsOf, quoted, setPlainText, sumTable, tableNames } from './tables.server'

/** What has been read of a snapshot. */
export interface SnapshotRead {
  at: Date | null
  tables: TableSum[]
}

/**
 * Reads the whole database as it was at one moment, while everything else goes on. Whatever was committed before is in
 * it, and nothing else.
 *
 * Danger: a migration that starts meanwhile waits until the snapshot has been read.
 *
 * @param client  of a connection that nobody else uses; the transaction ends with the connection
 * @param keyring the keyring file, when it is to be part of the backup
 * @param read    filled as the reading goes on
 */
export async function* readSnapshot(
  client: ClientBase,
  keyring: Buffer | null,
  read: SnapshotRead,
): AsyncGenerator<Frame, void, void> {
  const tables = await tableNames(client)
  await client.query('begin isolation level repeatable read read only')
  // The snapshot is taken by the first query after the locks: tables cannot change under it.
  await client.query(
    `lock table ${[...tables, 'kysely_migration'].map((name) => `public.${quoted(name)}`).join(', ')} in access share mode`,
  )
  await setPlainText(client)
  const head = await readHead(client)
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
  await client.query('commit')
  yield { is: 'words', words: { end: true } }
}

async function readHead(client: ClientBase): Promise<BackupHead> {
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
    version: 1,
    at: at[0]!.at.toISOString(),
    migrations: migrations.map((row) => row.name),
    sequences,
  }
}
