import { sql } from 'kysely'
import type { Trx } from '#db/client'

/**
 * Takes a thing out of the search at once; the index is brought up to date only every minute.
 *
 * @param slug of a document, whose entry may be that of its original
 */
export async function dropEntries(trx: Trx, source: string, { id, slug }: { id: string; slug: string }): Promise<void> {
  await sql`
    delete from search_entry where thing_id = ${`${source} ${id}`} or thing_id like ${`${source} %`} and path like ${`%/${source}/${slug}`}
  `.execute(trx)
}
