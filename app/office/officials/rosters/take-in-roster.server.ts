import { randomUUID } from 'node:crypto'
import type { UploadedFile } from '~/channels/uploads/uploaded-file.server'
import type { Office } from '~/office/guard/guard.server'
import { mostColumns } from '~/office/lists/files/list-file'
import { readList } from '~/office/lists/files/read-list.server'
import { keepLines, mostRows, warningsOf } from '~/office/lists/keep-lines.server'
import { guessRosterMapping, guessRosterRole } from '~/office/officials/rosters/lines/roster-fields'
import type { RosterOptions } from '~/office/officials/rosters/lines/understood-row'
import { cutForJson } from '~/ui/forms/text'

export type RosterTakenIn = { outcome: 'taken'; id: string } | { outcome: 'empty' | 'too-long' }

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
      const count = await keepLines(trx, 'roster_import_row', { importId: id, columns: columns.length, lines })
      if (count.all === 0 || count.all > mostRows) {
        await trx.deleteFrom('roster_import').where('id', '=', id).execute()
        return { outcome: count.all === 0 ? 'empty' : 'too-long' }
      }
      const said = [...warnings, ...warningsOf(count, format)]
      await trx
        .updateTable('roster_import')
        .set({ rows_all: count.all, warnings: JSON.stringify(said) })
        .where('id', '=', id)
        .execute()
      return { outcome: 'taken', id }
    }),
  )
}
