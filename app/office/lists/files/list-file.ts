import { parseKind } from '~/channels/uploads/parse-kind'
import type { ListLine } from '~/channels/uploads/read-csv'

export type ListFormat = 'csv' | 'xlsx' | 'json' | 'popolo' | 'open-states'

/** A warning about the whole file; keys under `officials.warnings`. */
export interface ListWarning {
  warning: 'guessed-encoding' | 'uneven' | 'blank' | 'no-headings' | 'cut' | 'misshapen' | 'other-sheets' | 'nested'
  count: number
}

/** Maximum characters of a cell. The patterns that read cells take quadratic time. */
export const longestCell = 2_000

/** Maximum columns of a list; the rest is dropped. */
export const mostColumns = 200

/** A parsed file: headings and lines. */
export interface ListFile {
  format: ListFormat
  columns: string[]
  lines: Iterable<ListLine>
  warnings: ListWarning[]
}

/** Everything about a list except its lines. */
export type ListHead = Omit<ListFile, 'lines'>

/** A chunk sent by the parser; the head comes first. */
export type ListPiece = { head: ListHead } | { lines: ListLine[] }

/**
 * A list of officials or signers in any supported format. More than one file only for YAML, with one person per file.
 */
export const listFile = parseKind<null, ListPiece>('roster')
