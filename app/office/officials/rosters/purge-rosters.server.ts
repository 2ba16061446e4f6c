import { sql } from 'kysely'
import type { Db } from '#db/client'
import { countLines } from './count-lines.server'

/** How long a list's lines are kept after it was imported or dropped. */
const keptDays = 90

/**
 * Deletes the lines of one list that was imported or dropped more than 90 days ago. Their counts are kept.
 *
 * @returns 1, or 0 when no such list is left
 */
export async function purgeRosterLines(db: Db, now: Date): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: string; options: object }>`
      select id, options from roster_import where state in ('done', 'dropped') and coalesce(done_at, asked_at) < ${now}::timestamptz - make_interval(days => ${keptDays})
        and exists (select from roster_import_row where import_id = roster_import.id) order by asked_at limit 1 for update skip locked
    `.execute(trx)
    const [roster] = rows
    if (!roster) return 0
    const counted = await countLines(trx, roster.id)
    await trx
      .updateTable('roster_import')
      .set({ options: JSON.stringify({ ...roster.options, counted }) })
      .where('id', '=', roster.id)
      .execute()
    await trx.deleteFrom('roster_import_row').where('import_id', '=', roster.id).execute()
    return 1
  })
}
