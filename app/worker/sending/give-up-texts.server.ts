import { sql } from 'kysely'
import type { Db } from '#db/client'
import { changeOutcomes } from '~/actions/outreach/change-outcomes.server'

const atOnce = 1_000

/**
 * Suppresses texts that have been due for a day while texts are off, and marks their outreach as failed. Newer ones
 * wait, so that an hour of lost settings loses no one's code.
 *
 * @returns how many
 */
export async function giveUpTexts(db: Db, now: Date): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: string; isToOfficial: boolean }>`
      update message set state = 'suppressed', failure = 'no-texts' where id in (
        select id from message where state = 'queued' and channel = 'sms' and due_at <= ${now}::timestamptz - interval '1 day' order by due_at limit ${atOnce} for update skip locked)
      returning id, contact_detail_id is not null as "isToOfficial"
    `.execute(trx)
    await changeOutcomes(
      trx,
      rows.filter((row) => row.isToOfficial).map((row) => row.id),
      'failed',
    )
    return rows.length
  })
}
