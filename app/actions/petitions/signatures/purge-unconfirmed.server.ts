import { sql } from 'kysely'
import type { Db } from '#db/client'
import { askedAt, isStillToAsk } from './asked-at'
import { forgetSignatures } from './forget-signatures.server'

/**
 * Deletes signatures that were not confirmed within seven days of our request, with their people and contacts.
 * Signatures whose request could not be sent yet are kept, and those of people who are being asked at another contact.
 *
 * @returns how many
 */
export async function purgeUnconfirmed(db: Db, now: Date, most = 500): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: string }>`
      select id from signature
      where state = 'unconfirmed' and accepted_at <= ${now}::timestamptz - interval '7 days' and ${askedAt} <= ${now}::timestamptz - interval '7 days'
        and not exists (select from message as request where request.signature_id = signature.id and request.template = 'confirm-signature' and ${isStillToAsk(now)})
        and not exists (select from contact_change where contact_change.person_id = signature.person_id and contact_change.state = 'waiting' and asked_at > ${now}::timestamptz - interval '7 days')
      order by id limit ${most} for update skip locked
    `.execute(trx)
    return rows.length > 0
      ? forgetSignatures(
          { trx },
          rows.map((row) => row.id),
          now,
        )
      : 0
  })
}
