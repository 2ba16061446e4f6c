import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Office } from '~/office/guard/guard.server'
import { forgetReport } from './keep-lines.server'
import { type ListKind, listsTable } from './list-kind'
import type { NewList } from './take-in-list.server'

/** Has all lines of a list checked again, with other columns or settings. Nothing happens once it is let go. */
export async function checkAgain(db: Db, kind: ListKind, list: { id: string } & NewList): Promise<void> {
  const { id, format, mapping, options } = list
  await db.transaction().execute(async (trx) => {
    const { numAffectedRows } = await sql`
      update ${listsTable(kind)} set state = 'checking', failed_at = null, rows_done = 0, format = ${format}, mapping = ${JSON.stringify(mapping)}, options = ${JSON.stringify(options)}
      where id = ${id} and ${isOpen}
    `.execute(trx)
    if (numAffectedRows) await forgetReport(trx, kind, id)
  })
}

/** Lets a checked list go, and writes that to the audit log. */
export async function startImport(
  office: Office,
  kind: ListKind,
  { id, act }: { id: string; act: 'imported-officials' | 'imported-policies' },
): Promise<void> {
  await office.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ all: number }>`
      update ${listsTable(kind)} set state = 'running', rows_done = 0 where id = ${id} and state = 'checked' returning rows_all as all
    `.execute(trx)
    if (rows[0]) await office.audit({ groupId: null, act, subject: id, howMany: rows[0].all }, trx)
  })
}

/** Deletes a list that was not let go. */
export async function dropList(db: Db, kind: ListKind, id: string): Promise<void> {
  await sql`delete from ${listsTable(kind)} where id = ${id} and ${isOpen}`.execute(db)
}

/** Nothing is written of it yet, and nobody is working on it. */
const isOpen = sql<boolean>`(state in ('mapping', 'checked') or (state = 'checking' and failed_at is not null))`
