import { sql } from 'kysely'
import type { Db } from '#db/client'
import { type ListKind, linesTable, listsTable } from './list-kind'

/** How long a list's lines are kept after it was imported, undone or dropped. */
const keptDays = 90

/**
 * Deletes the lines of one list that was imported, undone or dropped more than 90 days ago. What they came to is kept.
 *
 * @param count what the list's page shows without its lines
 * @returns 1, or 0 when no such list is left
 */
export async function purgeListLines(
  db: Db,
  { kind, count }: { kind: ListKind; count: (trx: Db, id: string) => Promise<object> },
  now: Date,
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: string }>`
      select id from ${listsTable(kind)} as list where state in ('done', 'undone', 'dropped') and coalesce(done_at, asked_at) < ${now}::timestamptz - make_interval(days => ${keptDays})
        and exists (select from ${linesTable(kind)} where import_id = list.id) order by asked_at limit 1 for update skip locked
    `.execute(trx)
    if (!rows[0]) return 0
    const { id } = rows[0]
    const counted = await count(trx, id)
    await sql`update ${listsTable(kind)} set options = options || ${JSON.stringify({ counted })}::jsonb where id = ${id}`.execute(
      trx,
    )
    await sql`delete from ${linesTable(kind)} where import_id = ${id}`.execute(trx)
    return 1
  })
}
