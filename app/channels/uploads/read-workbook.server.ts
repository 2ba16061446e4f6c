import { readSheet } from 'read-excel-file/node'
import { utcDay } from '#db/utc-day'
import { measureFirstSheet } from './measure-sheet.server'
import { refusalOf } from './parse-kind'

/**
 * The first sheet of an XLSX workbook as text, without empty rows; days as YYYY-MM-DD.
 *
 * @returns null when it is no workbook
 * @throws RefusedFile when it is one, but more than can be held
 */
export async function readWorkbook(bytes: Buffer): Promise<string[][] | null> {
  const rows = await readFirstSheet(bytes)
  return rows && rows.filter((row) => row.some((cell) => cell !== ''))
}

/** The same with its empty rows, so that rows stand where the workbook counts them. */
export async function readFirstSheet(bytes: Buffer): Promise<string[][] | null> {
  if (!(await measureFirstSheet(bytes).catch(noWorkbook))) return null
  const rows = await readSheet(bytes).catch(noWorkbook)
  return rows && rows.map((row) => row.map(textOf))
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  return cell instanceof Date ? utcDay(cell) : String(cell).trim()
}

/** What a reader cannot make sense of is no workbook; what is wrong with it helps nobody. A limit is something else. */
function noWorkbook(error: unknown): null {
  if (error instanceof RangeError || refusalOf(error)) throw error
  return null
}
