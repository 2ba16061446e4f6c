import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Office } from '~/office/guard/guard.server'
import { forgetReport } from './keep-lines.server'
import { type ListKind, listsTable } from './list-kind'
import type { NewList } from './take-in-list.server'

/** Has all lines of a list checked again, with other columns or settings. Nothing happens once it is started. */
export async function checkAgain(db: Db, kind: ListKind, list: { id: string } & NewList): Promise<void> {
  const { id, format, mapping, options } = list
  await db.transaction().execute(async (trx) => {
    const { numAffectedRows } = await sql`
      update ${listsTable(kind)} set state = 'checking', rows_done = 0, format = ${format}, mapping = ${JSON.stringify(mapping)}, options = ${JSON.stringify(options)}
      where id = ${id} and state in ('mapping', 'checked')
    `.execute(trx)
    if (numAffectedRows) await forgetReport(trx, kind, id)
  })
}

/**
 * Starts a checked list. The audit log has it from then on; a list of policies only once its first lines are written,
 * since it goes back to be looked at when it would no longer do what was planned.
 */
export async function startImport(office: Office, kind: ListKind, id: string): Promise<void> {
  await office.db.transaction().execute(async (trx) => {
    const startedBy = JSON.stringify({ startedBy: office.organizer.id })
    const { rows } = await sql<{ all: number }>`
      update ${listsTable(kind)} set state = 'running', rows_done = 0, options = options || ${startedBy}::jsonb where id = ${id} and state = 'checked' returning rows_all as all
    `.execute(trx)
    if (rows[0] && kind === 'roster')
      await office.audit({ groupId: null, act: 'imported-officials', subject: id, howMany: rows[0].all }, trx)
  })
}

/** Deletes a list that was not started. */
export async function dropList(db: Db, kind: ListKind, id: string): Promise<void> {
  await sql`delete from ${listsTable(kind)} where id = ${id} and state in ('mapping', 'checked')`.execute(db)
}
