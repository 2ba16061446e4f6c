import { RefusedFile } from '~/channels/uploads/parse-kind'
import type { ListLine } from '~/channels/uploads/read-csv'
import type { UploadedFile } from '~/channels/uploads/uploaded-file.server'
import type { Office } from '~/office/guard/guard.server'
import { type ListHead, type ListPiece, listFile } from './list-file'

/** A list as the file parser's child process sends it. */
export interface List extends ListHead {
  /** Can be iterated once. @throws RefusedFile when the list turns out to be too large */
  lines: AsyncIterable<ListLine>
}

/**
 * Reads a list of officials or signers in a child process while `take` consumes it.
 *
 * @param files more than one only for YAML, with one person per file
 * @throws RefusedFile before `take` is called or from within it
 */
export async function readList<Result>(
  { parser, request }: Pick<Office, 'parser' | 'request'>,
  files: readonly UploadedFile[],
  take: (list: List) => Promise<Result>,
): Promise<Result> {
  const pieces = parser.parse(listFile, { files, options: null, signal: request.signal })
  try {
    // Wait for a free parser here, before `take` holds a database connection.
    const first = await pieces.next()
    if (first.done || !('head' in first.value)) throw new RefusedFile({ why: 'empty' })
    return await take({ ...first.value.head, lines: linesOf(pieces) })
  } finally {
    await pieces.return()
  }
}

async function* linesOf(pieces: AsyncGenerator<ListPiece, void>): AsyncGenerator<ListLine, void> {
  for await (const piece of pieces) if ('lines' in piece) yield* piece.lines
}
