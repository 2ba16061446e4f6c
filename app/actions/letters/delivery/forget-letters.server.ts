import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import { isPaused } from '~/queue/outbox/switches.server'

/** Deletes all letters of some people, with their queued messages. Letters that were sent cannot be recalled. */
export async function forgetLetters(trx: Trx, personIds: readonly string[]): Promise<void> {
  await sql`delete from letter where person_id = any(${[...personIds]}::uuid[])`.execute(trx)
}

/**
 * Takes back a letter that has not left: nothing of it will. One that nobody has confirmed is deleted;
 * under a legal hold it is kept, as taken back.
 *
 * @param contactId the contact it must belong to
 */
export async function withdrawLetter(trx: Trx, contactId: string, letterId: string): Promise<void> {
  const isHeld = await isPaused(trx, 'legal-hold')
  const { rows } = await sql`
    update letter set state = 'withdrawn' where id = ${letterId} and contact_id = ${contactId} and (state in ('waiting', 'queued', 'in-digest', 'returned') or state = 'unconfirmed' and ${isHeld}) returning id
  `.execute(trx)
  if (rows.length > 0) return
  const unconfirmed = await trx
    .selectFrom('letter')
    .select('id')
    .where('id', '=', letterId)
    .where('contact_id', '=', contactId)
    .where('state', '=', 'unconfirmed')
    .execute()
  await deleteLetters(
    trx,
    unconfirmed.map((letter) => letter.id),
  )
}

/** Deletes some copies of a letter. A confirmation request linked to one of them is moved to a remaining copy. */
async function deleteLetters(trx: Trx, ids: readonly string[]): Promise<void> {
  await sql`
    update message set letter_id = staying.id
    from letter as going cross join lateral (
      select id from letter where letter.writing_id = going.writing_id and letter.id <> all(${[...ids]}::uuid[]) order by id limit 1) as staying
    where going.id = any(${[...ids]}::uuid[]) and message.letter_id = going.id and message.template = 'confirm-letter'
  `.execute(trx)
  await sql`delete from letter where id = any(${[...ids]}::uuid[])`.execute(trx)
}

/** What happens to a person's letters when they are merged into another person. */
export interface LettersHandedOver {
  /** Letters that move, each with its name slot on the remaining contact. */
  moved: { id: string; nameSlot: number }[]
  /** Letters of the remaining person that will not be sent, replaced by the other's to the same official. */
  replaced: string[]
  /** Letters that are dropped: the official has one from the remaining person, or two from others on their contact. */
  dropped: number
}

/** Keeps one of two letters to an official: the remaining person's, unless only the other's was or may be sent. */
export async function planLetters(
  db: Db,
  stays: { id: string; contact_id: string },
  goes: string,
): Promise<LettersHandedOver> {
  const { rows } = await sql<{ id: string; ownId: string | null; isKept: boolean; nameSlot: number | null }>`
    select letter.id, own.id as "ownId",
      own.id is null or own.state in (${notLeaving}) and letter.state not in (${notLeaving}) as "isKept",
      (select min(slot) from unnest(array[1, 2]) as free (slot) where not exists (
        select from letter as other where other.advocacy_campaign_id = letter.advocacy_campaign_id and other.post_id = letter.post_id
          and other.contact_id = ${stays.contact_id} and other.name_slot = free.slot and other.id <> letter.id and other.id is distinct from own.id)) as "nameSlot"
    from letter
    left join letter as own on own.person_id = ${stays.id} and own.advocacy_campaign_id = letter.advocacy_campaign_id and own.post_id = letter.post_id
    where letter.person_id = ${goes} order by letter.id
  `.execute(db)
  const moved = rows.flatMap((row) => (row.isKept && row.nameSlot !== null ? [{ ...row, nameSlot: row.nameSlot }] : []))
  return {
    moved: moved.map(({ id, nameSlot }) => ({ id, nameSlot })),
    replaced: moved.flatMap(({ ownId }) => ownId ?? []),
    dropped: rows.length - moved.length,
  }
}

const notLeaving = sql`'unconfirmed', 'failed', 'withdrawn'`

/**
 * Moves letters from one person to another when they are merged, as `planLetters` decides. Leaves the rest in place.
 */
export async function handOverLetters(
  trx: Trx,
  stays: { id: string; contact_id: string },
  goes: string,
): Promise<void> {
  const { moved, replaced } = await planLetters(trx, stays, goes)
  await deleteLetters(trx, replaced)
  await sql`
    update letter set person_id = ${stays.id}, contact_id = ${stays.contact_id}, name_slot = given.name_slot
    from unnest(${moved.map(({ id }) => id)}::uuid[], ${moved.map(({ nameSlot }) => nameSlot)}::smallint[]) as given (id, name_slot)
    where letter.id = given.id
  `.execute(trx)
}
