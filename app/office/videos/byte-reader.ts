import type { Readable } from 'node:stream'

export type ByteReader = ReturnType<typeof openReader>

/** Reads a stream from front to back, in steps of one's own. A step beyond the end throws RangeError. */
export function openReader(source: Readable) {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  let rest: Buffer = Buffer.alloc(0)
  let at = 0
  async function more(): Promise<boolean> {
    const { done, value } = await chunks.next()
    rest = done ? Buffer.alloc(0) : value
    return !done
  }
  async function readOrEnd(size: number): Promise<Buffer | null> {
    const parts: Buffer[] = []
    for (let left = size; left > 0; ) {
      if (rest.length === 0 && !(await more())) {
        if (left === size) return null
        throw new RangeError('the file ends')
      }
      const part = rest.subarray(0, left)
      rest = rest.subarray(part.length)
      left -= part.length
      at += part.length
      parts.push(part)
    }
    return Buffer.concat(parts)
  }
  return {
    at: () => at,
    readOrEnd,
    async read(size: number): Promise<Buffer> {
      const bytes = size === 0 ? Buffer.alloc(0) : await readOrEnd(size)
      if (!bytes) throw new RangeError('the file ends')
      return bytes
    },
    async skip(size: number): Promise<void> {
      for (let left = size; left > 0; ) {
        if (rest.length === 0 && !(await more())) throw new RangeError('the file ends')
        const part = Math.min(left, rest.length)
        rest = rest.subarray(part)
        left -= part
        at += part
      }
    },
  }
}
