import { parseAllDocuments } from 'yaml'
import { decodeText } from './decode-text'
import { flattenJson, type Table } from './flatten-json'
import { readCsv, type ListLine } from './read-csv'
import { readOpenStates, readPopolo } from './read-people'
import { readWorkbook } from './read-workbook.server'

export type RosterFormat = 'csv' | 'xlsx' | 'json' | 'popolo' | 'open-states'

/** Something to be said about a whole file; keys under `officials.warnings`. */
export interface RosterWarning {
  warning: 'guessed-encoding' | 'uneven' | 'blank' | 'no-headings' | 'cut'
  count: number
}

/** A file as it was read: headings, then lines. */
export interface RosterFile {
  format: RosterFormat
  columns: string[]
  lines: Iterable<ListLine>
  warnings: RosterWarning[]
}

export type ReadFile = { outcome: 'read'; file: RosterFile } | { outcome: 'unreadable' | 'empty' | 'too-big' }

/** Bytes of a file that has to be held as a whole; of a CSV the office's door is the limit. */
const most = 20 * 1024 * 1024

/**
 * Reads what organizers have: CSV in any dress, XLSX, JSON of any shape, Popolo and Open Civic Data, Open States' YAML.
 *
 * @param files several only of YAML, one person each
 */
export async function readRosterFiles(files: { name: string; bytes: Buffer }[]): Promise<ReadFile> {
  const [first] = files
  if (!first || files.every(({ bytes }) => bytes.length === 0)) return { outcome: 'empty' }
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0)
  if (first.bytes.subarray(0, 2).toString('latin1') === 'PK') {
    if (total > most) return { outcome: 'too-big' }
    const rows = await readWorkbook(first.bytes)
    return rows ? tabular('xlsx', rows) : { outcome: 'unreadable' }
  }
  const decoded = files.map(({ bytes }) => decodeText(bytes))
  const text = decoded.map((one) => one.text).join('\n---\n')
  if (text.includes('\0') || text.startsWith('%PDF-')) return { outcome: 'unreadable' }
  const guessed = decoded.reduce((sum, one) => sum + one.guessedLines, 0)
  const warnings: RosterWarning[] = guessed > 0 ? [{ warning: 'guessed-encoding', count: guessed }] : []
  const isYaml = /\.ya?ml$/i.test(first.name) || /^(---\s*\n)?id: ocd-person\//.test(text)
  if (!isYaml && !/^\s*[[{]/.test(text)) return files.length > 1 ? { outcome: 'unreadable' } : csv(text, warnings)
  if (total > most) return { outcome: 'too-big' }
  const values = isYaml ? yamlValues(text) : jsonValue(text)
  if (!values) return { outcome: 'unreadable' }
  const openStates = readOpenStates(values)
  if (openStates) return table('open-states', openStates, warnings)
  const whole = values.length === 1 ? values[0] : values
  const popolo = readPopolo(whole)
  if (popolo) return table('popolo', popolo, warnings)
  const flat = flattenJson(whole)
  return flat ? table('json', flat, warnings) : { outcome: 'empty' }
}

function csv(text: string, warnings: RosterWarning[]): ReadFile {
  const lines = readCsv(text)
  const above: ListLine[] = []
  let head = lines.next()
  for (; !head.done && !head.value.cells && head.value.problem === 'blank'; head = lines.next()) above.push(head.value)
  if (head.done) return { outcome: 'empty' }
  const { cells } = head.value
  if (!cells || cells.length < 2) return { outcome: 'unreadable' }
  if (isPerson(cells)) return { outcome: 'read', file: { format: 'csv', columns: cells.map(() => ''), lines: chain([...above, head.value], lines), warnings: [...warnings, { warning: 'no-headings', count: 1 }] } }
  return { outcome: 'read', file: { format: 'csv', columns: cells.map((cell) => cell.replace(/\s+/g, ' ')), lines: chain(above, lines), warnings } }
}

/** No heading is an address, a telephone number or a ZIP: such a first line is somebody, whom nobody may lose. */
function isPerson(cells: string[]): boolean {
  return cells.some((cell) => /^\S+@\S+\.\S+$/.test(cell) || /^\d{5}(-\d{4})?$/.test(cell) || /^\+?1?\D{0,3}\d{3}\D{0,3}\d{3}\D{0,2}\d{4}$/.test(cell))
}

function* chain(first: ListLine[], rest: Iterable<ListLine>): Generator<ListLine> {
  yield* first
  yield* rest
}

function tabular(format: RosterFormat, rows: string[][]): ReadFile {
  const [head, ...rest] = rows
  if (!head) return { outcome: 'empty' }
  return isPerson(head) ? table(format, { columns: head.map(() => ''), rows }, [{ warning: 'no-headings', count: 1 }]) : table(format, { columns: head, rows: rest }, [], 2)
}

/** @param from number of the first line, as its file counts */
function table(format: RosterFormat, { columns, rows }: Table, warnings: RosterWarning[], from = 1): ReadFile {
  if (rows.length === 0) return { outcome: 'empty' }
  return { outcome: 'read', file: { format, columns, lines: rows.map((cells, index): ListLine => (cells.every((cell) => cell === '') ? { line: index + from, cells: null, problem: 'blank' } : { line: index + from, cells })), warnings } }
}

function jsonValue(text: string): unknown[] | null {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : [value]
  } catch {
    return null
  }
}

function yamlValues(text: string): unknown[] | null {
  try {
    const documents = parseAllDocuments(text, { merge: false })
    const read = Array.isArray(documents) ? documents : []
    if (read.some((document) => document.errors.length > 0)) return null
    return read.map((document): unknown => document.toJS({ maxAliasCount: 100 })).filter((value) => value !== null)
  } catch {
    return null
  }
}
