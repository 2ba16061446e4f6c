import { sql } from 'kysely'
import type { Db } from '#db/client'

/** Signatures of a petition whose signers can only be reached by phone, and how many of those are unconfirmed. */
export async function readOnlyByPhone(db: Db, petitionId: string): Promise<{ signed: number; unconfirmed: number }> {
  const { rows } = await sql<{ signed: number; unconfirmed: number }>`
    select count(*)::integer as signed, count(*) filter (where signature.state = 'unconfirmed')::integer as unconfirmed
    from signature join person on person.id = signature.person_id join contact_point on contact_point.id = person.contact_id
    where signature.petition_id = ${petitionId} and contact_point.channel = 'sms'
  `.execute(db)
  return rows[0]!
}
