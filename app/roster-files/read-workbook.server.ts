import { readSheet } from 'read-excel-file/node'

/** Bytes that a workbook may unfold to: a small file can hold a great many zeros. */
const mostUnfolded = 200 * 1024 * 1024

/** The first sheet of an XLSX workbook as text; days as YYYY-MM-DD. Null when it is no workbook, or unfolds to more than can be held. */
export async function readWorkbook(bytes: Buffer): Promise<string[][] | null> {
  const unfolded = unfoldedSize(bytes)
  if (unfolded === null || unfolded > mostUnfolded) return null
  try {
    const rows = await readSheet(bytes)
    return rows.map((row) => row.map(textOf)).filter((row) => row.some((cell) => cell !== ''))
  } catch {
    // What its reader cannot make sense of is no workbook; what is wrong with it helps nobody.
    return null
  }
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell).trim()
}

/**
 * What the entries of a ZIP say they unfold to, from its central directory.
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT 4.3.12
 */
function unfoldedSize(bytes: Buffer): number | null {
  if (bytes.length < 22 || bytes.readUInt32LE(0) !== 0x04034b50) return null
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 22 > bytes.length) return null
  let total = 0
  let at = bytes.readUInt32LE(end + 16)
  for (let entries = bytes.readUInt16LE(end + 10); entries > 0; entries -= 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return null
    total += bytes.readUInt32LE(at + 24)
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return total
}
