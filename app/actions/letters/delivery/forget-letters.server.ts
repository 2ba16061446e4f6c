import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import { isPaused } from '~/queue/outbox/switches.server'

/** Deletes every letter of some people, with the messages that would have carried it. What has reached an office stays there. */
export async function forgetLetters(trx: Trx, personIds: readonly string[]): Promise<void> {
  await sql`delete from letter where person_id = any(${[...personIds]}::uuid[])`.execute(trx)
}

/**
 * Takes back a letter that has not left: nothing of it will. One that nobody has confirmed is deleted;
 * under a legal hold it is kept, as taken back.
 *
 * @param contactId whose letter it must be
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

/** Deletes some copies. A request to confirm that hangs on one of them passes to a copy of the same writing that stays. */
async function deleteLetters(trx: Trx, ids: readonly string[]): Promise<void> {
  await sql`
    update message set letter_id = staying.id
    from letter as going cross join lateral (
      select id from letter where letter.writing_id = going.writing_id and letter.id <> all(${[...ids]}::uuid[]) order by id limit 1) as staying
    where going.id = any(${[...ids]}::uuid[]) and message.letter_id = going.id and message.template = 'confirm-letter'
  `.execute(trx)
  await sql`delete from letter where id = any(${[...ids]}::uuid[])`.execute(trx)
}

/** What becomes of the letters of somebody who is merged into somebody else. */
export interface LettersHandedOver {
  /** Those that pass over, each with its name slot on the contact that stays. */
  moved: { id: string; nameSlot: number }[]
  /** Those of the one who stays that give way: they are not going to leave, and the other's to the same official is. */
  replaced: string[]
  /** How many go with the one who goes: the same official has one from the one who stays, or from two others on their contact. */
  dropped: number
}

/** Of two letters to one official one is kept: that of the one who stays, unless only the other's has left or may leave. */
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

/** Passes letters of one person to another, when two are made one, as `planLetters` says. What does not pass over is left. */
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
