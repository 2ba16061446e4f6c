import { sql } from 'kysely'
import type { Db } from '#db/client'
import { sweepPeople } from '~/people/sweep-people.server'

/**
 * Deletes letters that nobody has confirmed within seven days, with their people and contacts.
 *
 * @returns how many
 */
export async function purgeUnconfirmedLetters(db: Db, now: Date, most = 500): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ contactId: string }>`
      delete from letter where id in (
        select id from letter where state = 'unconfirmed' and written_at <= ${now}::timestamptz - interval '7 days' order by id limit ${most} for update skip locked
      ) returning contact_id as "contactId"
    `.execute(trx)
    if (rows.length > 0) await sweepPeople(trx, [...new Set(rows.map((row) => row.contactId))])
    return rows.length
  })
}
