import { sql } from 'kysely'
import type { Trx } from '#db/client'

/**
 * Deletes people on these contacts who have no signature, letter, subscription or other outreach left, then contacts without people.
 * Outreach counts because a text to an official is deleted with its person, even while it is queued.
 */
export async function sweepPeople(trx: Trx, contactIds: string[]): Promise<void> {
  await sql`
    delete from person where contact_id = any(${contactIds}::uuid[])
      and not exists (select from signature where signature.person_id = person.id) and not exists (select from letter where letter.person_id = person.id)
      and not exists (select from outreach where outreach.person_id = person.id)
      and not exists (select from subscription where subscription.person_id = person.id and subscription.ended_on is null)
  `.execute(trx)
  await sql`
    delete from contact_point where id = any(${contactIds}::uuid[])
      and not exists (select from person where person.contact_id = contact_point.id or person.other_contact_id = contact_point.id)
  `.execute(trx)
}
