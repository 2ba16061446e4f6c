import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import type { Office } from '~/office/guard/guard.server'
import type { KeptRows } from '~/office/undo/keep-change.server'
import { paths } from '~/paths'
import { countOutcomes } from './count-lines.server'
import { forgetReport } from './keep-lines.server'
import { type ListKind, listsTable } from './list-kind'
import { reviewedKey } from './reviewed-key.server'
import type { NewList } from './take-in-list.server'

/** Has all lines of a list checked again, with other columns or settings. Nothing happens once it is started. */
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

/**
 * Starts a checked list by what was reviewed. Officials: audited now. Policies: audited with the first lines written,
 * because the plan may have changed.
 *
 * @returns `changed` when somebody has chosen other columns or settings since, or something else was found
 */
export async function startImport(
  office: Office,
  kind: ListKind,
  { id, reviewed }: { id: string; reviewed: string },
): Promise<{ outcome: 'started' | 'changed' }> {
  return office.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ state: string; format: string; mapping: unknown; options: unknown; fileName: string }>`
      select state, format, mapping, options, file_name as "fileName" from ${listsTable(kind)} where id = ${id} for update
    `.execute(trx)
    const [list] = rows
    // Pressed twice.
    if (list?.state === 'running' || list?.state === 'done') return { outcome: 'started' }
    if (list?.state !== 'checked' || reviewed !== reviewedKey(list.format, list.mapping, list.options))
      return { outcome: 'changed' }
    const startedBy = JSON.stringify({ startedBy: office.organizer.id })
    await sql`update ${listsTable(kind)} set state = 'running', rows_done = 0, options = options || ${startedBy}::jsonb where id = ${id}`.execute(
      trx,
    )
    if (kind === 'roster') {
      const howMany = (await countOutcomes(trx, kind, id)).good ?? 0
      await office.audit({ groupId: null, act: 'imported-officials', subject: id, howMany }, trx)
      await offerUndo(trx, office, { id, fileName: list.fileName })
    }
    return { outcome: 'started' }
  })
}

/** Names an import of officials among what can be undone. How rows were is kept with the list's lines. */
async function offerUndo(
  trx: Trx,
  { organizer, now, groupsWith }: Office,
  { id, fileName }: { id: string; fileName: string },
): Promise<void> {
  const rows: KeptRows[] = [{ table: 'roster_import', where: { id }, before: [], after: [] }]
  await trx
    .insertInto('undoable_change')
    .values({
      id: randomUUID(),
      act: 'imported-officials',
      needs: 'edit-directory',
      group_id: groupsWith('edit-directory')[0]!,
      name: JSON.stringify({ en: fileName, es: fileName }),
      path: paths.office.roster(id),
      tags: [],
      rows: JSON.stringify(rows),
      changed_by: organizer.id,
      changed_at: now,
    })
    .execute()
}

/** Deletes a list that was not started. */
export async function dropList(db: Db, kind: ListKind, id: string): Promise<void> {
  await sql`delete from ${listsTable(kind)} where id = ${id} and ${isOpen}`.execute(db)
}

/** Nothing is written of it yet, and nobody is working on it. */
const isOpen = sql<boolean>`(state in ('mapping', 'checked') or (state = 'checking' and failed_at is not null))`
