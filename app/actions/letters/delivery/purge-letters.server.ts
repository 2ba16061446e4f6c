import { sql } from 'kysely'
import type { Db } from '#db/client'
import { isStillToAsk, letterAskedAt } from '~/actions/petitions/signatures/asked-at'
import { sweepPeople } from '~/people/sweep-people.server'

/**
 * Deletes letters that were not confirmed within seven days of our request, with their people and contacts. Letters
 * whose request could not be sent yet are kept.
 *
 * @returns how many
 */
export async function purgeUnconfirmedLetters(db: Db, now: Date, most = 500): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ contactId: string }>`
      delete from letter where id in (
        select id from letter where state = 'unconfirmed' and written_at <= ${now}::timestamptz - interval '7 days' and ${letterAskedAt} <= ${now}::timestamptz - interval '7 days'
          and not exists (select from message as request join letter as asked on asked.id = request.letter_id where asked.writing_id = letter.writing_id and request.template = 'confirm-letter' and ${isStillToAsk(now)})
        order by id limit ${most} for update skip locked
      ) returning contact_id as "contactId"
    `.execute(trx)
    if (rows.length > 0) await sweepPeople(trx, [...new Set(rows.map((row) => row.contactId))])
    return rows.length
  })
}
