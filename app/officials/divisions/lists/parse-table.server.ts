import { gunzipSync } from 'node:zlib'
import { decodeText } from '~/channels/uploads/decode-text'
import { RefusedFile } from '~/channels/uploads/parse-kind'
import { readCsv } from '~/channels/uploads/read-csv'
import { readFirstSheet } from '~/channels/uploads/read-workbook.server'
import type { TableRow } from './table-file'

/** Maximum size of a gunzipped list, in bytes. */
const mostUnfolded = 100 * 1024 * 1024
const rowsAtOnce = 1_000

/** Reads a table; runs in the file parser's child process. @throws RefusedFile */
export async function* parseTable([file]: { bytes: Buffer }[]): AsyncGenerator<
  { headings: string[] } | { rows: TableRow[] }
> {
  const bytes = file!.bytes
  const isWorkbook = bytes.subarray(0, 2).toString('latin1') === 'PK'
  const [headings, ...rest] = isWorkbook ? linesOf(await readFirstSheet(bytes)) : linesOfCsv(bytes)
  yield { headings: (headings?.cells ?? []).map((heading) => heading.toLowerCase()) }
  for (let at = 0; at < rest.length; at += rowsAtOnce) yield { rows: rest.slice(at, at + rowsAtOnce) }
}

function linesOf(rows: string[][] | null): TableRow[] {
  if (!rows) throw new RefusedFile({ why: 'unreadable' })
  return rows
    .map((cells, index) => ({ line: index + 1, cells: cells.map((cell) => cell.trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
}

/** Lists that decide where people are routed must be complete, so one unreadable line refuses the whole file. */
function linesOfCsv(bytes: Buffer): TableRow[] {
  const { text } = decodeText(unpacked(bytes))
  return [...readCsv(text)].flatMap((line) => {
    if (line.cells) return [line]
    if (line.problem === 'blank') return []
    throw new RefusedFile({ why: 'broken-line', line: line.line })
  })
}

function unpacked(bytes: Buffer): Buffer {
  if (bytes[0] !== 0x1f) return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: mostUnfolded })
  } catch (error) {
    if (error instanceof RangeError) throw error
    throw new RefusedFile({ why: 'unreadable' })
  }
}
