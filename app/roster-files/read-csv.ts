import { parse } from 'csv-parse/sync'
import { splitRecords } from './split-records'

/** A line of a list: its cells, or why it is none. */
export type ListLine = { line: number; cells: string[] } | { line: number; cells: null; problem: 'line-too-long' | 'quote-left-open' }

const atOnce = 500

/** The lines of a CSV, the first among them its headings. Cells keep their line breaks; ragged lines are lines. */
export function* readCsv(text: string): Generator<ListLine> {
  const delimiter = delimiterOf(text)
  let waiting: { line: number; text: string }[] = []
  for (const record of splitRecords(text, delimiter)) {
    if ('text' in record) waiting.push(record)
    else {
      yield* parsed(waiting, delimiter)
      waiting = []
      yield { line: record.line, cells: null, problem: record.problem }
    }
    if (waiting.length === atOnce) {
      yield* parsed(waiting, delimiter)
      waiting = []
    }
  }
  yield* parsed(waiting, delimiter)
}

function* parsed(records: { line: number; text: string }[], delimiter: string): Generator<ListLine> {
  const rows = cellsOf(records.map((record) => record.text).join('\n'), delimiter)
  // Where cells and records do not tally, a stray quote is somewhere: each by itself then.
  if (rows?.length === records.length) for (const [index, cells] of rows.entries()) yield { line: records[index]!.line, cells }
  else for (const record of records) {
    const [cells] = cellsOf(record.text, delimiter) ?? []
    yield cells ? { line: record.line, cells } : { line: record.line, cells: null, problem: 'quote-left-open' }
  }
}

function cellsOf(text: string, delimiter: string): string[][] | null {
  try {
    return parse(text, { delimiter, relaxColumnCount: true, relaxQuotes: true, trim: true, bom: true, recordDelimiter: ['\r\n', '\n'] })
  } catch {
    return null
  }
}

/** The sign that parts the headings most often. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 5_000).trimStart().split('\n', 1)[0] ?? ''
  return ['\t', ';', ',', '|'].map((sign) => ({ sign, count: head.split(sign).length })).sort((one, two) => two.count - one.count)[0]!.sign
}
