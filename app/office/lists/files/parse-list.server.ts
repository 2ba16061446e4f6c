import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { Composer, type Document, isScalar, Parser, visit } from 'yaml'
import { decodeText } from '~/channels/uploads/decode-text'
import { RefusedFile, refusalOf } from '~/channels/uploads/parse-kind'
import { type ListLine, readCsv } from '~/channels/uploads/read-csv'
import { readWorkbook, type Workbook } from '~/channels/uploads/read-workbook.server'
import { asideLine } from './aside-lines'
import { findHeadings, isOfContacts, knownHeadings, mostAbove } from './find-headings'
import { flattenJson, type ListTable } from './flatten-json'
import { cutCells, isCut, linePieces } from './line-pieces'
import type { ListFile, ListFormat, ListPiece, ListWarning } from './list-file'
import type { PeopleTable } from './people-file'
import { readOpenStates } from './read-open-states'
import { readPopolo } from './read-popolo'

export type ReadFile = { outcome: 'read'; file: ListFile } | { outcome: 'unreadable' | 'empty' | 'too-big' }

/** Maximum bytes of files that must be held in memory whole. A CSV is limited only by the office's upload limit. */
const most = 20 * 1024 * 1024
/** Maximum bytes of a compressed file once it is not. */
const mostUnzipped = 48 * 1024 * 1024
const inflate = promisify(gunzip)

/** Reads a list and yields it in chunks; runs in the file parser's child process. @throws RefusedFile */
export async function* parseList(files: { name: string; bytes: Buffer }[]): AsyncGenerator<ListPiece> {
  const read = await readListFiles(await Promise.all(files.map(unzipped)))
  if (read.outcome !== 'read') throw new RefusedFile({ why: read.outcome })
  const { lines, columns, ...head } = read.file
  yield { head: { ...head, columns: cutCells(columns) } }
  for (const piece of linePieces(lines)) yield { lines: piece }
}

/** A file without its compression: `list.csv.gz` is read as `list.csv`. @throws RefusedFile when it would be too big */
async function unzipped({ name, bytes }: { name: string; bytes: Buffer }): Promise<{ name: string; bytes: Buffer }> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return { name, bytes }
  try {
    return { name: name.replace(/\.gz$/i, ''), bytes: await inflate(bytes, { maxOutputLength: mostUnzipped }) }
  } catch (error) {
    const isTooBig = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    throw new RefusedFile({ why: isTooBig ? 'too-big' : 'unreadable' })
  }
}

/**
 * Reads the formats organizers have (also with gzip): CSV with any delimiter and encoding, XLSX, JSON of any shape, Popolo and Open
 * Civic Data, Open States' YAML.
 *
 * @param files more than one only for YAML, with one person per file
 * @throws RefusedFile when it is a list but too large
 */
