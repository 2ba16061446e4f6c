import { sql } from 'kysely'
import type { Db } from '#db/client'
import { isAway } from '#db/is-away'
import type { Office } from '~/office/guard/guard.server'

/** Every table with lists that the worker checks and writes. */
export type ListsTable = 'import_batch' | 'roster_import' | 'policy_import'

/** What the worker takes up next: what waits for it, and was not set aside. */
export const atWork = sql<boolean>`state in ('checking', 'running') and failed_at is null`

/**
 * Works on a list. One that it fails on is set aside until somebody has it tried again, so that the lists behind it go
 * on; while the database is away, the list is not at fault.
 *
 * @param work  calls `took` with the list that it has taken up
 * @throws what `work` throws
 */
export async function workOrSetAside(
  db: Db,
  table: ListsTable,
  now: Date,
  work: (took: (id: string) => void) => Promise<number>,
): Promise<number> {
  let taken: string | null = null
  try {
    return await work((id) => {
      taken = id
    })
  } catch (error) {
    if (taken && !isAway(error))
      await sql`update ${sql.table(table)} set failed_at = ${now} where id = ${taken} and ${atWork}`.execute(db)
    throw error
  }
}

/** Has a list that was set aside tried again, from where it stopped. Lines of signers are kept from that day on. */
export async function tryAgain({ db, now }: Pick<Office, 'db' | 'now'>, table: ListsTable, id: string): Promise<void> {
  const acted = table === 'import_batch' ? sql`, acted_at = ${now}` : sql``
  await sql`update ${sql.table(table)} set failed_at = null${acted} where id = ${id} and failed_at is not null`.execute(
    db,
  )
}
