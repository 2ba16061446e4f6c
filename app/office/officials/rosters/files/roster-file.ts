import { parseKind } from '~/channels/uploads/parse-kind'
import type { ListLine } from '~/channels/uploads/read-csv'

export type RosterFormat = 'csv' | 'xlsx' | 'json' | 'popolo' | 'open-states'

/** Something to be said about a whole file; keys under `officials.warnings`. */
export interface RosterWarning {
  warning: 'guessed-encoding' | 'uneven' | 'blank' | 'no-headings' | 'cut' | 'misshapen' | 'other-sheets' | 'nested'
  count: number
}

/** Characters of a cell that are read. The patterns that read one take quadratic time. */
export const longestCell = 2_000

/** Columns of a list that are kept. */
export const mostColumns = 200

/** A file as it was read: headings, then lines. */
export interface RosterFile {
  format: RosterFormat
  columns: string[]
  lines: Iterable<ListLine>
  warnings: RosterWarning[]
}

/** What a list says of itself before its lines. */
export type RosterHead = Omit<RosterFile, 'lines'>

/** The head comes first. */
export type RosterPiece = { head: RosterHead } | { lines: ListLine[] }

/** A list of officials or of signers in whatever format. Several files only of YAML, one person each. */
export const rosterFile = parseKind<null, RosterPiece>('roster')
