import { createHash } from 'node:crypto'
import type { ClientBase } from 'pg'
import type { TableSum } from './contents'

/** How values are written as text, the same on every server: what is copied and summed must not depend on its settings. */
const plainText = [
  `set local datestyle = 'ISO, YMD'`,
  `set local intervalstyle = 'postgres'`,
  `set local timezone = 'UTC'`,
  `set local extra_float_digits = 1`,
  `set local bytea_output = 'hex'`,
  `set local statement_timeout = 0`,
  `set local lock_timeout = 0`,
  `set local idle_in_transaction_session_timeout = 0`,
].join('; ')

/** Prepares the current transaction for copying whole tables. */
export async function setPlainText(client: ClientBase): Promise<void> {
  await client.query(plainText)
}

/** A name as SQL takes it. */
export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** Tables of ours, without those in which Kysely keeps the migrations. */
export async function tableNames(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'kysely\\_%' order by relname`,
  )
  return rows.map((row) => row.name)
}

/** Columns that hold data; generated ones follow from them. */
export async function columnsOf(client: ClientBase, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = to_regclass($1) and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [`public.${quoted(table)}`],
  )
  return rows.map((row) => row.name)
}

/** Counts and sums a table's rows. The sum depends on every value, and not on the order of rows. */
export async function sumTable(client: ClientBase, table: string, columns: string[]): Promise<TableSum> {
  const { rows } = await client.query<{ rows: string; checksum: string }>(
    `select count(*) as rows, coalesce(sum(hashtextextended(row(${columns.map(quoted).join(', ')})::text, 0)), 0)::text as checksum
     from public.${quoted(table)}`,
  )
  return { table, rows: Number(rows[0]!.rows), checksum: rows[0]!.checksum }
}

/** One short checksum over all tables. */
export function checksumOf(sums: readonly TableSum[]): string {
  const hash = createHash('sha256')
  for (const { table, rows, checksum } of sums) hash.update(`${table} ${rows} ${checksum}\n`)
  return hash.digest('hex').slice(0, 16)
}
