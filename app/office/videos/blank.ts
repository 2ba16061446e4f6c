import type { Readable } from 'node:stream'

/** Bytes of a file to be replaced by as many others, so that everything else stays where the index says it is. */
export interface Blank {
  from: number
  /** Infinity: to the end of the file. */
  size: number
  /** What stands there instead, followed by zeros. */
  head: Buffer
}

/** Bytes that become zeros. */
export const zeros = (from: number, size: number): Blank => ({ from, size, head: Buffer.alloc(0) })

/** A file with its blanks. */
export async function* withBlanks(source: Readable, blanks: readonly Blank[]): AsyncGenerator<Buffer> {
  const ahead = blanks.toSorted((a, b) => b.from - a.from)
  let begun: Blank[] = []
  let at = 0
  for await (const chunk of source as AsyncIterable<Buffer>) {
    const clean = Buffer.from(chunk)
    const end = at + clean.length
    while (ahead.length > 0 && ahead.at(-1)!.from < end) begun.push(ahead.pop()!)
    for (const blank of begun) put(clean, at, blank)
    begun = begun.filter(({ from, size }) => from + size > end)
    at = end
    yield clean
  }
}

/** @param at where in the file these bytes begin */
function put(bytes: Buffer, at: number, { from, size, head }: Blank): void {
  const begin = from - at
  bytes.fill(0, Math.max(0, begin), Math.max(0, Math.min(bytes.length, begin + size)))
  // The head may have begun in the chunk before, or go on in the next.
  bytes.set(head.subarray(Math.max(0, -begin), Math.max(0, bytes.length - begin)), Math.max(0, begin))
}
