import { sql } from 'kysely'
import type { Db } from '#db/client'

/**
 * Thrown when somebody asks to be deleted while a legal hold forbids it. The submission stays in the intake until the hold
 * is lifted.
 */
export class LegalHold extends Error {
  override name = 'LegalHold'
}

/** How many deletions a legal hold holds up: requests of the people themselves, and people whom the office has erased. */
export async function countHeldDeletions(db: Db, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from intake where failure = 'LegalHold')::integer
      + (select coalesce(sum(people), 0) from erasure where state = 'held' and held_until <= ${now}
          and exists (select from stop_switch where name = 'legal-hold' and is_on))::integer as count
  `.execute(db)
  return rows[0]!.count
}

/** Has the worker try at once what waited for the end of a legal hold. */
export async function resumeHeldDeletions(db: Db): Promise<void> {
  await db.updateTable('intake').set({ retry_at: null }).where('failure', '=', 'LegalHold').execute()
}
