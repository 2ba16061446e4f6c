import { parseKind } from '~/channels/uploads/parse-kind'
import type { ListLine } from '~/channels/uploads/read-csv'

export type ListFormat = 'csv' | 'xlsx' | 'json' | 'popolo' | 'open-states'

/** A warning about the whole file; keys under `officials.warnings`. */
export interface ListWarning {
  warning: 'guessed-encoding' | 'uneven' | 'blank' | 'no-headings' | 'cut' | 'misshapen' | 'sheets-too-large' | 'nested'
  count: number
}

/** A sheet of a workbook. */
interface SheetHead {
  name: string
  /** The row that was taken for its headings; 0 when it has none. */
  row: number
  /** How many of its rows are blank, and how many have cells that were cut. */
  blank: number
  cut: number
}

/** Where in a table its headings and lines are, so that somebody can choose another row or sheet. */
export interface ReadFrom {
  /** The row of the headings; 0 when there are none. */
  row: number
  /** Index in `sheets`; 0 for a file without sheets. */
  sheet: number
  /** Of a workbook: its sheets that hold anything. */
  sheets: SheetHead[]
}

/** Maximum characters of a cell. The patterns that read cells take quadratic time. */
export const longestCell = 2_000

/** Maximum columns of a list; the rest is dropped. */
export const mostColumns = 200

/** A parsed file: headings and lines. */
export interface ListFile {
  format: ListFormat
  columns: string[]
  /** With negative numbers: rows that are no lines (`asideLine`). */
  lines: Iterable<ListLine>
  warnings: ListWarning[]
  /** Null for a file that is no table. */
  readFrom: ReadFrom | null
}

/** Everything about a list except its lines. */
export type ListHead = Omit<ListFile, 'lines'>

/** A chunk sent by the parser; the head comes first. */
export type ListPiece = { head: ListHead } | { lines: ListLine[] }

/**
 * A list of officials or signers in any supported format. More than one file only for YAML, with one person per file.
 */
export const listFile = parseKind<null, ListPiece>('roster')
