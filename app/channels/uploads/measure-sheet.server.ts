import { Readable } from 'node:stream'
import { createInflateRaw, inflateRawSync } from 'node:zlib'
import { isTag } from 'domhandler'
import { parseDocument } from 'htmlparser2'
import { mostRows, RefusedFile } from './parse-kind'

/** The library needs about four hundred bytes per cell. */
const mostCellsOfSheet = 1_000_000
/** Most bytes that a workbook may unzip to: a small file can hold a great many zeros. */
const mostUnfolded = 200 * 1024 * 1024
/** Most bytes of each of the two short files that say where the first sheet is. */
const mostDirectory = 1024 * 1024
/** Row limit of every spreadsheet program. */
const lastRowOfSheet = 1_048_576
const chunkSize = 64 * 1024
/** If less than this share of a table is filled, some cell does not belong to it. */
const hardlyFilled = 0.05

/** A file inside a ZIP. */
interface Entry {
  isDeflated: boolean
  /** As stored in the ZIP. */
  bytes: Buffer
  /** As declared by the ZIP; it may be wrong. */
  unfolded: number
}

/** A sheet of a workbook, before its table is built. */
export interface MeasuredSheet {
  name: string
  /** From 1. */
  place: number
  isFilled: boolean
  /** Why it is not read: it is too large. */
  refusal: RefusedFile | null
}

/**
 * Measures the sheets of a workbook before their tables are built: a single cell at the far end of a sheet would make a
 * table of seventeen billion cells.
 *
 * @returns null when it is not a workbook
 * @throws RefusedFile when all of it is too large
 */
export async function measureSheets(workbook: Buffer): Promise<MeasuredSheet[] | null> {
  const entries = entriesOf(workbook)
  if (!entries) return null
  if ([...entries.values()].reduce((sum, { unfolded }) => sum + unfolded, 0) > mostUnfolded)
    throw new RefusedFile({ why: 'too-much-memory' })
  const sheets: MeasuredSheet[] = []
  let left = mostCellsOfSheet
  for (const [index, { name, path }] of sheetsOf(entries).entries()) {
    const entry = entries.get(path)
    if (!entry) continue
    if (sheets.length >= mostSheets) {
      sheets.push({ name, place: index + 1, isFilled: true, refusal: new RefusedFile({ why: 'too-much-memory' }) })
      continue
    }
    const extent = await measure(entry).catch(refusedAlone)
    if (extent instanceof RefusedFile) {
      sheets.push({ name, place: index + 1, isFilled: true, refusal: extent })
      continue
    }
    const refusal = refusalOfExtent(extent, left)
    // All tables are held in memory together.
    if (!refusal) left -= extent.lastRow * extent.lastColumn
    sheets.push({ name, place: index + 1, isFilled: extent.filled > 0 || extent.last !== '', refusal })
  }
  return sheets
}

/** A sheet that cannot be read does not refuse the others. */
function refusedAlone(error: unknown): RefusedFile {
  if (error instanceof RefusedFile) return error
  throw error
}

/** @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT 4.3.7, 4.3.12 */
function entriesOf(zip: Buffer): Map<string, Entry> | null {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (zip.length < 22 || zip.readUInt32LE(0) !== 0x04034b50 || end < 0 || end + 22 > zip.length) return null
  const entries = new Map<string, Entry>()
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== 0x02014b50) return null
    const [name, extra, comment] = [
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
      zip.readUInt16LE(at + 32),
    ] as const
    const local = zip.readUInt32LE(at + 42)
    if (local + 30 > zip.length) return null
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    entries.set(zip.toString('utf8', at + 46, at + 46 + name), {
      isDeflated: zip.readUInt16LE(at + 10) === 8,
      bytes: zip.subarray(start, start + zip.readUInt32LE(at + 20)),
      unfolded: zip.readUInt32LE(at + 24),
    })
    at += 46 + name + extra + comment
  }
  return entries
}

/** Sheets that are looked at; no list has more. */
const mostSheets = 100

/** The names and paths of the workbook's sheets in their order, found the way the library finds them. */
function sheetsOf(entries: Map<string, Entry>): { name: string; path: string }[] {
  const targets = new Map(
    tagsIn(textOf(entries.get('xl/_rels/workbook.xml.rels')), 'Relationship').map((tag) => [
      attribute(tag, 'Id'),
      attribute(tag, 'Target'),
    ]),
  )
  return tagsIn(textOf(entries.get('xl/workbook.xml')), 'sheet')
    .map((tag) => ({ name: nameOf(tag), target: targets.get(attribute(tag, 'id')) ?? '' }))
    .map(({ name, target }) => ({ name, path: target.startsWith('/') ? target.slice(1) : `xl/${target}` }))
}

