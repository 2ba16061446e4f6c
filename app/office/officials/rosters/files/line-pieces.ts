import type { ListLine } from '~/channels/uploads/read-csv'

const mostLines = 500
/** Characters; a process takes in a piece of this size in a few milliseconds. */
const mostCharacters = 256 * 1024

/** The rest is cut off: one column and one character more than are kept, so that whoever keeps them sees that there were more. */
const mostColumns = 201
const longestCell = 2_001

/** Lines in pieces small enough to be handed from one process to another without a pause. */
export function* linePieces(lines: Iterable<ListLine>): Generator<ListLine[]> {
  let piece: ListLine[] = []
  let characters = 0
  for (const line of lines) {
    const kept = line.cells ? { ...line, cells: cutCells(line.cells) } : line
    piece.push(kept)
    characters += kept.cells?.reduce((sum, cell) => sum + cell.length, 0) ?? 0
    if (piece.length < mostLines && characters < mostCharacters) continue
    yield piece
    piece = []
    characters = 0
  }
  if (piece.length > 0) yield piece
}

export function cutCells(cells: readonly string[]): string[] {
  return cells.slice(0, mostColumns).map((cell) => cell.slice(0, longestCell))
}
