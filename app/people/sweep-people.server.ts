import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '#db/client'

/**
 * Deletes people on these contacts who have no signature, letter, subscription or other outreach left and came with no list, then contacts without people.
 * Outreach counts because a text to an official is deleted with its person, even while it is queued.
 */
export async function sweepPeople(trx: Trx, contactIds: string[]): Promise<void> {
  await sql`
    delete from person where contact_id = any(${contactIds}::uuid[])
      and not exists (select from signature where signature.person_id = person.id) and not exists (select from letter where letter.person_id = person.id)
      and not exists (select from outreach where outreach.person_id = person.id)
      and not exists (select from subscription where subscription.person_id = person.id and subscription.ended_on is null)
      and not exists (select from imported_person where imported_person.person_id = person.id)
  `.execute(trx)
  await sql`
    delete from contact_point where id = any(${contactIds}::uuid[])
      and not exists (select from person where person.contact_id = contact_point.id or person.other_contact_id = contact_point.id)
      and not ${isInChange}
  `.execute(trx)
}

/**
 * Whether a contact without a person is kept all the same, in SQL over the table `contact_point`: it waits for its owner
 * to confirm it, or was replaced, and links in mail to it still have to stop it.
 */
export const isInChange: RawBuilder<boolean> = sql`exists (select from contact_change
  where state = 'waiting' and new_contact_id = contact_point.id or state = 'confirmed' and old_contact_id = contact_point.id)`
