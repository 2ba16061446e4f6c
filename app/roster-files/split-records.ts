/** One record of a CSV, which a quoted cell may spread over several lines; or a line that is none. */
export type CsvRecord = { line: number; text: string } | { line: number; problem: 'line-too-long' | 'quote-left-open' }

/** Characters of one record; longer ones are no people. */
const longest = 100_000
/** Lines that one quoted cell may span. A quote that is never closed would swallow the rest of the list. */
const mostLines = 200

/**
 * Cuts a CSV into records without parsing cells. A quote that stays open, or a line that goes on for ever, costs only
 * its own line: reading goes on with the next one.
 */
export function* splitRecords(text: string, delimiter: string): Generator<CsvRecord> {
  for (let from = 0, line = 1; from < text.length; ) {
    const record = recordAt(text, from, delimiter)
    if (record.end - from > longest || record.isOpen) {
      const end = endOfLine(text, from)
      yield { line, problem: end - from > longest ? 'line-too-long' : 'quote-left-open' }
      from = end + 1
      line += 1
      continue
    }
    const raw = text.slice(from, record.end)
    if (raw.trim() !== '') yield { line, text: raw }
    line += record.lines
    from = record.end + 1
  }
}

/** Where the record that begins here ends: at the first line break outside quotes. */
function recordAt(text: string, from: number, delimiter: string): { end: number; lines: number; isOpen: boolean } {
  let isQuoted = false
  let isCellStart = true
  let lines = 1
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at]!
    if (isQuoted) {
      if (sign === '"' && text[at + 1] === '"') at += 1
      else if (sign === '"') isQuoted = false
      else if (sign === '\n') {
        lines += 1
        if (lines > mostLines) return { end: at, lines, isOpen: true }
      }
      if (at - from > longest) return { end: at, lines, isOpen: true }
      continue
    }
    if (sign === '\n') return { end: at, lines, isOpen: false }
    if (sign === '"' && isCellStart) isQuoted = true
    isCellStart = sign === delimiter || (isCellStart && sign === ' ')
    // The end of a line that is too long is found by the engine's own search.
    if (at - from > longest) return { end: endOfLine(text, at), lines, isOpen: false }
  }
  return { end: text.length, lines, isOpen: isQuoted }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}
