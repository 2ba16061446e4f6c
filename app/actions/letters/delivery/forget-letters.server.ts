import { sql } from 'kysely'
import type { Trx } from '#db/client'

/** Deletes every letter of some people, with the messages that would have carried it. What has reached an office stays there. */
export async function forgetLetters(trx: Trx, personIds: readonly string[]): Promise<void> {
  await sql`delete from letter where person_id = any(${[...personIds]}::uuid[])`.execute(trx)
}

/**
 * Takes back a letter that has not left: nothing of it will. One that nobody has confirmed is deleted.
 *
 * @param contactId whose letter it must be
 */
export async function withdrawLetter(trx: Trx, contactId: string, letterId: string): Promise<void> {
  const { rows } = await sql`
    update letter set state = 'withdrawn' where id = ${letterId} and contact_id = ${contactId} and state in ('waiting', 'queued', 'in-digest', 'returned') returning id
  `.execute(trx)
  if (rows.length === 0)
    await sql`delete from letter where id = ${letterId} and contact_id = ${contactId} and state = 'unconfirmed'`.execute(
      trx,
    )
}

/**
 * Passes letters of one person to another, when two are made one. To an official to whom both have written only the
 * letter of the one who stays is kept.
 */
export async function handOverLetters(
  trx: Trx,
  stays: { id: string; contact_id: string },
  goes: string,
): Promise<void> {
  await sql`
    update letter set person_id = ${stays.id}, contact_id = ${stays.contact_id}, seat = 2
    where person_id = ${goes} and not exists (
      select from letter as other where other.advocacy_campaign_id = letter.advocacy_campaign_id and other.post_id = letter.post_id and other.id <> letter.id
        and (other.person_id = ${stays.id} or (other.contact_id = ${stays.contact_id} and other.seat = 2)))
  `.execute(trx)
}
