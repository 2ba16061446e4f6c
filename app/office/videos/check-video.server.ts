import type { Readable } from 'node:stream'
import type { VideoType } from '~/campaigns/videos/video-names'
import { RefusedFile } from '~/channels/uploads/parse-kind'

/** A part of a file, in bytes. */
export interface Span {
  from: number
  size: number
}

export interface CheckedVideo {
  type: VideoType
  /** Boxes that tell where, when and with what it was filmed. */
  metadata: Span[]
}

/** Bytes of the largest index we hold in memory; an hour has about two million. */
const mostIndex = 16 * 1024 * 1024
/** Boxes at the top of a file. A recording made of fragments has two for each second or so. */
const mostBoxes = 20_000
/** Codecs that current browsers play inside MP4. An iPhone's usual one, HEVC, is not among them. */
const playable = ['avc1', 'avc3', 'av01', 'vp08', 'vp09']
/** Phones write the place where a video was filmed into these (ISO/IEC 14496-12 §8.10, §8.11; Apple's `©xyz`). */
const telling = ['udta', 'meta', 'uuid']

/**
 * Looks into a file: whether browsers play it, by its content and not its name, and what it tells beside the picture.
 *
 * @throws RefusedFile
 */
export async function checkVideo(source: Readable): Promise<CheckedVideo> {
  const reader = openReader(source)
  try {
    const head = await reader.read(8)
    if (head.subarray(4).toString('latin1') === 'ftyp') return await checkMp4(reader, head)
    if (head.readUInt32BE(0) === 0x1a45dfa3 && (await reader.read(56)).includes('webm'))
      return { type: 'webm', metadata: [] }
    throw new RefusedFile({ why: 'no-video' })
  } catch (error) {
    // Cut off, or a box that says it is longer than the file.
    if (error instanceof RangeError) throw new RefusedFile({ why: 'no-video' })
    throw error
  } finally {
    source.destroy()
  }
}

async function checkMp4(reader: Reader, head: Buffer): Promise<CheckedVideo> {
  const metadata: Span[] = []
  let index: Buffer | null = null
  let next: Buffer | null = head
  for (let boxes = 0; next; boxes += 1) {
    if (boxes === mostBoxes) throw new RangeError('too many boxes')
    const at = reader.at() - 8
    const kind = next.subarray(4).toString('latin1')
    let size = next.readUInt32BE(0)
    let read = 8
    if (size === 1) {
      size = Number((await reader.read(8)).readBigUInt64BE(0))
      read = 16
    }
    // The last box of a file may leave its size open.
    const isLast = size === 0
    if (!isLast && size < read) throw new RangeError('a box smaller than its head')
    if (kind === 'moov') {
      if (index || isLast || size - read > mostIndex) throw new RangeError('no index that can be read')
      index = await reader.read(size - read)
      metadata.push(...tellingIn(index, at + read))
    } else {
      if (telling.includes(kind) && !isLast) metadata.push({ from: at, size })
      if (isLast) break
      await reader.skip(size - read)
    }
    next = await reader.readOrEnd(8)
  }
  if (!index) throw new RangeError('no index')
  if (!playable.some((codec) => index.includes(codec))) throw new RefusedFile({ why: 'video-codec' })
  return { type: 'mp4', metadata }
}

/** Boxes with metadata of the whole film, and of each track. @param offset of these bytes in the file */
function tellingIn(bytes: Buffer, offset: number): Span[] {
  const found: Span[] = []
  for (let at = 0; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32BE(at)
    const kind = bytes.subarray(at + 4, at + 8).toString('latin1')
    if (size < 8 || at + size > bytes.length) throw new RangeError('a box that leaves its own')
    if (telling.includes(kind)) found.push({ from: offset + at, size })
    else if (kind === 'trak') found.push(...tellingIn(bytes.subarray(at + 8, at + size), offset + at + 8))
    at += size
  }
  return found
}

type Reader = ReturnType<typeof openReader>

/** Reads a stream from front to back, in steps of one's own. A step beyond the end throws RangeError. */
function openReader(source: Readable) {
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
