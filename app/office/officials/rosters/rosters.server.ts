import type { Db } from '#db/client'
import type { Translate } from '~/i18n/translator'
import { readRowsToChoose } from '~/office/lists/choose-rows.server'
import { readWarnings } from '~/office/lists/read-from'
import { badLines, linesAtOnce, readLines } from '~/office/lists/read-lines.server'
import { reviewedKey } from '~/office/lists/reviewed-key.server'
import type { RosterMapping } from '~/office/officials/rosters/lines/roster-fields'
import { sayProblem } from '~/office/officials/rosters/lines/say-problem'
import {
  type Problem,
  type RosterOptions,
  rosterOptions,
  type UnderstoodRow,
} from '~/office/officials/rosters/lines/understood-row'
import { countLines, type LineCounts } from './count-lines.server'
import { readDepartures } from './departures.server'
import type { Change } from './roster-plan'
import { undoableHours } from './undo-roster.server'

/** One line of the report. */
export interface LineReport {
  line: number
  cells: string[]
  understood: UnderstoodRow | null
  outcome: string
  problems: Problem[]
  changes: Change[]
}

/**
 * One list: its mapping, the outcome of its lines, who leaves office.
 *
 * @param show which lines: those with problems, those with changes, or all
 * @param after only lines after this line number
 * @returns null when there is no list with that id
 */
export async function readRoster(db: Db, id: string, show: 'problems' | 'changes' | 'all', after: number, now: Date) {
  const roster = await db
    .selectFrom('roster_import')
    .selectAll()
    .where('id', '=', id)
    .where('state', '<>', 'dropped')
    .executeTakeFirst()
  if (!roster) return null
  const options = rosterOptions.parse(roster.options)
  const { warnings, readFrom } = readWarnings(roster.warnings)
  const { counted = null } = roster.options as { counted?: LineCounts }
  const [{ outcomes, reasons, changes, unused = [] }, lines, first] = await Promise.all([
    counted ?? countLines(db, id),
    readLines<LineReport>(db, 'roster', { id, show, after }),
    readLines<LineReport>(db, 'roster', { id, show: 'all', after: 0, most: 4 }),
  ])
  const { left, heldBack } =
    options.isComplete && !options.hasEnded && roster.state === 'checked'
      ? await readDepartures(db, id)
      : { left: options.ended, heldBack: options.heldBack }
  return {
    id,
    fileName: roster.file_name,
    format: roster.format,
    state: options.undone ? ('undone' as const) : roster.state,
    columns: roster.columns,
    mapping: (roster.mapping ?? {}) as RosterMapping,
    options,
    warnings,
    readFrom,
    rowsToChoose:
      roster.state === 'mapping' || roster.state === 'checked'
        ? await readRowsToChoose(db, 'roster', { id, readFrom })
        : [],
    all: roster.rows_all,
    done: roster.rows_done,
    undoableUntil: undoableUntil(roster, options, now)?.toISOString() ?? null,
    isSetAside: roster.failed_at !== null,
    reviewed: roster.state === 'checked' ? reviewedKey(roster.format, roster.mapping, roster.options) : '',
    at: roster.asked_at.toISOString(),
    outcomes,
    reasons,
    changes,
    unused,
    isForgotten: counted !== null,
    left: left.map(({ name, title }) => ({ name, title })),
    heldBack,
    lines,
    first: first.map((line) => line.cells),
    next: lines.length === linesAtOnce ? lines.at(-1)!.line : null,
  }
}

/** Until when an import can be undone; null when it cannot be. */
function undoableUntil(
  { state, done_at, failed_at }: { state: string; done_at: Date | null; failed_at: Date | null },
  { undone }: RosterOptions,
  now: Date,
): Date | null {
  if (undone || (state !== 'done' && (state !== 'running' || failed_at === null))) return null
  const until = new Date((done_at ?? now).getTime() + undoableHours * 3_600_000)
  return until > now ? until : null
}

/** The refused lines as CSV. Null for an unknown list. */
export async function badLinesCsv(db: Db, t: Translate, id: string): Promise<string | null> {
  return badLines(db, 'roster', { id, t, say: (one) => sayProblem(t, one as Problem) })
}

/** A list as its page shows it. */
export type Roster = NonNullable<Awaited<ReturnType<typeof readRoster>>>
