import { stringify } from 'csv-stringify/sync'
import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Translate } from '~/i18n/translator'
import type { Office } from '~/office/guard/guard.server'
import { partOf } from '~/office/table/table-state'
import { safeCell } from '~/ui/forms/safe-cell'
import type { LinesToShow } from './lines-to-show'
import { type ListKind, linesTable, listsTable } from './list-kind'

/** A page of the lists that were not dropped, usually the newest first. */
export async function readLists({ db, lang, url }: Pick<Office, 'db' | 'lang' | 'url'>, kind: ListKind) {
  const { rows } = await sql<{ id: string; fileName: string; format: string; state: string; all: number; at: Date }>`
    select id, file_name as "fileName", format, case when jsonb_typeof(options->'undone') = 'object' then 'undone' else state end as state, rows_all as all, asked_at as at from ${listsTable(kind)} where state <> 'dropped' order by asked_at desc limit 2000
  `.execute(db)
  const lists = rows.map((row) => ({ ...row, at: row.at.toISOString() }))
  return partOf(lists, url.searchParams, {
    by: {
      file: ({ fileName }) => fileName,
      format: ({ format }) => format,
      lines: ({ all }) => all,
      state: ({ state }) => ['mapping', 'checking', 'checked', 'running', 'done', 'undone'].indexOf(state),
      when: ({ at }) => at,
    },
    language: lang,
  })
}

/** How many lines of a list its page shows at once. */
export const linesAtOnce = 100

interface WhichLines {
  id: string
  show: LinesToShow
  /** Only lines after this line number. */
  after: number
  most?: number
}

/** Lines of a list with what became of them. */
export async function readLines<Line>(
  db: Db,
  kind: ListKind,
  { id, show, after, most = linesAtOnce }: WhichLines,
): Promise<Line[]> {
  const { rows } = await sql<Line>`
    select line, cells, case when outcome = 'bad' then null else understood - 'kept' end as understood, coalesce(outcome, 'unread') as outcome, problems, changes from ${linesTable(kind)}
    where import_id = ${id} and line > ${after} and (${show} = 'all' or (${show} = 'problems' and problems <> '[]') or (${show} = 'changes' and changes <> '[]')) order by line limit ${most}
  `.execute(db)
  return rows
}

interface BadLines {
  id: string
  t: Translate
  say: (problem: unknown) => string
}

/**
 * The refused lines as CSV, unchanged, with the reasons in words, to be fixed and uploaded again.
 *
 * @returns null for an unknown list
 */
export async function badLines(db: Db, kind: ListKind, { id, t, say }: BadLines): Promise<string | null> {
  const { rows: lists } = await sql<{
    columns: string[]
  }>`select columns from ${listsTable(kind)} where id = ${id}`.execute(db)
  if (!lists[0]) return null
  const { columns } = lists[0]
  const { rows } = await sql<{ line: number; cells: string[]; problems: unknown[] }>`
    select line, cells, problems from ${linesTable(kind)} where import_id = ${id} and outcome = 'bad' order by line
  `.execute(db)
  return badLinesCsv(
    t,
    columns,
    rows.map(({ problems, ...row }) => ({ ...row, why: problems.map(say).join('; ') })),
  )
}

interface BadLine {
  line: number
  cells: readonly string[] | null
  why: string
}

/** Lines as they were, each with its number and why it was refused. */
export function badLinesCsv(t: Translate, columns: readonly string[], lines: readonly BadLine[]): string {
  const headings = [...columns, t('officials.rosters.line'), t('officials.rosters.reason')]
  const rows = lines.map(({ line, cells, why }) => [
    ...columns.map((_, index) => cells?.[index] ?? ''),
    String(line),
    why,
  ])
  return stringify(
    [headings, ...rows].map((row) => row.map(safeCell)),
    { bom: true },
  )
}
