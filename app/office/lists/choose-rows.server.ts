import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import { cutForJson } from '~/ui/forms/text'
import { asideLine, asideLines, keptLine, movesBetween } from './files/aside-lines'
import { type ListHead, mostColumns, type ReadFrom } from './files/list-file'
import { forgetReport, mostRows } from './keep-lines.server'
import { type ListKind, linesTable, listsTable } from './list-kind'
import {
  type ChosenRows,
  type RowToChoose,
  readFromAfter,
  readWarnings,
  rowsToChoose,
  storeWarnings,
  warningsAfter,
} from './read-from'
import type { NewList } from './take-in-list.server'

/** The first rows of the sheet that a list is read from: its title, its headings and its first lines. */
export async function readRowsToChoose(
  db: Db,
  kind: ListKind,
  { id, readFrom }: { id: string; readFrom: ReadFrom | null },
): Promise<RowToChoose[]> {
  if (!readFrom) return []
  const { from, to } = asideLines(readFrom)
  const { rows } = await sql<RowToChoose>`
    (select ${asideLine(readFrom.sheet, 0)}::integer - line as row, cells from ${linesTable(kind)} where import_id = ${id} and line between ${from} and ${to} order by line desc limit ${rowsToChoose})
    union all (select line, cells from ${linesTable(kind)} where import_id = ${id} and line > 0 order by line limit ${rowsToChoose})
    order by 1 limit ${rowsToChoose}
  `.execute(db)
  return rows
}

export type RowsChosen = { outcome: 'chosen' | 'gone' | 'too-long' }

/** A list, and what is chosen of its file. */
export interface ChooseRows<Options> {
  kind: ListKind
  id: string
  chosen: ChosenRows
  begin: (head: ListHead, options: Options) => NewList
  parseOptions: (stored: unknown) => Options
}

/**
 * Reads a list from another sheet, or with another row for its headings. Its columns are guessed again.
 *
 * @returns `gone` when there is no such row or sheet, or the list was started; `too-long` when that sheet is
 */
export async function chooseRows<Options>(
  db: Db,
  { kind, id, chosen, begin, parseOptions }: ChooseRows<Options>,
): Promise<RowsChosen> {
  const lines = linesTable(kind)
  return rolledBackWhenTooLong(
    db.transaction().execute(async (trx): Promise<RowsChosen> => {
      const { rows: lists } = await sql<{ warnings: unknown; options: unknown }>`
        select warnings, options from ${listsTable(kind)} where id = ${id} and (state in ('mapping', 'checked') or (state = 'checking' and failed_at is not null)) for update
      `.execute(trx)
      const { warnings, readFrom: before } = readWarnings(lists[0]?.warnings ?? [])
      const after = before && readFromAfter(before, chosen)
      if (!lists[0] || !before || !after) return { outcome: 'gone' }
      const columns = await headingsAt(trx, kind, { id, before, after })
      if (!columns) return { outcome: 'gone' }
      const { toAside, toLines } = movesBetween(before, after)
      await sql`
        update ${lines} set line = ${asideLine(before.sheet, 0)} - line, outcome = 'aside', understood = null, changes = '[]', problems = case when cells = '[]' then problems else '[]' end
        where import_id = ${id} and line between ${toAside.from} and ${toAside.to}
      `.execute(trx)
      await sql`
        update ${lines} set line = ${asideLine(after.sheet, 0)} - line, outcome = case when cells = '[]' then 'bad' end
        where import_id = ${id} and line between ${toLines.from} and ${toLines.to}
      `.execute(trx)
      await forgetReport(trx, kind, id)
      const { rows: counted } = await sql<{ all: number; uneven: number }>`
        select count(*)::integer as all, (count(*) filter (where cells <> '[]' and jsonb_array_length(cells) <> ${columns.length}))::integer as uneven from ${lines} where import_id = ${id} and line > 0
      `.execute(trx)
      const { all, uneven } = counted[0]!
      if (all > mostRows) throw new TooLong()
      const isText = after.sheets.length === 0
      const told = warningsAfter(warnings, before, { after, uneven: isText ? uneven : 0 })
      const head = columns.slice(0, mostColumns).map((column) => cutForJson(column, 100))
      const { format, mapping, options } = begin(
        { format: isText ? 'csv' : 'xlsx', columns: head, warnings: told, readFrom: after },
        parseOptions(lists[0].options),
      )
      await sql`
        update ${listsTable(kind)} set state = 'mapping', failed_at = null, rows_done = 0, rows_all = ${all}, format = ${format}, columns = ${JSON.stringify(head)},
          mapping = ${JSON.stringify(mapping)}, options = ${JSON.stringify(options)}, warnings = ${storeWarnings(told, after)} where id = ${id}
      `.execute(trx)
      return { outcome: 'chosen' }
    }),
  )
}

/** The cells of the row that is chosen for the headings; as many empty ones as there are columns without it. */
async function headingsAt(
  trx: Trx,
  kind: ListKind,
  { id, before, after }: { id: string; before: ReadFrom; after: ReadFrom },
): Promise<string[] | null> {
  if (after.row > 0) {
    const { rows } = await sql<{ cells: string[] }>`
      select cells from ${linesTable(kind)} where import_id = ${id} and line = ${keptLine(before, after)} and cells <> '[]'
    `.execute(trx)
    return rows[0]?.cells ?? null
  }
  const { from, to } = asideLines(after)
  const { rows } = await sql<{ columns: number | null }>`
    select max(jsonb_array_length(cells)) as columns from ${linesTable(kind)} where import_id = ${id} and (line between ${from} and ${to} or (line > 0 and ${after.sheet === before.sheet}))
  `.execute(trx)
  return Array.from({ length: rows[0]?.columns ?? 0 }, () => '')
}

/** Thrown within the transaction that has moved more lines than a list may have. */
export class TooLong extends Error {}

/** The result of a transaction that may throw `TooLong`. */
export async function rolledBackWhenTooLong(work: Promise<RowsChosen>): Promise<RowsChosen> {
  try {
    return await work
  } catch (error) {
    if (error instanceof TooLong) return { outcome: 'too-long' }
    throw error
  }
}
