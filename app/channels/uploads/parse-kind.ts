/**
 * A kind of file that is parsed in a process of its own: what its parser is told, and what pieces it gives back.
 * Between the processes it is only a name; the types are for whoever asks.
 */
export interface ParseKind<Options, Piece> {
  readonly name: string
  readonly types?: { options: Options; piece: Piece }
}

export function parseKind<Options, Piece>(name: string): ParseKind<Options, Piece> {
  return { name }
}

/** Why a file was not read, as far as that is the file's doing or the moment's; words under `uploads.refusals`. */
export type Refusal =
  | { why: 'unreadable' | 'empty' | 'too-big' | 'too-deep' | 'too-slow' | 'too-much-memory' | 'busy' | 'stopped' }
  | { why: 'too-many-rows' | 'too-many-cells' | 'too-many-pixels'; most: number }
  | { why: 'stray-cell'; cell: string }
  | { why: 'broken-line'; line: number }

/** Ends the parsing of a file. */
export class RefusedFile extends Error {
  override name = 'RefusedFile'
  constructor(readonly refusal: Refusal) {
    super(refusal.why)
  }
}

/** What a thrown error says of the file, or null when it is another error. Pages and server are two builds, so that `instanceof` would not do. */
export function refusalOf(error: unknown): Refusal | null {
  return error instanceof Error && error.name === 'RefusedFile' ? (error as RefusedFile).refusal : null
}

/** Rows and cells of what is held in memory as a whole table. */
export const mostRows = 200_000
export const mostCells = 2_000_000
