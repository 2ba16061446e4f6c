import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { Composer, type Document, isScalar, Parser, visit } from 'yaml'
import { decodeText } from '~/channels/uploads/decode-text'
import { RefusedFile, refusalOf } from '~/channels/uploads/parse-kind'
import { type ListLine, readCsv } from '~/channels/uploads/read-csv'
import { type FirstSheet, readFirstSheet } from '~/channels/uploads/read-workbook.server'
import { flattenJson, type ListTable } from './flatten-json'
import { cutCells, linePieces } from './line-pieces'
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
  const { format, columns, warnings, lines } = read.file
  yield { head: { format, columns: cutCells(columns), warnings } }
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
    const sheet = await readFirstSheet(first.bytes)
    return sheet ? workbook(sheet) : { outcome: 'unreadable' }
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
  let head = lines.next()
  for (; !head.done && !head.value.cells && head.value.problem === 'blank'; head = lines.next()) above.push(head.value)
  if (head.done) return { outcome: 'empty' }
  const { cells } = head.value
  if (!cells || (cells.length < 2 && !isOfContacts(cells))) return { outcome: 'unreadable' }
  return isPerson(cells)
    ? fileOf({
        format: 'csv',
        columns: cells.map(() => ''),
        lines: chain([...above, head.value], lines),
        warnings: [...warnings, { warning: 'no-headings', count: 1 }],
      })
    : fileOf({
        format: 'csv',
        columns: cells.map((cell) => cell.replace(/\s+/g, ' ')),
        lines: chain(above, lines),
        warnings,
      })
}

function fileOf(file: ListFile): ReadFile {
  return { outcome: 'read', file }
}

/** One column is enough for addresses or numbers alone, as in a list of opt-outs. */
function isOfContacts(cells: string[]): boolean {
  return isPerson(cells) || /^\W*(e-?mails?|correos?|phones?|tel|cel|m[oó]vil)/i.test(cells[0] ?? '')
}

/**
 * Headings are never an email address, phone number or ZIP. A first line with one is a person, who must not be lost.
 */
function isPerson(cells: string[]): boolean {
  return cells.some(
    (cell) =>
      /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(cell) ||
      /^\d{5}(-\d{4})?$/.test(cell) ||
      /^\+?1?\D{0,3}\d{3}\D{0,3}\d{3}\D{0,2}\d{4}$/.test(cell),
  )
}

function* chain(first: ListLine[], rest: Iterable<ListLine>): Generator<ListLine> {
  yield* first
  yield* rest
}

function workbook({ rows, others }: FirstSheet): ReadFile {
  const head = rows.findIndex((row) => row.some((cell) => cell !== ''))
  if (head < 0) return { outcome: 'empty' }
  const lines = rows.map((cells, index) => lineOf(cells, index + 1))
  const warnings: ListWarning[] = others > 0 ? [{ warning: 'other-sheets', count: others }] : []
  return isPerson(rows[head]!)
    ? fileOf({
        format: 'xlsx',
        columns: rows[head]!.map(() => ''),
        lines,
        warnings: [...warnings, { warning: 'no-headings', count: 1 }],
      })
    : fileOf({ format: 'xlsx', columns: rows[head]!, lines: lines.toSpliced(head, 1), warnings })
}

function people(format: ListFormat, read: PeopleTable, warnings: ListWarning[]): ReadFile {
  const more: ListWarning[] = read.misshapen > 0 ? [{ warning: 'misshapen', count: read.misshapen }] : []
  return table(format, read, [...warnings, ...more])
}

function table(format: ListFormat, { columns, rows }: ListTable, warnings: ListWarning[]): ReadFile {
  if (rows.length === 0) return { outcome: 'empty' }
  return fileOf({ format, columns, lines: rows.map((cells, index) => lineOf(cells, index + 1)), warnings })
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
