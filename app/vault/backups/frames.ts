/** One piece of a backup: JSON about what follows, or bytes of a table or file. */
export type Frame = { is: 'words'; words: unknown } | { is: 'bytes'; bytes: Buffer }

const kinds = { words: 0x4a, bytes: 0x44 } as const
const headBytes = 5
/** A frame that claims to be longer is damaged; ours are as long as what a socket reads at once. */
const longest = 64 * 1024 * 1024

/** On the wire: one byte for the kind (`J` or `D`), the length as four bytes, big-endian, and the content. */
export function encodeFrame(frame: Frame): Buffer {
  const content = frame.is === 'words' ? Buffer.from(JSON.stringify(frame.words)) : frame.bytes
  const head = Buffer.alloc(headBytes)
  head[0] = kinds[frame.is]
  head.writeUInt32BE(content.length, 1)
  return Buffer.concat([head, content])
}

/**
 * The reverse of `encodeFrame`, over chunks of any size.
 *
 * @throws when a frame is malformed or the last one is cut off
 */
export async function* decodeFrames(chunks: AsyncIterable<Buffer>): AsyncGenerator<Frame, void, void> {
  let pending: Buffer[] = []
  let size = 0
  let wanted = headBytes
  for await (const chunk of chunks) {
    pending.push(chunk)
    size += chunk.length
    if (size < wanted) continue
    let rest = Buffer.concat(pending)
    for (;;) {
      wanted = headBytes
      if (rest.length < wanted) break
      wanted = headBytes + lengthOf(rest)
      if (rest.length < wanted) break
      yield frameOf(rest[0]!, rest.subarray(headBytes, wanted))
      rest = rest.subarray(wanted)
    }
    pending = [rest]
    size = rest.length
  }
  if (size > 0) throw new Error('the last frame is cut off')
}

function lengthOf(head: Buffer): number {
  const length = head.readUInt32BE(1)
  if (length > longest) throw new Error(`a frame of ${length} bytes`)
  return length
}

function frameOf(kind: number, content: Buffer): Frame {
  if (kind === kinds.bytes) return { is: 'bytes', bytes: content }
  if (kind === kinds.words) return { is: 'words', words: JSON.parse(content.toString('utf8')) }
  throw new Error(`a frame of unknown kind ${kind}`)
}
