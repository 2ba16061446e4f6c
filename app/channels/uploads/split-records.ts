/** One CSV record, which a quoted cell may spread over several lines; or a line that is not one. */
export type CsvRecord = { line: number; cells: string[] } | { line: number; problem: LineProblem }

/** Why a line has no cells; `blank` lines lose nothing. */
export type LineProblem = 'line-too-long' | 'quote-left-open' | 'blank'

const breaks = '\\r\\n\\u0085\\u2028\\u2029'

/** The end of a line, including Unicode's next line, line separator and paragraph separator. @see https://www.unicode.org/reports/tr14/ */
export const lineBreak = new RegExp(`\\r\\n|[${breaks}]`)

/** Most characters of one record; anything longer is not a person. */
const longest = 100_000
/** Most lines that one quoted cell may span. A quote that is never closed would swallow the rest of the list. */
const mostLines = 200

/**
 * Splits a CSV into records and cells. Lines may end in any way, mixed freely. A quote inside an unquoted cell, or one
 * that no delimiter or line break follows, is kept literally. An unclosed quote or an endless line costs only its own
 * line: reading resumes with the next.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function* splitRecords(text: string, delimiter: string): Generator<CsvRecord> {
  const unquoted = new RegExp(`[^${/[|\\^\]]/.test(delimiter) ? `\\${delimiter}` : delimiter}${breaks}]*`, 'y')
  let columns = 0
  for (let from = 0, line = 1; from < text.length; ) {
    const record = recordAt(text, { from, delimiter, unquoted })
    const raw = record && text.slice(from, record.end)
    if (!record || raw!.length > longest || hidesRows(raw!, delimiter, columns)) {
      const end = endOfLine(text, from)
      yield { line, problem: end - from > longest ? 'line-too-long' : 'quote-left-open' }
      from = end + breakAt(text, end)
      line += 1
      continue
    }
    if (record.cells.every((cell) => cell === '')) yield { line, problem: 'blank' }
    else {
      yield { line, cells: record.cells }
      // A title above the headings is one cell.
      if (columns < 2) columns = record.cells.length
    }
    from = record.end + breakAt(text, record.end)
    line += linesOf(raw!).length
  }
}

interface Reading {
  from: number
  delimiter: string
  /** Matches an unquoted cell; sticky. */
  unquoted: RegExp
}

/**
 * The cells of the record starting here, and where it ends: at the first line break outside quotes. Null: a quote is
 * never closed.
 */
function recordAt(text: string, { from, delimiter, unquoted }: Reading): { cells: string[]; end: number } | null {
  const cells: string[] = []
  for (let at = from; ; at += 1) {
    let start = at
    while (text[start] === ' ' || text[start] === '\ufeff') start += 1
    if (text[start] === '"') {
      const quoted = addressCell(text, start, delimiter) ?? quotedCell(text, start, delimiter)
      if (!quoted) return null
      cells.push(quoted.cell)
      at = quoted.end
    } else {
      unquoted.lastIndex = at
      const cell = unquoted.exec(text)![0]
      cells.push(cell.trim())
      at += cell.length
    }
    if (text[at] !== delimiter || at - from > longest) return { cells, end: at }
  }
}

/** A name in quotes before an address, as mail programs copy them: `"Paz, Ana" <ana@example.org>`; kept literally. */
function addressCell(text: string, open: number, delimiter: string): { cell: string; end: number } | null {
  const address = /"[^"\r\n]{1,200}" ?<[^<>"\s]{1,320}> */y
  address.lastIndex = open
  const cell = address.exec(text)?.[0]
  if (!cell?.includes('@')) return null
  const end = open + cell.length
  const isWhole = end >= text.length || text[end] === delimiter || breakAt(text, end) > 0
  return isWhole ? { cell: cell.trim(), end } : null
}

/**
 * @returns null when the quote that opens here is never closed, or only far below, or by a quote that belongs to
 *   another cell
 */
function quotedCell(text: string, open: number, delimiter: string): { cell: string; end: number } | null {
  let lines = 1
  let isLoose = false
  for (let from = open + 1; ; ) {
    const quote = text.indexOf('"', from)
    if (quote < 0 || quote - open > longest) return null
    lines += linesOf(text.slice(from, quote)).length - 1
    // A cell with a loose quote must end on its own line: else two stray quotes would swallow the people between them.
    if (lines > mostLines || (isLoose && lines > 1)) return null
    if (text[quote + 1] === '"') {
      from = quote + 2
      continue
    }
    let end = quote + 1
    while (text[end] === ' ') end += 1
    if (end >= text.length || text[end] === delimiter || breakAt(text, end) > 0)
      return {
        cell: text
          .slice(open + 1, quote)
          .replaceAll('""', '"')
          .trim(),
        end,
      }
    isLoose = true
    if (lines > 1) return null
    from = quote + 1
  }
}

/**
 * Whether lines swallowed by a quoted cell look like people themselves: as many cells as there are headings, and an
 * address or number among them. Then a quote is missing here and another one further down.
 */
function hidesRows(record: string, delimiter: string, columns: number): boolean {
  const lines = linesOf(record)
  if (lines.length === 1 || columns < 2) return false
  const isRow = (line: string) =>
    line.split(delimiter).length === columns && (columns >= 6 || /@|\d{5}|\d{3}\D?\d{4}/.test(line))
  return lines.every(isRow) || lines.slice(1, -1).some(isRow)
}

const linesOf = (text: string) => text.split(lineBreak)

/** Length of the line break that begins here; 0 for none. */
function breakAt(text: string, at: number): number {
  if (text[at] === '\r' && text[at + 1] === '\n') return 2
  return at < text.length && lineBreak.test(text[at]!) ? 1 : 0
}

function endOfLine(text: string, from: number): number {
  const found = new RegExp(lineBreak, 'g')
  found.lastIndex = from
  return found.exec(text)?.index ?? text.length
}
