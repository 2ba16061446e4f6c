import { RefusedFile } from '~/channels/uploads/parse-kind'
import { type Blank, zeros } from './blank'
import type { ByteReader } from './byte-reader'

/** Bytes of the largest index we hold in memory; an hour has about two million. */
const mostIndex = 16 * 1024 * 1024
/** Boxes at the top of a file. A recording made of fragments has two for each second or so. */
const mostBoxes = 20_000
/** Codecs that current browsers play inside MP4. An iPhone's usual one, HEVC, is not among them. */
const playable = ['avc1', 'avc3', 'av01', 'vp08', 'vp09']
/** Boxes at the top of a file that playing needs. @see ISO/IEC 14496-12 table 1 */
const needed = ['ftyp', 'styp', 'moov', 'moof', 'mdat', 'sidx', 'ssix', 'mfra']
/** Phones write the place where a video was filmed into these (ISO/IEC 14496-12 §8.10, §8.11; Apple's `©xyz`). */
const telling = ['udta', 'meta', 'uuid']
/** Boxes that begin with the times at which a film or track was made and changed (§8.2.2, §8.3.2, §8.4.2). */
const timed = ['mvhd', 'tkhd', 'mdhd']

/**
 * Looks into MP4 from behind the head of its first box.
 *
 * @returns what tells where, when and with what it was filmed
 * @throws RefusedFile; RangeError when it is damaged
 */
export async function checkMp4(reader: ByteReader, first: Buffer): Promise<Blank[]> {
  const blanks: Blank[] = []
  let index: Buffer | null = null
  let next: Buffer | null = first
  for (let boxes = 0; next; boxes += 1) {
    if (boxes === mostBoxes) throw new RangeError('too many boxes')
    const at = reader.at() - 8
    const kind = next.toString('latin1', 4)
    const isLong = next.readUInt32BE(0) === 1
    const head = isLong ? Buffer.concat([next, await reader.read(8)]) : next
    const size = isLong ? Number(head.readBigUInt64BE(8)) : head.readUInt32BE(0)
    // The last box of a file may leave its size open.
    const isLast = size === 0
    if (!isLast && size < head.length) throw new RangeError('a box smaller than its head')
    if (!needed.includes(kind)) blanks.push(freed({ from: at, size: isLast ? Infinity : size, head }))
    if (kind === 'moov' || kind === 'moof') {
      if (isLast || size - head.length > mostIndex) throw new RangeError('no index that can be read')
      const content = await reader.read(size - head.length)
      blanks.push(...tellingIn(content, at + head.length))
      if (kind === 'moov') {
        if (index) throw new RangeError('two indexes')
        index = content
      }
    } else if (isLast) break
    else await reader.skip(size - head.length)
    next = await reader.readOrEnd(8)
  }
  if (!index) throw new RangeError('no index')
  if (!playable.some((codec) => index.includes(codec))) throw new RefusedFile({ why: 'video-codec' })
  return blanks
}

/** A box becomes free space of the same size. @param blank with the head of the box */
function freed(blank: Blank): Blank {
  const head = Buffer.from(blank.head)
  head.write('free', 4, 'latin1')
  return { ...blank, head }
}

/** What tells of the whole film, and of each track. @param offset of these bytes in the file */
function tellingIn(bytes: Buffer, offset: number): Blank[] {
  const boxes = boxesIn(bytes)
  const parts = boxes.filter(({ kind }) => kind === 'trak' || kind === 'traf')
  const media = parts.flatMap((part) => boxesIn(bytes, part).filter(({ kind }) => kind === 'mdia'))
  return [...boxes, ...[...parts, ...media].flatMap((part) => boxesIn(bytes, part))].flatMap((box) => {
    const from = offset + box.at
    if (telling.includes(box.kind))
      return freed({ from, size: box.end - box.at, head: bytes.subarray(box.at, box.content) })
    return timed.includes(box.kind) ? timesOf(bytes, box, offset) : []
  })
}

function timesOf(bytes: Buffer, { content }: Box, offset: number): Blank {
  // A box of version 1 has times of eight bytes.
  return zeros(offset + content + 4, bytes.readUInt8(content) === 1 ? 16 : 8)
}

interface Box {
  kind: string
  at: number
  content: number
  end: number
}

/** Boxes next to each other. @param whole what they are in; the bytes, where nothing is said */
function boxesIn(bytes: Buffer, whole: Pick<Box, 'content' | 'end'> = { content: 0, end: bytes.length }): Box[] {
  const found: Box[] = []
  for (let at = whole.content; at + 8 <= whole.end; ) {
    const isLong = bytes.readUInt32BE(at) === 1
    const content = at + (isLong ? 16 : 8)
    const end = at + (isLong ? Number(bytes.readBigUInt64BE(at + 8)) : bytes.readUInt32BE(at))
    if (end < content || end > whole.end) throw new RangeError('a box that leaves its own')
    found.push({ kind: bytes.toString('latin1', at + 4, at + 8), at, content, end })
    at = end
  }
  return found
}
