import { stringify } from 'csv-stringify/sync'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#db/client'
import { safeCell } from '~/exports/safe-cell'
import type { Translate } from '~/i18n/translator'
import type { RosterWarning } from '~/roster-files/read-roster.server'
import { rosterOptions, type Problem, type RowReason, type UnderstoodRow } from '~/roster-lines/understood-row'
import { sayProblem } from '~/roster-lines/say-problem'
import type { RosterMapping } from '~/roster-lines/roster-fields'
import type { Change, ChangeKind } from './roster-plan'
import { leavers, type Leaver } from './run-roster.server'

export type RosterState = 'mapping' | 'checking' | 'checked' | 'running' | 'done' | 'dropped'

/** The newest lists, dropped ones apart. */
export async function readRosters(db: Db) {
  const rows = await db.selectFrom('roster_import').select(['id', 'file_name as fileName', 'format', 'state', 'rows_all as all', 'rows_done as done', 'asked_at as at']).where('state', '<>', 'dropped').orderBy('asked_at', 'desc').limit(50).execute()
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

/** One line of the report. */
export interface LineReport {
  line: number
  cells: string[]
  understood: UnderstoodRow | null
  outcome: string
  problems: Problem[]
  changes: Change[]
}

const linesAtOnce = 100

/**
 * One list: how it is mapped, what became of its lines, who would leave.
 *
 * @param show which lines: those with problems, those that change something, or all
 * @param after line number after which to go on
 * @returns null when there is none of that id
 */
export async function readRoster(db: Db, id: string, show: 'problems' | 'changes' | 'all', after: number) {
  const roster = await db.selectFrom('roster_import').selectAll().where('id', '=', id).where('state', '<>', 'dropped').executeTakeFirst()
  if (!roster) return null
  const options = rosterOptions.parse(roster.options)
  const [outcomes, reasons, changes, lines, first] = await Promise.all([countOutcomes(db, id), countReasons(db, id), countChanges(db, id), readLines(db, id, show, after), readLines(db, id, 'all', 0, 4)])
  const left: Pick<Leaver, 'name' | 'title'>[] = options.hasEnded ? options.ended : options.isComplete && roster.state === 'checked' ? await leavers(db, id) : []
  return {
    id, fileName: roster.file_name, format: roster.format, state: roster.state, columns: roster.columns, mapping: (roster.mapping ?? {}) as RosterMapping, options, warnings: roster.warnings as RosterWarning[],
    all: roster.rows_all, done: roster.rows_done, at: roster.asked_at.toISOString(), outcomes, reasons, changes, left: left.map(({ name, title }) => ({ name, title })), lines, first: first.map((line) => line.cells),
    next: lines.length === linesAtOnce ? lines.at(-1)!.line : null,
  }
}

async function countOutcomes(db: Db, id: string): Promise<Record<string, number>> {
  const { rows } = await sql<{ outcome: string; count: number }>`select coalesce(outcome, 'unread') as outcome, count(*)::integer as count from roster_import_row where import_id = ${id} group by 1`.execute(db)
  return Object.fromEntries(rows.map((row) => [row.outcome, row.count]))
}

async function countReasons(db: Db, id: string): Promise<{ reason: RowReason; count: number }[]> {
  const { rows } = await sql<{ reason: RowReason; count: number }>`
    select problem->>'reason' as reason, count(*)::integer as count from roster_import_row, jsonb_array_elements(problems) as problem where import_id = ${id} group by 1 order by 2 desc, 1
  `.execute(db)
  return rows
}

/** An office that several lines would add is one. */
async function countChanges(db: Db, id: string): Promise<{ what: ChangeKind; count: number }[]> {
  const { rows } = await sql<{ what: ChangeKind; count: number }>`
    select change->>'what' as what, (case change->>'what' when 'organization-added' then count(distinct (understood->>'placeId') || (change->>'words')) else count(*) end)::integer as count
    from roster_import_row, jsonb_array_elements(changes) as change where import_id = ${id} group by 1 order by 1
  `.execute(db)
  return rows
}

async function readLines(db: Db, id: string, show: 'problems' | 'changes' | 'all', after: number, most = linesAtOnce): Promise<LineReport[]> {
  const { rows } = await sql<LineReport>`
    select line, cells, case when outcome = 'bad' then null else understood end as understood, coalesce(outcome, 'unread') as outcome, problems, changes from roster_import_row
    where import_id = ${id} and line > ${after} and (${show} = 'all' or (${show} = 'problems' and problems <> '[]') or (${show} = 'changes' and changes <> '[]')) order by line limit ${most}
  `.execute(db)
  return rows
}

/** The lines that were not taken, as they came, with the reason in words, to be mended and brought in again. */
export async function badLinesCsv(db: Db, t: Translate, id: string): Promise<string | null> {
  const roster = await db.selectFrom('roster_import').select('columns').where('id', '=', id).executeTakeFirst()
  if (!roster) return null
  const rows = await db.selectFrom('roster_import_row').select(['line', 'cells', 'problems']).where('import_id', '=', id).where('outcome', '=', 'bad').orderBy('line').execute()
  const lines = rows.map(({ line, cells, problems }) => {
    const own = z.array(z.string()).parse(cells)
    return [...roster.columns.map((_, index) => own[index] ?? ''), String(line), (problems as Problem[]).map((problem) => sayProblem(t, problem)).join('; ')]
  })
  return stringify([[...roster.columns, t('officials.rosters.line'), t('officials.rosters.reason')], ...lines].map((line) => line.map(safeCell)), { bom: true })
}
