import { sql } from 'kysely'
import type { Db } from '#db/client'
import { audit } from '~/office/guard/audit.server'
import { isPaused } from '~/queue/outbox/switches.server'

const daysListed = 30

/**
 * Completes erasures that were held for 24 hours: deletes the sealed rows and writes the audit entry. A legal hold
 * stops it. The record of an erasure is deleted thirty days after it ended.
 *
 * @returns how many erasures
 */
export async function finishErasures(db: Db, now: Date, most = 100): Promise<number> {
  await sql`delete from erasure where state <> 'held' and ended_at < ${now}::timestamptz - make_interval(days => ${daysListed})`.execute(
    db,
  )
  if (await isPaused(db, 'legal-hold')) return 0
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: string; bulkId: string | null; people: number }>`
      update erasure set state = 'done', sealed = null, link_hashes = '{}', ended_at = ${now}
      where id in (select id from erasure where state = 'held' and held_until <= ${now} order by held_until limit ${most} for update skip locked)
      returning id, bulk_id as "bulkId", people
    `.execute(trx)
    await sql`
      delete from bulk_person using erasure where erasure.id = any(${rows.map(({ id }) => id)}::uuid[]) and person_id = any(person_ids)
    `.execute(trx)
    for (const { id, bulkId, people } of rows)
      await audit(
        trx,
        {
          organizerId: null,
          groupId: null,
          act: bulkId ? 'erased-people' : 'erased-person',
          subject: id,
          howMany: people,
        },
        now,
      )
    return rows.length
  })
}
