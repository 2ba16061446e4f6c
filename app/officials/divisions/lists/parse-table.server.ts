import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { readFirstSheet } from '~/channels/uploads/read-workbook.server'
import { RefusedFile } from '~/channels/uploads/parse-kind'
import type { TableRow } from './table-file'

/** Bytes that a packed list may unfold to. */
const mostUnfolded = 100 * 1024 * 1024
const rowsAtOnce = 1_000

/** Reads a table in the process that is made for it. @throws RefusedFile */
export async function* parseTable([file]: { bytes: Buffer }[]): AsyncGenerator<{ headings: string[] } | { rows: TableRow[] }> {
  const bytes = file!.bytes
  const isWorkbook = bytes.subarray(0, 2).toString('latin1') === 'PK'
  const table = isWorkbook ? await readFirstSheet(bytes) : readCsv(bytes)
  if (!table) throw new RefusedFile({ why: 'unreadable' })
  const [headings = [], ...rest] = table
  yield { headings: headings.map((heading) => heading.trim().toLowerCase()) }
  const rows = rest.map((cells, index) => ({ line: index + 2, cells: cells.map((cell) => cell.trim()) })).filter(({ cells }) => cells.some((cell) => cell !== ''))
  for (let at = 0; at < rows.length; at += rowsAtOnce) yield { rows: rows.slice(at, at + rowsAtOnce) }
}

function readCsv(bytes: Buffer): string[][] | null {
  try {
    return parse(bytes[0] === 0x1f ? gunzipSync(bytes, { maxOutputLength: mostUnfolded }) : bytes, { bom: true, relaxColumnCount: true, trim: true })
  } catch (error) {
    const { lines } = error as { lines?: number }
    if (lines !== undefined) throw new RefusedFile({ why: 'broken-line', line: lines })
    if (error instanceof RangeError) throw error
    return null
  }
}
