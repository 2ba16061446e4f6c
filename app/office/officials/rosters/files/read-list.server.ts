import { RefusedFile } from '~/channels/uploads/parse-kind'
import type { ListLine } from '~/channels/uploads/read-csv'
import type { UploadedFile } from '~/channels/uploads/uploaded-file.server'
import type { Office } from '~/office/guard/guard.server'
import { type RosterHead, type RosterPiece, rosterFile } from './roster-file'

/** A list as it comes out of the process that reads it. */
export interface List extends RosterHead {
  /** Can be gone through once. @throws RefusedFile when it turns out to be too much */
  lines: AsyncIterable<ListLine>
}

/**
 * Reads a list of officials or signers in a process of its own while `take` uses it.
 *
 * @param files several only of YAML, one person each
 * @throws RefusedFile, before `take` or from within it
 */
export async function readList<Result>(
  { parser, request }: Pick<Office, 'parser' | 'request'>,
  files: readonly UploadedFile[],
  take: (list: List) => Promise<Result>,
): Promise<Result> {
  const pieces = parser.parse(rosterFile, { files, options: null, signal: request.signal })
  try {
    // Waits for its turn here, before `take` holds a connection to the database.
    const first = await pieces.next()
    if (first.done || !('head' in first.value)) throw new RefusedFile({ why: 'empty' })
    return await take({ ...first.value.head, lines: linesOf(pieces) })
  } finally {
    await pieces.return()
  }
}

async function* linesOf(pieces: AsyncGenerator<RosterPiece, void>): AsyncGenerator<ListLine, void> {
  for await (const piece of pieces) if ('lines' in piece) yield* piece.lines
}
