import { readSheet } from 'read-excel-file/node'
import { utcDay } from '#db/utc-day'
import { measureFirstSheet } from './measure-sheet.server'
import { refusalOf } from './parse-kind'

/** The first sheet of a workbook with its empty rows, so that row numbers match the workbook. */
export interface FirstSheet {
  rows: string[][]
  /** How many other sheets contain anything. */
  others: number
}

/**
 * The first sheet of an XLSX workbook as text; dates as YYYY-MM-DD.
 *
 * @returns null when it is not a workbook
 * @throws RefusedFile when it is one, but too large
 */
export async function readFirstSheet(bytes: Buffer): Promise<FirstSheet | null> {
  const measured = await measureFirstSheet(bytes).catch(noWorkbook)
  if (!measured) return null
  const rows = await readSheet(bytes).catch(noWorkbook)
  return rows && { rows: rows.map((row) => row.map(textOf)), others: measured.filledBehind }
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  return cell instanceof Date ? utcDay(cell) : String(cell).trim()
}

/** Anything the reader cannot parse is not a workbook; the details help nobody. Exceeded limits are rethrown. */
function noWorkbook(error: unknown): null {
  if (error instanceof RangeError || refusalOf(error)) throw error
  return null
}