export async function readListFiles(files: { name: string; bytes: Buffer }[]): Promise<ReadFile> {
  const [first] = files
  if (!first || files.every(({ bytes }) => bytes.length === 0)) return { outcome: 'empty' }
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0)
  if (first.bytes.subarray(0, 2).toString('latin1') === 'PK') {
    if (files.length > 1) return { outcome: 'unreadable' }
    if (total > most) return { outcome: 'too-big' }
    const read = await readWorkbook(first.bytes)
    return read ? workbook(read) : { outcome: 'unreadable' }
  }
  const decoded = files.map(({ bytes }) => decodeText(bytes))
  const text = decoded[0]!.text
  if (decoded.some((one) => one.text.includes('\0')) || text.startsWith('%PDF-')) return { outcome: 'unreadable' }
  const guessed = decoded.reduce((sum, one) => sum + one.guessedLines, 0)
  const warnings: ListWarning[] = guessed > 0 ? [{ warning: 'guessed-encoding', count: guessed }] : []
  const isYaml = /\.ya?ml$/i.test(first.name) || /^(---\s*\n)?id: ocd-person\//.test(text)
  if (!isYaml && files.length > 1) return { outcome: 'unreadable' }
  if (!isYaml && !/^\s*[[{]/.test(text)) return csv(text, warnings)
  if (total > most) return { outcome: 'too-big' }
  const values = isYaml ? yamlValues(decoded.map((one) => one.text)) : jsonValue(text)
  if (!values) return { outcome: 'unreadable' }
  const openStates = readOpenStates(values)
  if (openStates) return people('open-states', openStates, warnings)
  const whole = values.length === 1 ? values[0] : values
  const popolo = readPopolo(whole)
  if (popolo) return people('popolo', popolo, warnings)
  const flat = flattenJson(whole)
  if (!flat) return { outcome: 'empty' }
  return table('json', flat, flat.cut > 0 ? [...warnings, { warning: 'nested', count: flat.cut }] : warnings)
}

function csv(text: string, warnings: ListWarning[]): ReadFile {
  const lines = readCsv(text)
  const above: ListLine[] = []
  const rows: ListLine[] = []
  for (let next = lines.next(); !next.done; next = lines.next()) {
    above.push(next.value)
    if (!isBlank(next.value)) rows.push(next.value)
    if (rows.length === mostAbove) break
  }
  const [first] = rows
  if (!first) return { outcome: 'empty' }
  if (!first.cells) return { outcome: 'unreadable' }
  const at = findHeadings(rows)
  const head = rows[at]?.cells ?? []
  // Without a delimiter it is a text, unless a table is below its title.
  if (
    first.cells.length < 2 &&
    !isOfContacts(first.cells) &&
    (at < 0 ? !rows.some(({ cells }) => (cells?.length ?? 0) > 1) : knownHeadings(head) < 2)
  )
    return { outcome: 'unreadable' }
  const row = rows[at]?.line ?? 0
  return fileOf({
    format: 'csv',
    columns: (at < 0 ? widest(rows).map(() => '') : head).map((cell) => cell.replace(/\s+/g, ' ')),
    lines: chain(
      above.map((line) => (line.line > row || isBlank(line) ? line : { ...line, line: asideLine(0, line.line) })),
      lines,
    ),
    warnings: at < 0 ? [...warnings, { warning: 'no-headings', count: 1 }] : warnings,
    readFrom: { row, sheet: 0, sheets: [] },
  })
}

function fileOf(file: ListFile): ReadFile {
  return { outcome: 'read', file }
}

function isBlank(line: ListLine): boolean {
  return !line.cells && line.problem === 'blank'
}

/** The row with the most cells: a title may be above lines without headings. */
function widest(rows: readonly ListLine[]): string[] {
  return rows.reduce<string[]>((most, { cells }) => (cells && cells.length > most.length ? cells : most), [])
}

function* chain(first: ListLine[], rest: Iterable<ListLine>): Generator<ListLine> {
  yield* first
  yield* rest
}

function workbook({ sheets, tooLarge }: Workbook): ReadFile {
  const read = sheets.map(({ name, rows }) => {
    const lines = rows.map((cells, index) => lineOf(cells, index + 1))
    const few = lines.filter((line) => !isBlank(line)).slice(0, mostAbove)
    const head = few[findHeadings(few)]
    return { name, lines, few, head }
  })
  if (read.length === 0) return { outcome: 'empty' }
  const found = read.findIndex(({ head }) => knownHeadings(head?.cells ?? []) >= 2)
  const sheet = Math.max(0, found)
  const { head, few } = read[sheet]!
  const warnings: ListWarning[] = [
    ...(tooLarge > 0 ? [{ warning: 'sheets-too-large' as const, count: tooLarge }] : []),
    ...(head ? [] : [{ warning: 'no-headings' as const, count: 1 }]),
  ]
  return fileOf({
    format: 'xlsx',
    columns: head?.cells ?? widest(few).map(() => ''),
    lines: read.flatMap(({ lines }, at) =>
      at === sheet
        ? lines.map((line) =>
            line.line > (head?.line ?? 0) || isBlank(line) ? line : { ...line, line: asideLine(at, line.line) },
          )
        : lines.flatMap((line) => (isBlank(line) ? [] : { ...line, line: asideLine(at, line.line) })),
    ),
    warnings,
    readFrom: {
      row: head?.line ?? 0,
      sheet,
      sheets: read.map(({ name, lines, head: own }) => ({
        name,
        row: own?.line ?? 0,
        blank: lines.filter(isBlank).length,
        cut: lines.filter(({ cells }) => cells && isCut(cells)).length,
      })),
    },
  })
}

function people(format: ListFormat, read: PeopleTable, warnings: ListWarning[]): ReadFile {
  const more: ListWarning[] = read.misshapen > 0 ? [{ warning: 'misshapen', count: read.misshapen }] : []
  return table(format, read, [...warnings, ...more])
}

function table(format: ListFormat, { columns, rows }: ListTable, warnings: ListWarning[]): ReadFile {
  if (rows.length === 0) return { outcome: 'empty' }
  return fileOf({
    format,
    columns,
    lines: rows.map((cells, index) => lineOf(cells, index + 1)),
    warnings,
    readFrom: null,
  })
}

function lineOf(cells: string[], line: number): ListLine {
  return cells.every((cell) => cell === '') ? { line, cells: null, problem: 'blank' } : { line, cells }
}

function jsonValue(text: string): unknown[] | null {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : [value]
  } catch {
    return null
  }
}

/** The documents' values, read one at a time: the tree of a document takes a hundred times the memory of its text. */
function yamlValues(texts: readonly string[]): unknown[] | null {
  // `uniqueKeys` compares every key with all others (quadratic); `hasRepeatedKey` does the check in one pass.
  const options = { merge: false, uniqueKeys: false }
  const values: unknown[] = []
  try {
    for (const text of texts) {
      for (const document of new Composer(options).compose(new Parser().parse(text))) {
        if (document.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION'))
          throw new RefusedFile({ why: 'too-deep' })
        if (document.errors.length > 0 || hasRepeatedKey(document)) return null
        values.push(document.toJS({ maxAliasCount: 100 }))
      }
    }
  } catch (error) {
    // Too deep or too long must not be reported as unreadable.
    if (error instanceof RangeError || refusalOf(error)) throw error
    return null
  }
  return values.filter((value) => value !== null)
}

function hasRepeatedKey(document: Document.Parsed): boolean {
  let isRepeated = false
  visit(document, {
    Map(_, { items }) {
      const keys = items.flatMap(({ key }) => (isScalar(key) ? [key.value] : []))
      if (new Set(keys).size < keys.length) isRepeated = true
      return isRepeated ? visit.BREAK : undefined
    },
  })
  return isRepeated
}