/** A sheet's name, as its tag has it: with entities. */
function nameOf(tag: string): string {
  const [sheet] = parseDocument(tag, { xmlMode: true }).children
  return (sheet && isTag(sheet) ? (sheet.attribs.name ?? '') : '').slice(0, 100)
}

function textOf(entry: Entry | undefined): string {
  if (!entry) return ''
  return (
    entry.isDeflated
      ? inflateRawSync(entry.bytes, { maxOutputLength: mostDirectory })
      : entry.bytes.subarray(0, mostDirectory)
  ).toString('utf8')
}

function tagsIn(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}\\s[^<>]*>`, 'g'))].map(([tag]) => tag)
}

function attribute(tag: string, name: string): string {
  return new RegExp(`[\\s:]${name}=["']([^"']*)["']`).exec(tag)?.[1] ?? ''
}

/** How much a sheet contains, and where it ends. */
interface Extent {
  /** Cells present, including those with only a color. */
  cells: number
  filled: number
  filledRows: number
  lastRow: number
  lastColumn: number
  /** The lowest and the rightmost filled cells. */
  lowest: string
  rightmost: string
  /** Where the scan stopped because there were too many cells; else empty. */
  last: string
}

/** Scans a sheet's tags without keeping them. */
async function measure(entry: Entry): Promise<Extent> {
  const extent: Extent = {
    cells: 0,
    filled: 0,
    filledRows: 0,
    lastRow: 0,
    lastColumn: 0,
    lowest: '',
    rightmost: '',
    last: '',
  }
  let cell = ''
  let rest = ''
  for await (const chunk of unfold(entry)) {
    const text = rest + chunk
    for (const [tag, name] of text.matchAll(/<(?:\w+:)?(row|c|v|is)(?:[\s/][^<>]*)?>/g)) {
      if (name === 'row') {
        // The library creates every row up to this one.
        if (Number(attribute(tag, 'r')) > lastRowOfSheet) throw new RefusedFile({ why: 'unreadable' })
      } else if (name === 'c') {
        extent.cells += 1
        // A sheet with only colors costs as much to read as one with text.
        if (extent.cells > mostCellsOfSheet) return { ...extent, last: attribute(tag, 'r') }
        cell = tag.endsWith('/>') ? '' : attribute(tag, 'r')
      } else if (cell) {
        fill(extent, cell)
        cell = ''
      }
    }
    const cut = text.lastIndexOf('<')
    // A tag is never this long; what follows is text.
    rest = cut < 0 || text.length - cut > 10_000 || text.indexOf('>', cut) >= 0 ? '' : text.slice(cut)
  }
  return extent
}

/** An entry's content, piece by piece. @throws RefusedFile when it unzips to more than fits */
async function* unfold({ isDeflated, bytes }: Entry): AsyncGenerator<string> {
  let unfolded = 0
  const source = Readable.from(inChunks(bytes))
  const chunks = isDeflated ? source.pipe(createInflateRaw()) : source
  for await (const chunk of chunks as AsyncIterable<Buffer>) {
    unfolded += chunk.length
    if (unfolded > mostUnfolded) throw new RefusedFile({ why: 'too-much-memory' })
    yield chunk.toString('latin1')
  }
}

function* inChunks(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += chunkSize) yield bytes.subarray(at, at + chunkSize)
}

function fill(extent: Extent, cell: string): void {
  const [, letters = '', digits = '0'] = /^([A-Z]{1,3})(\d{1,7})$/.exec(cell) ?? []
  const [row, column] = [Number(digits), columnOf(letters)]
  extent.filled += 1
  if (row > extent.lastRow) {
    extent.lastRow = row
    extent.lowest = cell
    extent.filledRows += 1
  }
  if (column > extent.lastColumn) {
    extent.lastColumn = column
    extent.rightmost = cell
  }
}

/** A → 1, Z → 26, AA → 27. */
function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}

/** Names a cell that is far away from all others; a table that is large throughout must be split. @param most cells */
function refusalOfExtent(
  { cells, filled, filledRows, lastRow, lastColumn, lowest, rightmost, last }: Extent,
  most: number,
): RefusedFile | null {
  const area = lastRow * lastColumn
  if (lastRow > mostRows)
    return new RefusedFile(
      filledRows > mostRows / 2 ? { why: 'too-many-rows', most: mostRows } : { why: 'stray-cell', cell: lowest },
    )
  if (cells > mostCellsOfSheet && filled < cells * hardlyFilled)
    return new RefusedFile({ why: 'stray-cell', cell: last })
  if (area > mostCellsOfSheet && filled < area * hardlyFilled)
    return new RefusedFile({ why: 'stray-cell', cell: rightmost })
  return area > most || cells > most ? new RefusedFile({ why: 'too-many-cells', most: mostCellsOfSheet }) : null
}
