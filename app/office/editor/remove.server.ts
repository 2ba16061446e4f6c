import { sql } from 'kysely'
import { announce } from '#db/announce'
import type { Trx } from '#db/client'
import type { Office } from '~/office/guard/guard.server'
import { type Change, changeUndoably, matching, type RowsOf } from '~/office/undo/keep-change.server'
import { isTaken } from '~/office/undo/undo-change.server'
import type { Writable, Written } from './writable.server'

/**
 * Deletes a draft of which nothing was ever published, with all that belongs to it. It can be undone for a day.
 *
 * @returns by what it is undone; null when it has been published meanwhile, or something else needs it
 */
export async function removeDraft<Thing extends Written, Content, Extra extends object>(
  office: Office,
  kind: Writable<Thing, Content, Extra>,
  thing: Thing,
): Promise<{ undo: string | null }> {
  if (!kind.removal) throw new Response(null, { status: 400 })
  const { title } = await kind.head(office, thing)
  try {
    return await office.db.transaction().execute(async (trx) => {
      const { rows } = await sql`
        select from ${sql.table(kind.tables.thing)} where id = ${thing.id} and state = 'draft' for update
      `.execute(trx)
      if (rows.length === 0) return { undo: null }
      const undo = await deleteUndoably(trx, office, kind, thing, { act: 'removed-draft', name: title, tags: [] })
      await office.audit({ groupId: thing.groupId, act: 'removed-draft', subject: thing.id }, trx)
      return { undo }
    })
  } catch (error) {
    if (isTaken(error)) return { undo: null }
    throw error
  }
}

/**
 * Deletes a thing with its drafts, versions and whatever else belongs to it.
 *
 * @param more.rows others that the deletion changes
 * @param more.also what else is done with it
 * @returns by what it is undone
 */
export async function deleteUndoably<Thing extends Written, Content, Extra extends object>(
  trx: Trx,
  office: Office,
  kind: Writable<Thing, Content, Extra>,
  thing: Thing,
  {
    rows = [],
    also,
    ...change
  }: Pick<Change, 'act' | 'name' | 'tags'> & { rows?: RowsOf[]; also?: () => Promise<unknown> },
): Promise<string> {
  const { thing: table, draft, revision, key } = kind.tables
  const belongings = [
    ...[draft, revision].map((one) => ({ table: one, where: { [key]: thing.id } })),
    ...kind.removal!.belongings(thing),
  ]
  const { groupId } = thing
  const path = kind.removal!.list(thing)
  const all = [{ table, where: { id: thing.id } }, ...belongings, ...rows]
  return changeUndoably(trx, office, { ...change, needs: 'publish', groupId, path, rows: all }, async () => {
    for (const { table, where } of belongings.toReversed())
      await sql`delete from ${sql.table(table)} as one where ${matching(where)}`.execute(trx)
    await sql`delete from ${sql.table(table)} where id = ${thing.id}`.execute(trx)
    await also?.()
    await announce(trx, change.tags)
  })
}
