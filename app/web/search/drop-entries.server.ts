import { sql } from 'kysely'
import type { Trx } from '#db/client'

/** Takes a thing out of the search at once; the index is brought up to date only every minute. */
export async function dropEntries(trx: Trx, source: string, id: string): Promise<void> {
  await sql`delete from search_entry where thing_id = ${`${source} ${id}`}`.execute(trx)
}
