import { sql } from 'kysely'
import type { Db } from '#db/client'
import { isUuid } from '#db/uuid'
import type { Office } from '~/office/guard/guard.server'
import { organizerNames } from '~/office/guard/organizers.server'
import { answerers } from './inbox-rights.server'

export type Handed =
  | { outcome: 'handed'; act: 'took' | 'gave' | 'returned' }
  /** Somebody else has it by now. */
  | { outcome: 'taken'; by: string }
  /** They may not answer texts. */
  | { outcome: 'cannot' }

/**
 * Gives a thread to an organizer, or puts it back for everybody. One statement decides between two who do so at once.
 *
 * @param from who had it when the page was shown; '' for nobody
 * @param to who has it from now on; '' for nobody
 */
export async function handThread(
  office: Office,
  network: string,
  { id, from, to }: { id: string; from: string; to: string },
): Promise<Handed> {
  if (to !== '' && !(await answerers(office, network)).some((one) => one.id === to)) return { outcome: 'cannot' }
  return office.db.transaction().execute(async (trx) => {
    const { numAffectedRows } = await sql`
      update conversation set claimed_by = ${to || null}::uuid, claimed_at = ${to === '' ? null : office.now}::timestamptz
      where id = ${id} and (${holderOf} is null or ${holderOf} = ${isUuid(from) ? from : null}::uuid or ${holderOf} = ${to || null}::uuid)
    `.execute(trx)
    if (numAffectedRows === 0n) return { outcome: 'taken', by: await holderName(trx, office, id) }
    const act = to === '' ? 'returned' : to === office.organizer.id ? 'took' : 'gave'
    await office.audit({ groupId: network, act: `${act}-thread`, subject: id }, trx)
    return { outcome: 'handed', act }
  })
}

/** Who has a thread, for `conversation` in a statement: nobody, once they have left the office. */
const holderOf = sql<
  string | null
>`(select organizer.id from organizer where organizer.id = conversation.claimed_by and removed_at is null)`

/**
 * Takes a thread that nobody has, in the transaction of an answer, and locks it.
 *
 * @returns who has it instead; null when it is this organizer's now
 */
export async function takeToAnswer(
  trx: Db,
  office: Pick<Office, 'vault' | 'organizer' | 'now'>,
  id: string,
): Promise<{ by: string } | null> {
  const { numAffectedRows } = await sql`
    update conversation set claimed_by = ${office.organizer.id}::uuid, claimed_at = case when claimed_by = ${office.organizer.id}::uuid then claimed_at else ${office.now}::timestamptz end
    where id = ${id} and coalesce(${holderOf}, ${office.organizer.id}::uuid) = ${office.organizer.id}::uuid
  `.execute(trx)
  return numAffectedRows === 0n ? { by: await holderName(trx, office, id) } : null
}

async function holderName(db: Db, { vault }: Pick<Office, 'vault'>, id: string): Promise<string> {
  const row = await db
    .selectFrom('conversation')
    .select(holderOf.as('holder'))
    .where('conversation.id', '=', id)
    .executeTakeFirst()
  return row?.holder ? ((await organizerNames(db, vault, [row.holder])).get(row.holder) ?? '') : ''
}
