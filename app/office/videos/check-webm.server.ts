import { RefusedFile } from '~/channels/uploads/parse-kind'
import type { Blank } from './blank'
import type { ByteReader } from './byte-reader'

/** Elements of WebM, which is Matroska. @see RFC 9559 §5 */
const id = {
  segment: 0x18538067,
  cluster: 0x1f43b675,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  duration: 0x4489,
  tracks: 0x1654ae6b,
  track: 0xae,
  trackType: 0x83,
  void: 0xec,
}
/** What playing needs of a film and its clusters: the index of seeking, times, and frames. */
const needed = [0x114d9b74, 0x1c53bb6b, 0xe7, 0xa3, 0xa0, 0xa7, 0xab]
/** What playing needs of a track: its numbers, its codec, and how picture and sound are laid out. */
const neededOfTrack = [
  0xd7, 0x73c5, 0x83, 0xb9, 0x88, 0x55aa, 0x9c, 0x6de7, 0x6df8, 0x23e383, 0x55ee, 0x22b59c, 0x22b59d, 0x86, 0x63a2,
  0x56aa, 0x56bb, 0xe0, 0xe1, 0x41e4, 0x6d80,
]
/** Picture and sound. @see RFC 9559 §5.1.4.1.3 */
const shown = [1, 2]

/** Bytes of the largest element we hold in memory. */
const mostRead = 1024 * 1024
/** A browser's own recording has no sizes for its parts, so each frame of picture and sound is an element of its own. */
const mostElements = 500_000

/**
 * Looks into WebM from behind its first four bytes.
 *
 * @returns what tells where, when and with what it was filmed
 * @throws RefusedFile; RangeError when it is no WebM, or damaged
 */
export async function checkWebm(reader: ByteReader): Promise<Blank[]> {
  if (!(await readContent(reader, await readSize(reader))).includes('webm')) throw new RangeError('not WebM')
  const blanks: Blank[] = []
  let hasTracks = false
  for (let elements = 0; ; elements += 1) {
    if (elements === mostElements) throw new RangeError('too many elements')
    const at = reader.at()
    const kind = await readId(reader)
    if (kind === null) break
    const size = await readSize(reader)
    const content = reader.at()
    // We go through what is in them.
    if (kind === id.segment || kind === id.cluster) continue
    if (kind === id.info) {
      const info = await readContent(reader, size)
      blanks.push(...othersIn(elementsIn(info), [id.timestampScale, id.duration], content))
    } else if (kind === id.tracks) {
      hasTracks = true
      blanks.push(...tellingIn(await readContent(reader, size), content))
    } else if (size === null) throw new RangeError('an element without a size')
    else {
      if (!needed.includes(kind)) blanks.push(voided(at, content + size - at))
      await reader.skip(size)
    }
  }
  if (!hasTracks) throw new RangeError('no tracks')
  return blanks
}

/** What nothing needs of these. @param offset of the bytes that they are in */
function othersIn(elements: readonly Element[], needed: readonly number[], offset: number): Blank[] {
  return elements.filter(({ kind }) => !needed.includes(kind)).map(({ at, end }) => voided(offset + at, end - at))
}

/** @throws RefusedFile when there is something else than picture and sound */
function tellingIn(tracks: Buffer, offset: number): Blank[] {
  const entries = elementsIn(tracks)
  const inTracks = entries.flatMap(({ kind, content, end }) => {
    if (kind !== id.track) return []
    const track = tracks.subarray(content, end)
    const elements = elementsIn(track)
    const type = elements.find((one) => one.kind === id.trackType)
    if (!type || !shown.includes(track.readUIntBE(type.content, type.end - type.content)))
      throw new RefusedFile({ why: 'video-data' })
    return othersIn(elements, neededOfTrack, offset + content)
  })
  return [...othersIn(entries, [id.track], offset), ...inTracks]
}

interface Element {
  kind: number
  /** In the bytes that it is part of. */
  at: number
  content: number
  end: number
}

function elementsIn(bytes: Buffer): Element[] {
  const found: Element[] = []
  for (let at = 0; at < bytes.length; ) {
    const idWide = widthOf(bytes.readUInt8(at), 4)
    const sizeWide = widthOf(bytes.readUInt8(at + idWide), 8)
    const content = at + idWide + sizeWide
    const size = sizeIn(bytes.subarray(at + idWide, content))
    if (size === null || content + size > bytes.length) throw new RangeError('an element that leaves its own')
    found.push({ kind: bytes.readUIntBE(at, idWide), at, content, end: content + size })
    at = content + size
  }
  return found
}

/** Free space of this size. @see RFC 8794 §11.3.2 */
function voided(from: number, size: number): Blank {
  const head = Buffer.alloc(size < 9 ? 2 : 9)
  head.writeUInt8(id.void)
  if (size < 9) head.writeUInt8(0x80 | (size - 2), 1)
  else head.writeBigUInt64BE((1n << 56n) | BigInt(size - 9), 1)
  return { from, size, head }
}

/** Null: the file ends. */
async function readId(reader: ByteReader): Promise<number | null> {
  const first = await reader.readOrEnd(1)
  if (!first) return null
  const width = widthOf(first[0]!, 4)
  return Buffer.concat([first, await reader.read(width - 1)]).readUIntBE(0, width)
}

/** Null: it is not said, as in a recording that was sent while it was made. */
async function readSize(reader: ByteReader): Promise<number | null> {
  const first = await reader.read(1)
  return sizeIn(Buffer.concat([first, await reader.read(widthOf(first[0]!, 8) - 1)]))
}

async function readContent(reader: ByteReader, size: number | null): Promise<Buffer> {
  if (size === null || size > mostRead) throw new RangeError('too large to be read')
  return reader.read(size)
}

/** Bytes of a number, which its first bits tell. @see RFC 8794 §4 */
function widthOf(first: number, most: number): number {
  const width = Math.clz32(first) - 23
  if (width > most) throw new RangeError('not a number')
  return width
}

function sizeIn(bytes: Buffer): number | null {
  const bits = BigInt(7 * bytes.length)
  const size = BigInt.asUintN(Number(bits), BigInt(`0x${bytes.toString('hex')}`))
  return size === (1n << bits) - 1n ? null : Number(size)
}
