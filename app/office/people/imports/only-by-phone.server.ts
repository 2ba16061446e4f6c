import { sql } from 'kysely'
import type { Db } from '#db/client'

/** By list: how many of its signatures can only be reached by phone. Lists without any are missing. */
export async function onlyByPhone(db: Db, petitionId: string): Promise<Record<string, number>> {
  const { rows } = await sql<{ id: string; signatures: number }>`
    select import_batch.id, count(*)::integer as signatures
    from import_batch join import_row on import_row.batch_id = import_batch.id join signature on signature.id = import_row.signature_id
    join person on person.id = signature.person_id join contact_point on contact_point.id = person.contact_id
    where import_batch.petition_id = ${petitionId} and contact_point.channel = 'sms' group by import_batch.id
  `.execute(db)
  return Object.fromEntries(rows.map(({ id, signatures }) => [id, signatures]))
}
