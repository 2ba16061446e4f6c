import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/node'

/** A table as a file has it: headings in lower case, cells as text, and each row's line. */
export interface Table {
  headings: string[]
  rows: { line: number; cells: string[] }[]
}

/** Why a file could not be read as a table, in one sentence for whoever named it. */
export function whyUnread(file: string, error: unknown): string {
  const { code, message } = error as { code?: string; message?: string }
  switch (code) {
    case 'ENOENT':
      return `There is no file ${file}.`
    case 'EISDIR':
      return `${file} is a folder: name the file in it.`
    case 'EACCES':
    case 'EPERM':
      return `${file} may not be read: look at its permissions.`
    default:
      return `${file} cannot be read as CSV or XLSX: ${message ?? 'unknown reason'}`
  }
}

/** Reads a CSV (also packed with gzip) or the first sheet of an XLSX. @throws when the file cannot be read or is neither */
export async function readTable(file: string): Promise<Table> {
  const bytes = await readFile(file)
  const isWorkbook = bytes.subarray(0, 2).toString() === 'PK'
  const rows = isWorkbook ? (await readSheet(bytes)).map((row) => row.map((cell) => (cell === null ? '' : String(cell)))) : (parse(bytes[0] === 0x1f ? gunzipSync(bytes) : bytes, { bom: true, relaxColumnCount: true, trim: true }) as string[][])
  const [headings = [], ...rest] = rows
  return { headings: headings.map((heading) => heading.trim().toLowerCase()), rows: rest.map((cells, index) => ({ line: index + 2, cells: cells.map((cell) => cell.trim()) })).filter(({ cells }) => cells.some((cell) => cell !== '')) }
}
