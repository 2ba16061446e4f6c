import readXlsxFile, { readSheet, type SheetData } from 'read-excel-file/node'
import { utcDay } from '#db/utc-day'
import { type MeasuredSheet, measureSheets } from './measure-sheet.server'
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
  const read = measured.some(({ refusal }) => refusal)
    ? await readOneByOne(bytes, filled)
    : await readXlsxFile(bytes).then((all) => filled.map(({ place }) => all[place - 1]?.data ?? null), noWorkbook)
  if (!read) return null
  const sheets = filled.flatMap(({ name }, index) => {
    const rows = read[index]
    return rows ? { name, rows: rows.map((row) => row.map(textOf)) } : []
  })
  return { sheets, tooLarge: filled.length - sheets.length }
}

/** The library opens the whole file each time, but leaves out the sheets that are too large. Null: no workbook. */
async function readOneByOne(bytes: Buffer, sheets: readonly MeasuredSheet[]): Promise<(SheetData | null)[] | null> {
  const read: (SheetData | null)[] = []
  for (const { place, refusal } of sheets) {
    const rows = refusal ? null : await readSheet(bytes, place).catch(noWorkbook)
    if (!refusal && !rows) return null
    read.push(rows)
  }
  return read
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
