import { type LineProblem, lineBreak, splitRecords } from './split-records'

/** A line of a list: its cells, or why it has none. */
export type ListLine = { line: number; cells: string[] } | { line: number; cells: null; problem: LineProblem }

/**
 * The lines of a CSV; the first that is not blank holds the headings. Cells keep their line breaks; ragged lines are
 * allowed.
 */
export function* readCsv(text: string): Generator<ListLine> {
  // Excel's own first line, which names the delimiter.
  const [own = '', said] = new RegExp(`^\\ufeff?"?sep=(.)"?\\s*?(?:${lineBreak.source})`, 'i').exec(text) ?? []
  for (const record of splitRecords(text.slice(own.length), said ?? delimiterOf(text))) {
    const line = record.line + (own ? 1 : 0)
    yield 'cells' in record ? { line, cells: record.cells } : { line, cells: null, problem: record.problem }
  }
}

/**
 * The delimiter that splits the first lines into as many cells as the headings; if several do, the one that splits the
 * headings most often. A title above the headings, which has
 * other delimiters or none, is passed over when more lines are like one below it.
 */
function delimiterOf(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .replaceAll(/"[^"]*"/g, '')
    .split(lineBreak)
    .filter((line) => line.trim() !== '')
  const [first, ...below] = lines.slice(0, mostAbove).map((_, at) => bestSign(lines.slice(at, at + 12)))
  if (!first) return ','
  const better = below.find(({ like, sign }) => like > Math.max(first.like, 0) && !lines[0]!.includes(sign))
  return (better ?? first).sign
}

/** Titles that may be above the headings. */
const mostAbove = 20

function bestSign([head = '', ...rows]: string[]): { sign: string; count: number; like: number } {
  const signs = ['\t', ';', ',', '|'].map((sign) => {
    const count = head.split(sign).length
    return { sign, count, like: count > 1 ? rows.filter((row) => row.split(sign).length === count).length : -1 }
  })
  return signs.sort((one, two) => two.like - one.like || two.count - one.count)[0]!
}
