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
 * headings most often.
 */
function delimiterOf(text: string): string {
  const [head = '', ...rows] = text
    .slice(0, 20_000)
    .replaceAll(/"[^"]*"/g, '')
    .split(lineBreak)
    .filter((line) => line.trim() !== '')
    .slice(0, 12)
  const signs = ['\t', ';', ',', '|'].map((sign) => {
    const count = head.split(sign).length
    return { sign, count, like: count > 1 ? rows.filter((row) => row.split(sign).length === count).length : -1 }
  })
  return signs.sort((one, two) => two.like - one.like || two.count - one.count)[0]!.sign
}
