import { stringify } from 'csv-stringify/sync'
import { sql } from 'kysely'
import type { Db } from '#db/client'
import { ownFields } from '~/campaigns/policies/policies-csv'
import type { Translate } from '~/i18n/translator'
import { readRowsToChoose } from '~/office/lists/choose-rows.server'
import { countOutcomes, countReasons } from '~/office/lists/count-lines.server'
import type { LinesToShow } from '~/office/lists/lines-to-show'
import { readWarnings } from '~/office/lists/read-from'
import { badLines, linesAtOnce, readLines } from '~/office/lists/read-lines.server'
import { reviewedKey } from '~/office/lists/reviewed-key.server'
import { isMuchShorter, type PolicyChange } from './plan-policies'
import type { PolicyMapping } from './policy-fields'
import { sayPolicyProblem } from './say-policy-problem'
import {
  ownExample,
  type PolicyProblem,
  type PolicyReason,
  policyOptions,
  type UnderstoodPolicy,
} from './understand-policy'
import { storedOptions } from './work-on-policies.server'

interface PolicyLineReport {
  line: number
  cells: string[]
  understood: UnderstoodPolicy | null
  outcome: string
  problems: PolicyProblem[]
  changes: { what: PolicyChange; words: string }[]
}

/**
 * One list: its mapping, the outcome of its lines, what it changes and what it ends.
 *
 * @returns null when there is no list with that id
 */
export async function readPolicyList(db: Db, id: string, show: LinesToShow, after: number) {
  const list = await db
    .selectFrom('policy_import')
    .selectAll()
    .where('id', '=', id)
    .where('state', '<>', 'dropped')
    .executeTakeFirst()
  if (!list) return null
  const stored = storedOptions.parse(list.options)
  const { warnings, readFrom } = readWarnings(list.warnings)
  const { ends, endsByLine, open, heldBack, sheriffs, kept, isPlannedAgain } = stored
  const { counted = null } = list.options as { counted?: PolicyLineCounts }
  const [{ outcomes, reasons, changes }, lines, first] = [
    counted ?? (await countPolicyLines(db, id)),
    await readLines<PolicyLineReport>(db, 'policy', { id, show, after }),
    await readLines<PolicyLineReport>(db, 'policy', { id, show: 'all', after: 0, most: 4 }),
  ]
  return {
    id,
    fileName: list.file_name,
    format: list.format,
    state: list.state,
    columns: list.columns,
    mapping: (list.mapping ?? {}) as PolicyMapping,
    options: policyOptions.parse(stored),
    warnings,
    readFrom,
    rowsToChoose:
      list.state === 'mapping' || list.state === 'checked'
        ? await readRowsToChoose(db, 'policy', { id, readFrom })
        : [],
    all: list.rows_all,
    done: list.rows_done,
    isSetAside: list.failed_at !== null,
    reviewed: list.state === 'checked' ? reviewedKey(list.format, list.mapping, list.options) : '',
    outcomes,
    reasons,
    changes,
    ends,
    /** How many policies end in all. */
    ending: ends.length + endsByLine,
    isMuchShorter: isMuchShorter({ ends: ends.length, open }),
    open,
    heldBack,
    sheriffs,
    kept,
    isPlannedAgain,
    /** Whether its lines were deleted; it can't be undone then. */
    isForgotten: counted !== null,
    lines: lines.map(({ changes: own, ...line }) => ({
      ...line,
      changes: own.map(({ what, words }) => ({ what, words })),
    })),
    first: first.map((line) => line.cells),
    next: lines.length === linesAtOnce ? lines.at(-1)!.line : null,
  }
}

/** A list as its page shows it. */
export type PolicyList = NonNullable<Awaited<ReturnType<typeof readPolicyList>>>

/** Counts of a list's lines: by outcome, by reason for refusing them, by change. */
interface PolicyLineCounts {
  outcomes: Record<string, number>
  reasons: { reason: PolicyReason; count: number }[]
  changes: { what: PolicyChange; count: number }[]
}

/** Counts from the stored lines. */
export async function countPolicyLines(db: Db, id: string): Promise<PolicyLineCounts> {
  const [outcomes, reasons, changes] = [
    await countOutcomes(db, 'policy', id),
    await countReasons<PolicyReason>(db, 'policy', id),
    await countChanges(db, id),
  ]
  return { outcomes, reasons, changes }
}

async function countChanges(db: Db, id: string): Promise<{ what: PolicyChange; count: number }[]> {
  const { rows } = await sql<{ what: PolicyChange; count: number }>`
    select change->>'what' as what, count(*)::integer as count from policy_import_row, jsonb_array_elements(changes) as change where import_id = ${id} group by 1 order by 1
  `.execute(db)
  return rows
}

/** The refused lines as CSV. Null for an unknown list. */
export async function badPolicyLines(db: Db, t: Translate, id: string): Promise<string | null> {
  return badLines(db, 'policy', { id, t, say: (problem) => sayPolicyProblem(t, problem as PolicyProblem) })
}

/** Our own CSV format: every heading and one line as an example. */
export function policyTemplate(): string {
  return stringify([[...ownFields], ownFields.map((field) => ownExample[field] ?? '')], {
    bom: true,
    record_delimiter: '\r\n',
  })
}
