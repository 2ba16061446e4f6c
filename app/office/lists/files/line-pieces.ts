import type { ListLine } from '~/channels/uploads/read-csv'
import { longestCell, mostColumns } from './list-file'

const mostLines = 500
/** In characters; a process receives a chunk of this size in a few milliseconds. */
const mostCharacters = 256 * 1024

/** Splits lines into chunks small enough to pass between processes without blocking either. */
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

/** Cuts cells to one column and one character over the limits, so that the reader can see that something was cut. */
export function cutCells(cells: readonly string[]): string[] {
  return cells.slice(0, mostColumns + 1).map((cell) => cell.slice(0, longestCell + 1))
}

/** Whether something of a line does not fit into a list. */
export function isCut(cells: readonly string[]): boolean {
  return cells.length > mostColumns || cells.some((cell) => cell.length > longestCell)
}
