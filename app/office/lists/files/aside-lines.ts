import type { ReadFrom } from './list-file'

/** More than the rows that a sheet can have. */
const rowsOfSheet = 2_000_000
/** Of the numbers that the database takes. */
const lowest = -2_147_483_647

/**
 * The line number under which a row is kept that is no line of the list: its headings, what is above them, and the other
 * sheets. Negative, so that it is never taken for a line; the row can still be chosen for the headings, or its sheet.
 */
export function asideLine(sheet: number, row: number): number {
  return -(sheet * rowsOfSheet + row)
}

/** The numbers from one to another, both included. */
interface Range {
  from: number
  to: number
}

/** The numbers of the rows of a list's sheet that are kept as no lines, from a row on. */
export function asideLines({ sheet, sheets }: ReadFrom, fromRow = 1): Range {
  // A text has no sheets, and may have more rows.
  return { from: sheets.length === 0 ? lowest : asideLine(sheet + 1, 0) + 1, to: asideLine(sheet, fromRow) }
}

/** Which lines are none, and which rows become lines, when a list is read otherwise. */
export function movesBetween(before: ReadFrom, after: ReadFrom): { toAside: Range; toLines: Range } {
  return {
    toAside: { from: 1, to: after.sheet === before.sheet ? after.row : -lowest },
    toLines: asideLines(after, after.row + 1),
  }
}

/** The number under which a row is kept now. */
export function keptLine(now: ReadFrom, { sheet, row }: { sheet: number; row: number }): number {
  return sheet === now.sheet && row > now.row ? row : asideLine(sheet, row)
}
