import { sql } from 'kysely'
import type { Db } from '#db/client'

const atOnce = 5_000

/**
 * Compares what segments are asked of with what it is made from, and mends it. Triggers keep it; this finds what was done
 * to the database by hand, or while they were off.
 *
 * @returns how many people were not as they should be
 */
export async function refreshFacts(db: Db): Promise<number> {
  let mended = 0
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await sql<{ last: string | null; mended: number }>`
      with these as (select id from person where id > ${after} order by id limit ${atOnce})
      select (select max(id::text) from these) as last, refresh_person_facts(array(select id from these)) as mended
    `.execute(db)
    const [{ last, mended: more }] = rows as [{ last: string | null; mended: number }]
    if (last === null) return mended
    mended += more
    after = last
  }
}
