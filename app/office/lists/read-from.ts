import type { ListWarning, ReadFrom } from './files/list-file'

/** Where a list was read from is stored among what is to be said of its file. */
type Stored = ListWarning | ({ warning: 'read-from' } & ReadFrom)

/** What is stored about a list's file. */
export function storeWarnings(warnings: readonly ListWarning[], readFrom: ReadFrom | null): string {
  const stored: Stored[] = [...warnings, ...(readFrom ? [{ warning: 'read-from' as const, ...readFrom }] : [])]
  return JSON.stringify(stored)
}

/** What is to be said of a list's file, and where in it the list is; null when it has no rows to choose from. */
export function readWarnings(stored: unknown): { warnings: ListWarning[]; readFrom: ReadFrom | null } {
  const all = stored as Stored[]
  return {
    warnings: all.filter((one): one is ListWarning => one.warning !== 'read-from'),
    readFrom: all.find((one): one is Extract<Stored, ReadFrom> => one.warning === 'read-from') ?? null,
  }
}

/** What somebody chooses instead: another row of the sheet for the headings, or another sheet. */
export type ChosenRows = { row: number } | { sheet: number }

/** What a form says that is chosen; null when it is neither. */
export function readChosenRows({ intent, row, sheet }: Record<string, string>): ChosenRows | null {
  const chosen = intent === 'sheet' ? sheet : row
  if (!/^\d{1,7}$/.test(chosen ?? '')) return null
  return intent === 'sheet' ? { sheet: Number(chosen) } : { row: Number(chosen) }
}

/** Where a list is read from once that is chosen; null when there is no such sheet. */
export function readFromAfter(now: ReadFrom, chosen: ChosenRows): ReadFrom | null {
  if ('row' in chosen) {
    const sheets = now.sheets.map((one, at) => (at === now.sheet ? { ...one, row: chosen.row } : one))
    return { ...now, row: chosen.row, sheets }
  }
  const sheet = now.sheets[chosen.sheet]
  return sheet ? { ...now, sheet: chosen.sheet, row: sheet.row } : null
}

/** Rows of a table that can be chosen for the headings, the first of it. */
export interface RowToChoose {
  row: number
  cells: string[]
}

/** How many of them are shown. */
export const rowsToChoose = 12

/** The warnings about a list's lines, once other rows are its lines. */
export function warningsAfter(
  warnings: readonly ListWarning[],
  before: ReadFrom,
  { after, uneven }: { after: ReadFrom; uneven: number },
): ListWarning[] {
  const other = after.sheet === before.sheet ? null : after.sheets[after.sheet]!
  const count = (warning: ListWarning['warning']) => warnings.find((one) => one.warning === warning)?.count ?? 0
  const counted: ListWarning[] = [
    { warning: 'no-headings', count: after.row === 0 ? 1 : 0 },
    { warning: 'uneven', count: uneven },
    { warning: 'blank', count: other ? other.blank : count('blank') },
    { warning: 'cut', count: other ? other.cut : count('cut') },
  ]
  return [
    ...warnings.filter(({ warning }) => !counted.some((one) => one.warning === warning)),
    ...counted.filter((one) => one.count > 0),
  ]
}
