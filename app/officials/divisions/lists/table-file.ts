import { parseKind } from '~/channels/uploads/parse-kind'

/** A row and its line number in the file. */
export interface TableRow {
  line: number
  cells: string[]
}

/** A CSV (plain or gzipped) or the first sheet of a workbook: first the headings, then the rows. */
export const tableFile = parseKind<null, { headings: string[] } | { rows: TableRow[] }>('table')
