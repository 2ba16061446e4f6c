import { once } from 'node:events'
import { constants, setPriority } from 'node:os'
import { documentCheck, documentFile, documentToClean } from '~/campaigns/library/document-file'
import type { ParseAnswer, ParseOrder } from '~/channels/uploads/file-parser.server'
import { type ParseKind, type Refusal, refusalOf } from '~/channels/uploads/parse-kind'
import { listFile } from '~/office/lists/files/list-file'
import { boundaryFile } from '~/office/officials/boundaries/boundary-file'
import { pictureFile } from '~/office/pictures/picture-file'
import { tableFile } from '~/officials/divisions/lists/table-file'

// Process that parses one uploaded file: it has no database, no keys, no environment, little memory and little time,
// and may be killed by what is in the file.

/** A file with its bytes. */
export interface FileToParse {
  name: string
  bytes: Buffer
}

type Parser = (files: FileToParse[], options: never) => AsyncIterable<unknown> | Iterable<unknown>

/** Loaded on demand, so that a list does not wait for image libraries. */
const parsers = new Map<string, () => Promise<Parser>>([
  parser(listFile, async () => (await import('~/office/lists/files/parse-list.server')).parseList),
  parser(
    boundaryFile,
    async () => (await import('~/office/officials/boundaries/parse-boundaries.server')).parseBoundaries,
  ),
  parser(tableFile, async () => (await import('~/officials/divisions/lists/parse-table.server')).parseTable),
  parser(documentCheck, async () => (await import('~/campaigns/library/read-document.server')).checkDocument),
  parser(documentFile, async () => (await import('~/campaigns/library/read-document.server')).readDocument),
  parser(documentToClean, async () => (await import('~/campaigns/library/clean-document.server')).cleanDocument),
  parser(pictureFile, async () => (await import('~/office/pictures/parse-picture.server')).parsePicture),
])

function parser<Options, Piece>(
  { name }: ParseKind<Options, Piece>,
  load: () => Promise<(files: FileToParse[], options: Options) => AsyncIterable<Piece> | Iterable<Piece>>,
): [string, () => Promise<Parser>] {
  return [name, load]
}

async function run({ kind, options, files }: ParseOrder): Promise<void> {
  const parse = await parsers.get(kind)!()
  for await (const piece of parse(await readInput(files), options as never)) {
    send({ piece })
    await once(process, 'message')
  }
  send({ done: true })
}

/** Reads the files' bytes, which arrive one file after another. */
async function readInput(files: ParseOrder['files']): Promise<FileToParse[]> {
  const all = Buffer.alloc(files.reduce((sum, { size }) => sum + size, 0))
  let end = 0
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) end += chunk.copy(all, end)
  // Cut short: the sender has ended, and nobody waits for an answer.
  if (end < all.length) process.exit(1)
  let start = 0
  return files.map(({ name, size }) => ({ name, bytes: all.subarray(start, (start += size)) }))
}

function send(answer: ParseAnswer): void {
  process.send!(answer)
}

/** The refusal when a parser ran into a limit of the language. */
function asRefusal(error: unknown): Refusal | null {
  if (error instanceof RangeError) return { why: /call stack/.test(error.message) ? 'too-deep' : 'too-much-memory' }
  return refusalOf(error)
}

// Signing and viewing pages have priority.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
process.once('disconnect', () => process.exit(0))
process.once('message', (order: ParseOrder) => {
  run(order).catch((error: unknown) => {
    const refused = asRefusal(error)
    // A message may quote the file's content, so only the error's kind and location are reported.
    const { name, stack = '' } = error as Error
    send(
      refused
        ? { refused }
        : {
            failed: {
              name,
              stack: stack
                .split('\n')
                .filter((line) => line.trim().startsWith('at '))
                .join('\n'),
            },
          },
    )
  })
})
