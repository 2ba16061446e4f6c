import { randomUUID } from 'node:crypto'
import type { Office } from '~/office/guard/guard.server'
import { organizerNames } from '~/office/guard/organizers.server'
import { openText, sealText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'

/** What organizers note about a thread, for each other. */
export interface ThreadNote {
  id: string
  text: string
  by: string
  /** ISO. */
  at: string
}

/** The notes of a thread, the oldest first. */
export async function readNotes({ db, vault }: Pick<Office, 'db' | 'vault'>, thread: string): Promise<ThreadNote[]> {
  const rows = await db
    .selectFrom('thread_note')
    .selectAll()
    .where('conversation_id', '=', thread)
    .where('removed_at', 'is', null)
    .orderBy('written_at')
    .execute()
  const names = await organizerNames(
    db,
    vault,
    rows.map((row) => row.written_by),
  )
  return rows.map((row) => ({
    id: row.id,
    text: openText(vault.site(), sealedAs('thread_note', row.id), row.sealed),
    by: names.get(row.written_by) ?? '',
    at: row.written_at.toISOString(),
  }))
}

/** Characters of a note. */
const mostNoted = 2_000

/** Adds a note to a thread; writes an audit entry. */
export async function addNote(
  office: Office,
  network: string,
  { thread, text }: { thread: string; text: string },
): Promise<void> {
  const id = randomUUID()
  await office.db.transaction().execute(async (trx) => {
    await trx
      .insertInto('thread_note')
      .values({
        id,
        conversation_id: thread,
        sealed: sealText(office.vault.site(), sealedAs('thread_note', id), text.slice(0, mostNoted)),
        written_by: office.organizer.id,
        written_at: office.now,
        removed_at: null,
      })
      .execute()
    await office.audit({ groupId: network, act: 'noted-thread', subject: thread }, trx)
  })
}

/** Removes a note, or puts it back while it is still kept: for a day. @returns whether there was one */
export async function removeNote(
  office: Office,
  network: string,
  { thread, id, isBack }: { thread: string; id: string; isBack: boolean },
): Promise<boolean> {
  return office.db.transaction().execute(async (trx) => {
    const changed = await trx
      .updateTable('thread_note')
      .set({ removed_at: isBack ? null : office.now })
      .where('id', '=', id)
      .where('conversation_id', '=', thread)
      .where('removed_at', isBack ? 'is not' : 'is', null)
      .executeTakeFirst()
    if (changed.numUpdatedRows === 0n) return false
    await office.audit(
      { groupId: network, act: isBack ? 'restored-thread-note' : 'removed-thread-note', subject: thread },
      trx,
    )
    return true
  })
}
