/**
 * A kind of file parsed in a child process: its options, and the pieces it yields.
 *
 * Between the processes it is only a name; the types are for callers.
 */
export interface ParseKind<Options, Piece> {
  readonly name: string
  readonly types?: { options: Options; piece: Piece }
}

export function parseKind<Options, Piece>(name: string): ParseKind<Options, Piece> {
  return { name }
}

/** Why a file was not read, if the cause is the file or the current load; texts under `uploads.refusals`. */
export type Refusal =
  | { why: 'unreadable' | 'empty' | 'too-big' | 'too-deep' | 'too-slow' | 'too-much-memory' | 'busy' | 'stopped' }
  | { why: 'no-pdf' | 'encrypted' | 'broken-pdf' }
  | { why: 'no-video' | 'video-codec' | 'video-data' }
  | { why: 'too-many-rows' | 'too-many-cells' | 'too-many-pixels' | 'too-many-pages'; most: number }
  | { why: 'stray-cell'; cell: string }
  | { why: 'broken-line'; line: number }

/** Stops the parsing of a file. */
export class RefusedFile extends Error {
  override name = 'RefusedFile'
  constructor(readonly refusal: Refusal) {
    super(refusal.why)
  }
}

/**
 * The refusal that an error carries, or null for any other error. `instanceof` would not work: pages and server are two
 * builds.
 */
export function refusalOf(error: unknown): Refusal | null {
  return error instanceof Error && error.name === 'RefusedFile' ? (error as RefusedFile).refusal : null
}

/** Most rows and cells of a table held in memory as a whole. */
export const mostRows = 200_000
export const mostCells = 2_000_000
