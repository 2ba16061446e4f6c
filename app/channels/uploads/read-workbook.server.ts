import { readSheet } from 'read-excel-file/node'
import { utcDay } from '#db/utc-day'
import { measureFirstSheet } from './measure-sheet.server'
import { refusalOf } from './parse-kind'

/**
 * The first sheet of an XLSX workbook as text, without empty rows; dates as YYYY-MM-DD.
 *
 * @returns null when it is not a workbook
 * @throws RefusedFile when it is one, but too large
 */
export async function readWorkbook(bytes: Buffer): Promise<string[][] | null> {
  const rows = await readFirstSheet(bytes)
  return rows && rows.filter((row) => row.some((cell) => cell !== ''))
}

/** The same with its empty rows, so that row numbers match the workbook. */
export async function readFirstSheet(bytes: Buffer): Promise<string[][] | null> {
  if (!(await measureFirstSheet(bytes).catch(noWorkbook))) return null
  const rows = await readSheet(bytes).catch(noWorkbook)
  return rows && rows.map((row) => row.map(textOf))
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
