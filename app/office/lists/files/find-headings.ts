import { timelineColumnOf } from '~/campaigns/timeline/read-timeline-row'
import type { ListLine } from '~/channels/uploads/read-csv'
import { guessRosterMapping } from '~/office/officials/rosters/lines/roster-fields'
import { guessMapping } from '~/office/people/imports/import-row'
import { guessPolicyMapping } from '~/office/policies/imports/policy-fields'

/** How many rows are looked at: titles, a date and a logo's empty rows above a table are fewer. */
export const mostAbove = 20
/** Enough of a cell to know a heading by. */
const longestHeading = 100

/**
 * The row that holds a table's headings. It is the first row, unless that says none that we know and a row below it does.
 *
 * @param rows the first rows of a table that are not blank
 * @returns the index in `rows`; -1 when the table begins with a person, who must not be lost
 */
export function findHeadings(rows: readonly ListLine[]): number {
  const person = rows.findIndex(({ cells }) => cells && isPerson(cells))
  const above = (person < 0 ? rows : rows.slice(0, person)).map(({ cells }) => cells ?? [])
  const known = above.map(knownHeadings)
  if (known[0]! >= 2 || headsContacts(above[0] ?? [])) return 0
  const most = Math.max(0, ...known)
  if (most >= 2) return known.indexOf(most)
  // A title is one cell. Headings that we do not know are at least as many as two.
  const wide = above.findIndex((cells) => filled(cells) >= 2)
  return wide >= 0 ? wide : person < 0 ? 0 : -1
}

/** How many columns have headings that some kind of list knows. */
export function knownHeadings(row: readonly string[]): number {
  if (filled(row) < 2 || isPerson(row)) return 0
  const cells = row.map((cell) => cell.slice(0, longestHeading))
  const mappings = [guessMapping(cells), guessRosterMapping(cells), guessPolicyMapping(cells)]
  const ofTimeline = cells.filter((cell) => timelineColumnOf(cell) !== null).length
  return Math.max(ofTimeline, ...mappings.map((mapping) => new Set(Object.values(mapping)).size))
}

/** One column is enough for addresses or numbers alone, as in a list of opt-outs. */
export function isOfContacts(row: readonly string[]): boolean {
  return isPerson(row) || headsContacts(row)
}

function headsContacts(row: readonly string[]): boolean {
  return row.length === 1 && /^\W*(e-?mails?|correos?|phones?|tel|cel|m[oó]vil)/i.test(row[0]!)
}

/** Headings are never an email address, phone number or ZIP. A row with one is a person. */
function isPerson(cells: readonly string[]): boolean {
  return cells.some(
    (cell) =>
      /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(cell) ||
      /^\d{5}(-\d{4})?$/.test(cell) ||
      /^\+?1?\D{0,3}\d{3}\D{0,3}\d{3}\D{0,2}\d{4}$/.test(cell),
  )
}

const filled = (cells: readonly string[]) => cells.filter((cell) => cell.trim() !== '').length
