import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { ListLine } from '~/channels/uploads/read-csv'
import { isCut } from '~/office/lists/files/line-pieces'
import { type ListFormat, type ListWarning, longestCell, mostColumns } from '~/office/lists/files/list-file'
import { cutForJson } from '~/ui/forms/text'
import { type ListKind, linesTable } from './list-kind'

/** How many lines a list may have. */
export const mostRows = 100_000
const rowsAtOnce = 500

interface KeptLines {
  all: number
  uneven: number
  cut: number
  blank: number
}

/** Stores the lines of a list unchanged, and the rows that are none; blank ones are only counted. Stops after one more than `mostRows`. */
export async function keepLines(
  trx: Db,
  kind: ListKind,
  { importId, columns, lines }: { importId: string; columns: number; lines: AsyncIterable<ListLine> },
): Promise<KeptLines> {
  const counted = { all: 0, uneven: 0, cut: 0, blank: 0 }
  let waiting: ListLine[] = []
  for await (const line of lines) {
    if (!line.cells && line.problem === 'blank') {
      counted.blank += 1
      continue
    }
    if (line.line > 0) {
      counted.all += 1
      if (counted.all > mostRows) return counted
      if (line.cells && line.cells.length !== columns) counted.uneven += 1
      if (line.cells && isCut(line.cells)) counted.cut += 1
    }
    waiting.push(line)
    if (waiting.length < rowsAtOnce) continue
    await insertLines(trx, kind, importId, waiting)
    waiting = []
  }
  await insertLines(trx, kind, importId, waiting)
  return counted
}

/** What to say about lines that were cut, uneven or blank. */
export function warningsOf(count: KeptLines, format: ListFormat): ListWarning[] {
  const counts: ListWarning[] = [
    { warning: 'uneven', count: format === 'csv' ? count.uneven : 0 },
    { warning: 'cut', count: count.cut },
    { warning: 'blank', count: count.blank },
  ]
  return counts.filter((one) => one.count > 0)
}

async function insertLines(db: Db, kind: ListKind, importId: string, lines: ListLine[]): Promise<void> {
  const kept = lines.map((line) => ({
    line: line.line,
    // Cells are cut one character over the limit, so that a line is refused when one of its mapped cells was cut.
    cells: (line.cells ?? []).slice(0, mostColumns).map((cell) => cutForJson(cell, longestCell + 1)),
    outcome: line.line < 0 ? 'aside' : line.cells ? null : 'bad',
    problems: line.cells || line.problem === 'blank' ? [] : [{ reason: line.problem, field: null, text: '' }],
  }))
  await sql`
    insert into ${linesTable(kind)} (import_id, line, cells, outcome, problems, changes)
    select ${importId}::uuid, line, cells, outcome, problems, '[]' from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as one (line integer, cells jsonb, outcome text, problems jsonb)
  `.execute(db)
}

/** What became of a line. */
export interface LineReport {
  line: number
  understood: unknown
  outcome: string
  problems: unknown[]
  changes: unknown[]
}

/** Writes what became of some lines. */
export async function reportLines(trx: Db, kind: ListKind, importId: string, report: LineReport[]): Promise<void> {
  await sql`
    update ${linesTable(kind)} as one_row set understood = one.understood, outcome = one.outcome, problems = one.problems, changes = one.changes
    from jsonb_to_recordset(${JSON.stringify(report)}::jsonb) as one (line integer, understood jsonb, outcome text, problems jsonb, changes jsonb)
    where import_id = ${importId} and one_row.line = one.line
  `.execute(trx)
}

/** Lines of a list that are still to be read. */
export async function unreadLines(
  trx: Db,
  kind: ListKind,
  importId: string,
  most: number,
): Promise<{ line: number; cells: string[] }[]> {
  const { rows } = await sql<{ line: number; cells: string[] }>`
    select line, cells from ${linesTable(kind)} where import_id = ${importId} and outcome is null order by line limit ${most}
  `.execute(trx)
  return rows
}

/** Clears what became of a list's lines, so that they are read again. Lines without cells keep their problem. */
export async function forgetReport(trx: Db, kind: ListKind, importId: string): Promise<void> {
  await sql`
    update ${linesTable(kind)} set outcome = null, understood = null, changes = '[]', problems = '[]' where import_id = ${importId} and line > 0 and outcome is not null and cells <> '[]'
  `.execute(trx)
}
