import { readSheet } from 'read-excel-file/node'
import { utcDay } from '#db/utc-day'
import { measureSheets } from './measure-sheet.server'
import { refusalOf } from './parse-kind'

/** A workbook's sheets that hold anything, with their empty rows, so that row numbers match the workbook. */
export interface Workbook {
  sheets: { name: string; rows: string[][] }[]
  /** How many more hold something and are too large. */
  tooLarge: number
}

/**
 * The sheets of an XLSX workbook as text; dates as YYYY-MM-DD.
 *
 * @returns null when it is not a workbook
 * @throws RefusedFile when it is one, but all of it, or its first sheet, is too large
 */
export async function readWorkbook(bytes: Buffer): Promise<Workbook | null> {
  const measured = await measureSheets(bytes).catch(noWorkbook)
  if (!measured) return null
  const filled = measured.filter(({ isFilled }) => isFilled)
  if (filled[0]?.refusal) throw filled[0].refusal
  const sheets: Workbook['sheets'] = []
  for (const { name, place, refusal } of filled) {
    const rows = refusal ? null : await readSheet(bytes, place).catch(noWorkbook)
    if (!refusal && !rows) return null
    if (rows) sheets.push({ name, rows: rows.map((row) => row.map(textOf)) })
  }
  return { sheets, tooLarge: filled.length - sheets.length }
}

/**
 * The rows of the first sheet of an XLSX workbook as text, also those that are empty.
 *
 * @returns null when it is not a workbook
 * @throws RefusedFile when it is one, but too large
 */
export async function readFirstSheet(bytes: Buffer): Promise<string[][] | null> {
  const [first] = (await measureSheets(bytes).catch(noWorkbook)) ?? []
  if (!first) return null
  if (first.refusal) throw first.refusal
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
