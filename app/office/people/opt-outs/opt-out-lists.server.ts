import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '#db/client'
import type { Office } from '~/office/guard/guard.server'
import { recordOptOuts, takeBackOptOuts, undoHours } from '~/people/suppression.server'

/** One list of opt-outs, as its page shows it. */
export interface OptOutList {
  id: string
  at: string
  lines: number
  added: number
  known: number
  unread: number
  isUndone: boolean
  mayUndo: boolean
}

/** Contacts of a list with their blind indexes, each once, and what was not understood. */
export interface ReadOptOuts {
  lines: number
  mail: Buffer[]
  sms: Buffer[]
  unread: number
}

/** Lists of opt-outs, the newest first. */
export async function readOptOutLists({ db, now }: Pick<Office, 'db' | 'now'>): Promise<OptOutList[]> {
  const rows = await db.selectFrom('opt_out_list').selectAll().orderBy('made_at', 'desc').limit(50).execute()
  return rows.map(({ id, made_at, lines, added, known, unread, undone_at }) => ({
    id,
    at: made_at.toISOString(),
    lines,
    added,
    known,
    unread,
    isUndone: undone_at !== null,
    mayUndo: undone_at === null && now.getTime() - made_at.getTime() < undoHours * 3_600_000,
  }))
}

/** Opts out everybody on a list, in the caller's transaction, and remembers for a day whom it was new for. @returns its id */
export async function optOutAll(trx: Trx, office: Office, network: string, read: ReadOptOuts): Promise<string> {
  const { lines, mail, sms, unread } = read
  const id = randomUUID()
  const list = { id, made_by: office.organizer.id, made_at: office.now, lines, unread, added: 0, known: 0 }
  await trx.insertInto('opt_out_list').values(list).execute()
  let added = 0
  for (const [channel, blindIndexes] of [
    ['mail', mail],
    ['sms', sms],
  ] as const) {
    const optOuts = { channel, blindIndexes, recordedBy: office.organizer.id, endedWith: id, how: 'list' as const }
    const { stopped, fresh } = await recordOptOuts(trx, optOuts, office.now)
    added += fresh.length
    await sql`
      insert into opt_out_line (list_id, blind_index, is_new)
      select ${id}, blind_index, blind_index = any(${stopped}::bytea[]) from unnest(${blindIndexes}::bytea[]) as line (blind_index)
    `.execute(trx)
    await sql`
      insert into list_stop (person_id, list_id, channel)
      select person_id, ${id}::uuid, ${channel} from (${peopleOn(stopped)}) as stopped
    `.execute(trx)
  }
  const known = mail.length + sms.length - added
  await trx.updateTable('opt_out_list').set({ added, known }).where('id', '=', id).execute()
  await office.audit({ groupId: network, act: 'imported-opt-outs', subject: id, howMany: added }, trx)
  return id
}

/** People who have one of these contacts. */
function peopleOn(blindIndexes: readonly Buffer[]): RawBuilder<unknown> {
  const those = sql`contact_point.blind_index = any(${blindIndexes}::bytea[])`
  return sql`
    select person.id as person_id, channel from contact_point join person on person.contact_id = contact_point.id where ${those}
    union select person.id, channel from contact_point join person on person.other_contact_id = contact_point.id where ${those}`
}

/**
 * Takes a whole list back within a day: whoever it opted out is as before. Not for those who opted out themselves since, or
 * are on another list.
 *
 * @returns how many, or null when it is too late or was done before
 */
export async function undoOptOutList(office: Office, network: string, id: string): Promise<number | null> {
  return office.db.transaction().execute(async (trx) => {
    const undone = await trx
      .updateTable('opt_out_list')
      .set({ undone_at: office.now, undone_by: office.organizer.id })
      .where('id', '=', id)
      .where('undone_at', 'is', null)
      .where('made_at', '>', new Date(office.now.getTime() - undoHours * 3_600_000))
      .returning('made_at')
      .executeTakeFirst()
    if (!undone) return null
    const { rows: lines } = await sql<{ blindIndex: Buffer }>`
      select blind_index as "blindIndex" from opt_out_line where list_id = ${id} and is_new
    `.execute(trx)
    const blindIndexes = lines.map(({ blindIndex }) => blindIndex)
    const rows = await takeBackOptOuts(trx, { id, blindIndexes, recordedAt: undone.made_at }, office.now)
    const lifted = rows.map(({ blindIndex }) => blindIndex)
    await sql`
      update list_stop set undone_at = ${office.now} from (${peopleOn(lifted)}) as lifted
      where list_id = ${id} and list_stop.person_id = lifted.person_id and list_stop.channel = lifted.channel
    `.execute(trx)
    await office.audit({ groupId: network, act: 'undid-opt-outs', subject: id, howMany: rows.length }, trx)
    return rows.length
  })
}
