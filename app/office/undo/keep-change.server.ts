import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Trx } from '#db/client'
import type { Bilingual } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import type { Right } from '~/office/guard/rights'
import { momentsAgo } from '~/office/guard/sent-twice.server'
import type { UndoableAct } from './undoable-acts'

/** Rows of one table, by the values of some of their columns. */
export interface RowsOf {
  table: string
  where: Readonly<Record<string, string>>
  /** Columns that the change leaves alone, and that have to be the same still when it is undone. */
  unchanged?: readonly string[]
}

type Row = Record<string, unknown>

/** Rows as they were and as they were left: of one that changed only the columns that did. */
export interface KeptRows extends RowsOf {
  before: Row[]
  after: Row[]
}

/** What is about to be changed. */
export interface Change {
  act: UndoableAct
  /** The right that it takes, and so does undoing it: in its group, or in any group for `edit-directory`. */
  needs: Right
  groupId: string
  /** What the thing is called. */
  name: Bilingual
  /** The page of the office where it is seen. */
  path: string
  /** Of public pages that show it. */
  tags: string[]
  /** Every row that the work touches; one that others refer to comes before these. */
  rows: RowsOf[]
}

/**
 * Does something to a few rows, and keeps how they were, so that it can be undone for a day.
 *
 * @returns an id, by which the next page offers to undo it. Where everything was like that already, it is that of the same
 *   organizer's same change of a moment ago, of a button that was pressed twice; otherwise `unchanged`
 * @throws  when there was nothing to do anything to
 */
export async function changeUndoably(
  trx: Trx,
  { organizer, now }: Pick<Office, 'organizer' | 'now'>,
  { act, needs, groupId, name, path, tags, rows }: Change,
  work: () => Promise<unknown>,
): Promise<string> {
  const before: Row[][] = []
  for (const one of rows) before.push(await readRows(trx, one))
  await work()
  const kept: KeptRows[] = []
  for (const [at, one] of rows.entries()) kept.push({ ...one, ...changed(one, before[at]!, await readRows(trx, one)) })
  if (kept.every(({ before, after }) => before.length + after.length === 0)) throw new Error('nothing was changed')
  if (kept.every(isUnchanged)) return (await undoOfSamePress(trx, { organizer, now }, { act, rows })) ?? 'unchanged'
  const id = randomUUID()
  await trx
    .insertInto('undoable_change')
    .values({
      id,
      act,
      needs,
      group_id: groupId,
      name: JSON.stringify(name),
      path,
      tags,
      rows: JSON.stringify(kept),
      changed_by: organizer.id,
      changed_at: now,
    })
    .execute()
  return id
}

/** `after` also holds what has to be the same still. */
function isUnchanged({ before, after }: KeptRows): boolean {
  return before.length === 1 && after.length === 1 && Object.keys(before[0]!).length === 0
}

/**
 * The undo of the same change of these rows, which the same organizer made a moment ago: of a button that was pressed twice.
 *
 * @returns null when there was none
 */
export async function undoOfSamePress(
  trx: Trx,
  { organizer, now }: Pick<Office, 'organizer' | 'now'>,
  { act, rows }: Pick<Change, 'act' | 'rows'>,
): Promise<string | null> {
  const these = rows.map(({ table, where }) => ({ table, where }))
  const { rows: found } = await sql<{ id: string }>`
    select id from undoable_change where act = ${act} and changed_by = ${organizer.id} and changed_at > ${momentsAgo(now)} and rows @> ${JSON.stringify(these)}::jsonb
    order by changed_at desc limit 1
  `.execute(trx)
  return found[0]?.id ?? null
}

/** Locks them too: what was read is still so when it is changed or undone. */
export async function readRows(trx: Trx, { table, where }: RowsOf): Promise<Row[]> {
  const { rows } = await sql<{ row: Row }>`
    select to_jsonb(one) as row from ${sql.table(table)} as one where ${matching(where)} for no key update
  `.execute(trx)
  return rows.map(({ row }) => row)
}

/** As a condition on `one`. */
export function matching(where: RowsOf['where']) {
  return sql.join(
    Object.entries(where).map(([column, value]) => sql`one.${sql.ref(column)}::text = ${value}`),
    sql` and `,
  )
}

function changed({ unchanged = [] }: RowsOf, before: Row[], after: Row[]): Pick<KeptRows, 'before' | 'after'> {
  if (before.length !== 1 || after.length !== 1) {
    if (before.length > 0 && after.length > 0) throw new Error('rows were added or removed among others')
    return { before, after }
  }
  const [was, is] = [before[0]!, after[0]!]
  // A change of something else since does not stand in the way.
  const columns = Object.keys(was).filter((column) => JSON.stringify(was[column]) !== JSON.stringify(is[column]))
  const only = (row: Row, names: string[]) => Object.fromEntries(names.map((column) => [column, row[column]]))
  return {
    before: [only(was, columns)],
    after: [
      only(
        is,
        [...columns, ...unchanged].filter((column) => column !== 'updated_at'),
      ),
    ],
  }
}
