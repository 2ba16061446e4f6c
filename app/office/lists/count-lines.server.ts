import { sql } from 'kysely'
import type { Db } from '#db/client'
import { type ListKind, linesTable } from './list-kind'

/** How many lines of a list had each outcome. */
export async function countOutcomes(db: Db, kind: ListKind, id: string): Promise<Record<string, number>> {
  const { rows } = await sql<{ outcome: string; count: number }>`
    select coalesce(outcome, 'unread') as outcome, count(*)::integer as count from ${linesTable(kind)} where import_id = ${id} and line > 0 group by 1
  `.execute(db)
  return Object.fromEntries(rows.map((row) => [row.outcome, row.count]))
}

/** How many lines of a list have each problem. */
export async function countReasons<Reason extends string>(
  db: Db,
  kind: ListKind,
  id: string,
): Promise<{ reason: Reason; count: number }[]> {
  const { rows } = await sql<{ reason: Reason; count: number }>`
    select problem->>'reason' as reason, count(*)::integer as count from ${linesTable(kind)}, jsonb_array_elements(problems) as problem where import_id = ${id} group by 1 order by 2 desc, 1
  `.execute(db)
  return rows
}
