import { parseKind } from '~/channels/uploads/parse-kind'

/** A row with the line it stands on. */
export interface TableRow {
  line: number
  cells: string[]
}

/** A CSV, also packed with gzip, or the first sheet of a workbook: its headings, then its rows. */
export const tableFile = parseKind<null, { headings: string[] } | { rows: TableRow[] }>('table')
