import { randomUUID } from 'node:crypto'
import type { Db } from '#db/client'
import type { ListLine } from '~/channels/uploads/read-csv'
import type { UploadedFile } from '~/channels/uploads/uploaded-file.server'
import type { Office } from '~/office/guard/guard.server'
import { readList } from '~/office/officials/rosters/files/read-list.server'
import { longestCell, mostColumns, type RosterWarning } from '~/office/officials/rosters/files/roster-file'
import { guessRosterMapping, guessRosterRole } from '~/office/officials/rosters/lines/roster-fields'
import type { Problem, RosterOptions } from '~/office/officials/rosters/lines/understood-row'
import { cutForJson } from '~/ui/forms/text'

export type RosterTakenIn = { outcome: 'taken'; id: string } | { outcome: 'empty' | 'too-long' }

const mostRows = 100_000
const rowsAtOnce = 500

/**
 * Stores the lines of a list unchanged until its columns are mapped; blank lines are only counted. Nothing is sealed,
 * since officials are public.
 *
 * @throws RefusedFile; nothing is stored then
 */
export async function takeInRoster(
  office: Pick<Office, 'db' | 'now' | 'organizer' | 'parser' | 'request'>,
  files: readonly UploadedFile[],
  options: RosterOptions,
): Promise<RosterTakenIn> {
  const id = randomUUID()
  return readList(office, files, ({ format, columns, lines, warnings }) =>
    office.db.transaction().execute(async (trx): Promise<RosterTakenIn> => {
      const mapping = guessRosterMapping(columns)
      const all: RosterOptions = { ...options, role: options.role || guessRosterRole(columns, mapping) }
      await trx
        .insertInto('roster_import')
        .values({
          id,
          file_name: files
            .map((file) => file.name)
            .join(', ')
            .slice(0, 200),
          format,
          options: JSON.stringify(all),
          columns: JSON.stringify(columns.slice(0, mostColumns).map((column) => cutForJson(column, 100))),
          mapping: JSON.stringify(mapping),
          warnings: '[]',
          asked_by: office.organizer.id,
          asked_at: office.now,
          done_at: null,
        })
        .execute()
      const count = await keepLines(trx, id, lines)
      if (count.all === 0 || count.all > mostRows) {
        await trx.deleteFrom('roster_import').where('id', '=', id).execute()
        return { outcome: count.all === 0 ? 'empty' : 'too-long' }
      }
      const counts: RosterWarning[] = [
        { warning: 'uneven', count: format === 'csv' ? count.uneven : 0 },
        { warning: 'cut', count: count.cut },
        { warning: 'blank', count: count.blank },
      ]
      const said = [...warnings, ...counts.filter((one) => one.count > 0)]
      await trx
        .updateTable('roster_import')
        .set({ rows_all: count.all, warnings: JSON.stringify(said) })
        .where('id', '=', id)
        .execute()
      return { outcome: 'taken', id }

      async function keepLines(
        db: Db,
        importId: string,
        every: AsyncIterable<ListLine>,
      ): Promise<{ all: number; uneven: number; cut: number; blank: number }> {
        const counted = { all: 0, uneven: 0, cut: 0, blank: 0 }
        let waiting: ListLine[] = []
        for await (const line of every) {
          if (!line.cells && line.problem === 'blank') {
            counted.blank += 1
            continue
          }
          counted.all += 1
          if (counted.all > mostRows) return counted
          if (line.cells && line.cells.length !== columns.length) counted.uneven += 1
          if (line.cells && (line.cells.length > mostColumns || line.cells.some((cell) => cell.length > longestCell)))
            counted.cut += 1
          waiting.push(line)
          if (waiting.length < rowsAtOnce) continue
          await insertLines(db, importId, waiting)
          waiting = []
        }
        await insertLines(db, importId, waiting)
        return counted
      }
    }),
  )
}

async function insertLines(db: Db, importId: string, lines: ListLine[]): Promise<void> {
  if (lines.length === 0) return
  const problem = (line: ListLine): Problem[] =>
    line.cells || line.problem === 'blank' ? [] : [{ reason: line.problem, field: null, text: '' }]
  await db
    .insertInto('roster_import_row')
    .values(
      lines.map((line) => ({
        import_id: importId,
        line: line.line,
        // Cells are cut one character over the limit, so that a line is refused when one of its mapped cells was cut.
        cells: JSON.stringify(
          (line.cells ?? []).slice(0, mostColumns).map((cell) => cutForJson(cell, longestCell + 1)),
        ),
        understood: null,
        changes: '[]',
        outcome: line.cells ? null : 'bad',
        problems: JSON.stringify(problem(line)),
      })),
    )
    .execute()
}
