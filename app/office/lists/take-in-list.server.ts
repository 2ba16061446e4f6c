import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { UploadedFile } from '~/channels/uploads/uploaded-file.server'
import type { Office } from '~/office/guard/guard.server'
import { cutForJson } from '~/ui/forms/text'
import { type ListHead, mostColumns } from './files/list-file'
import { readList } from './files/read-list.server'
import { keepLines, mostRows, warningsOf } from './keep-lines.server'
import { type ListKind, listsTable } from './list-kind'
import { storeWarnings } from './read-from'
import type { ListMapping } from './read-mapping'

/** What a list is stored with until somebody has looked at its columns. */
export interface NewList {
  format: string
  mapping: ListMapping
  options: object
}

export type TakenIn = { outcome: 'taken'; id: string } | { outcome: 'empty' | 'too-long' }

/**
 * Stores the lines of a list unchanged until its columns are mapped; blank lines are only counted. Nothing is sealed,
 * since officials and policies are public.
 *
 * @param begin what its headings say of it
 * @throws RefusedFile; nothing is stored then
 */
export async function takeInList(
  office: Pick<Office, 'db' | 'now' | 'organizer' | 'parser' | 'request'>,
  files: readonly UploadedFile[],
  { kind, begin }: { kind: ListKind; begin: (head: ListHead) => NewList },
): Promise<TakenIn> {
  const id = randomUUID()
  return readList(office, files, ({ lines, ...head }) =>
    office.db.transaction().execute(async (trx): Promise<TakenIn> => {
      const { format, mapping, options } = begin(head)
      const name = files
        .map((file) => file.name)
        .join(', ')
        .slice(0, 200)
      const columns = head.columns.slice(0, mostColumns).map((column) => cutForJson(column, 100))
      await sql`
        insert into ${listsTable(kind)} (id, file_name, format, options, columns, mapping, asked_by, asked_at)
        values (${id}, ${name}, ${format}, ${JSON.stringify(options)}, ${JSON.stringify(columns)}, ${JSON.stringify(mapping)}, ${office.organizer.id}, ${office.now})
      `.execute(trx)
      const count = await keepLines(trx, kind, { importId: id, columns: head.columns.length, lines })
      if (count.all === 0 || count.all > mostRows) {
        await sql`delete from ${listsTable(kind)} where id = ${id}`.execute(trx)
        return { outcome: count.all === 0 ? 'empty' : 'too-long' }
      }
      const warnings = [...head.warnings, ...warningsOf(count, head.format)]
      await sql`update ${listsTable(kind)} set rows_all = ${count.all}, warnings = ${storeWarnings(warnings, head.readFrom)} where id = ${id}`.execute(
        trx,
      )
      return { outcome: 'taken', id }
    }),
  )
}
