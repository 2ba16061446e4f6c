import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import type { Plan } from './roster-plan'

type Row = Record<string, unknown>

/** Tables that a list of officials writes, and the columns that it changes in rows that are there. */
export const writtenColumns = {
  division: [],
  organization: [],
  post: ['vacant_checked_on'],
  official: ['name', 'name_key', 'external_id'],
  membership: ['started_on', 'term_ends_on', 'ended_on', 'source_url', 'checked_on'],
  contact_detail: ['source_url', 'checked_on', 'status', 'status_reason', 'status_at'],
} as const satisfies Record<string, readonly string[]>

export type WrittenTable = keyof typeof writtenColumns
const writtenTables = Object.keys(writtenColumns) as WrittenTable[]

/** A row that a list wrote: as it was, null when the list added it; and as it was left. Of a changed one, what changed. */
export interface KeptRow {
  table: WrittenTable
  id: string
  before: Row | null
  after: Row
}

/** Does something to rows, and says how they were and how they are left. */
export async function keepingRows(
  trx: Db,
  ids: Partial<Record<WrittenTable, readonly string[]>>,
  work: () => Promise<unknown>,
): Promise<KeptRow[]> {
  const read = async () => {
    const tables: [WrittenTable, Map<string, Row>][] = []
    for (const table of writtenTables) tables.push([table, await readRows(trx, table, ids[table] ?? [])])
    return tables
  }
  const before = new Map(await read())
  await work()
  return (await read()).flatMap(([table, rows]) =>
    [...rows].flatMap(([id, is]) => difference({ table, id, was: before.get(table)?.get(id) ?? null, is }) ?? []),
  )
}

async function readRows(trx: Db, table: WrittenTable, ids: readonly string[]): Promise<Map<string, Row>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; row: Row }>`
    select id::text as id, to_jsonb(one) as row from ${sql.table(table)} as one where id = any(${ids}::${idType(table)}[])
  `.execute(trx)
  return new Map(rows.map(({ id, row }) => [id, row]))
}

/** The type of a table's key. */
export function idType(table: WrittenTable) {
  return table === 'division' ? sql`text` : sql`uuid`
}

function difference({
  table,
  id,
  was,
  is,
}: Pick<KeptRow, 'table' | 'id'> & { was: Row | null; is: Row }): KeptRow | null {
  if (!was) return { table, id, before: null, after: is }
  const written: readonly string[] = writtenColumns[table]
  const columns = written.filter((column) => JSON.stringify(was[column]) !== JSON.stringify(is[column]))
  if (columns.length === 0) return null
  const only = (row: Row) => Object.fromEntries(columns.map((column) => [column, row[column]]))
  return { table, id, before: only(was), after: only(is) }
}

/** The rows that a plan writes. */
export function rowsOfPlan(plan: Plan): Record<WrittenTable, string[]> {
  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)
  return {
    division: ids(plan.divisions),
    organization: ids(plan.organizations),
    // A post that somebody holds again is not vacant any more.
    post: [...new Set([...ids(plan.posts), ...ids(plan.vacancies), ...plan.memberships.map(({ postId }) => postId)])],
    official: ids(plan.officials),
    membership: ids(plan.memberships),
    contact_detail: ids(plan.contacts),
  }
}

/** Keeps the rows that the lines from this one on have written, with the line. */
export async function keepWithLine(
  trx: Db,
  { importId, line, rows }: { importId: string; line: number; rows: readonly KeptRow[] },
): Promise<void> {
  await sql`
    update roster_import_row set understood = understood || ${JSON.stringify({ kept: rows })}::jsonb where import_id = ${importId} and line = ${line}
  `.execute(trx)
}

/** Everything that a list has written, each row once: as it was before the list, and as the list left it. */
export async function readKeptRows(trx: Trx, importId: string): Promise<KeptRow[]> {
  const { rows } = await sql<{ kept: KeptRow }>`
    select kept from (
      select 0 as line, options->'kept' as list from roster_import where id = ${importId} and options ? 'kept'
      union all select line, understood->'kept' from roster_import_row where import_id = ${importId} and understood ? 'kept') as parts,
      jsonb_array_elements(list) as kept order by line
  `.execute(trx)
  const whole = new Map<string, KeptRow>()
  for (const { kept } of rows) {
    const key = `${kept.table} ${kept.id}`
    const earlier = whole.get(key)
    whole.set(
      key,
      earlier
        ? {
            ...kept,
            before: earlier.before && { ...kept.before, ...earlier.before },
            after: { ...earlier.after, ...kept.after },
          }
        : kept,
    )
  }
  return [...whole.values()]
}
