import { RefusedFile } from '~/channels/uploads/parse-kind'
import { type Blank, zeros } from './blank'
import type { ByteReader } from './byte-reader'
import { type Box, boxAt, boxesIn, contentOf } from './mp4-boxes'

/** Bytes of the largest index we hold in memory; an hour has about two million. */
const mostIndex = 16 * 1024 * 1024
/** Boxes at the top of a file. A recording made of fragments has two for each second or so. */
const mostBoxes = 20_000
/** Codecs that current browsers play inside MP4. An iPhone's usual one, HEVC, is not among them. */
const playable = ['avc1', 'avc3', 'av01', 'vp08', 'vp09']
/** Boxes at the top of a file that playing needs. @see ISO/IEC 14496-12 table 1 */
const needed = ['ftyp', 'styp', 'moov', 'moof', 'mdat', 'sidx', 'ssix', 'mfra']
const list = (words: string) => words.split(' ')
/** What playing needs in the index, by the box that it is in. Phones write the place of a film into any other. */
const neededIn: Record<string, readonly string[]> = {
  moov: list('mvhd trak mvex'),
  mvex: list('mehd trex'),
  trak: list('tkhd edts mdia'),
  edts: list('elst'),
  mdia: list('mdhd hdlr minf elng'),
  minf: list('vmhd smhd dinf stbl'),
  dinf: list('dref'),
  stbl: list('stsd stts ctts cslg stss stsc stsz stz2 stco co64 sdtp sgpd sbgp'),
  moof: list('mfhd traf'),
  traf: list('tfhd tfdt trun sdtp sgpd sbgp'),
}
/** What describes a codec, next to each other in the description of a track (§12.1.3, §12.2.3). */
const ofCodec = list('avcC av1C vpcC dOps esds dac3 dec3 alac dfLa wave chan chnl pasp colr clap btrt')
/** Picture and sound. Cameras write the route into tracks of other kinds, and some of them into one of subtitles. */
const shown = ['vide', 'soun']
/** Boxes that begin with the times at which a film or track was made and changed (§8.2.2, §8.3.2, §8.4.2). */
const timed = ['mvhd', 'tkhd', 'mdhd']

/**
 * Looks into MP4 from behind the head of its first box. Tracks that are neither picture nor sound are taken out: every
 * iPhone writes some, with what its sensors measured.
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
      blanks.push(...tellingIn(content, kind, at + head.length))
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
function tellingIn(bytes: Buffer, kind: 'moov' | 'moof', offset: number): Blank[] {
  const whole = { kind, content: 0, end: bytes.length }
  const boxes = boxesIn(bytes, whole)
  const tracks = boxes.filter((box) => box.kind === 'trak')
  const others = tracks.filter((track) => !shown.includes(handlerOf(bytes, track).type))
  // The tables of a film in fragments don't say where the content of a track is.
  if (others.length > 0 && boxes.some((box) => box.kind === 'mvex')) throw new RefusedFile({ why: 'video-data' })
  const free = (box: Box) =>
    freed({ from: offset + box.at, size: box.end - box.at, head: bytes.subarray(box.at, box.content) })
  const toldIn = (parent: Pick<Box, 'kind' | 'content' | 'end'>): Blank[] =>
    boxesIn(bytes, parent).flatMap((box) => {
      if (!neededIn[parent.kind]!.includes(box.kind) || others.some(({ at }) => at === box.at)) return free(box)
      if (timed.includes(box.kind)) return timesOf(bytes, box, offset)
      return box.kind in neededIn ? toldIn(box) : []
    })
  return [
    ...others.flatMap((track) => contentOf(bytes, track).map(({ from, size }) => zeros(from, size))),
    ...toldIn(whole),
    ...tracks.filter((track) => !others.includes(track)).flatMap((track) => describedIn(bytes, track, offset, free)),
  ]
}

function handlerOf(bytes: Buffer, track: Box): { type: string; box: Box } {
  const box = boxAt(bytes, track, ['mdia', 'hdlr'])
  return { type: bytes.toString('latin1', box.content + 8, box.content + 12), box }
}

/**
 * In what describes a track: the names that a camera gives it and its encoder, “GoPro AVC encoder” (§8.4.3, §12.1.3), the
 * file that it was cut from (§8.7.2), and what is no part of its codec.
 */
function describedIn(bytes: Buffer, track: Box, offset: number, free: (box: Box) => Blank): Blank[] {
  const { type, box: handler } = handlerOf(bytes, track)
  const names = [{ from: handler.content + 12, to: handler.end }]
  const table = (...path: string[]) => {
    const { content, end } = boxAt(bytes, track, ['mdia', 'minf', ...path])
    return { version: bytes.readUInt8(content), entries: boxesIn(bytes, { content: content + 8, end }) }
  }
  for (const { content, end } of table('dinf', 'dref').entries) names.push({ from: content + 4, to: end })
  const { version, entries } = table('stbl', 'stsd')
  const inEntries = entries.flatMap(({ content, end }) => {
    if (type === 'vide') names.push({ from: content + 42, to: Math.min(content + 74, end) })
    const begin = type === 'vide' ? content + 78 : content + soundHead(bytes, content, version)
    return boxesIn(bytes, { content: begin, end }).filter(({ kind }) => !ofCodec.includes(kind))
  })
  return [
    ...names.filter(({ from, to }) => from < to).map(({ from, to }) => zeros(offset + from, to - from)),
    ...inEntries.map(free),
  ]
}

/** Bytes in the description of sound before its boxes; QuickTime's own versions have more. */
function soundHead(bytes: Buffer, content: number, version: number): number {
  if (version !== 0) return 28
  return { 1: 44, 2: 64 }[bytes.readUInt16BE(content + 8)] ?? 28
}

function timesOf(bytes: Buffer, { content }: Box, offset: number): Blank {
  // A box of version 1 has times of eight bytes.
  return zeros(offset + content + 4, bytes.readUInt8(content) === 1 ? 16 : 8)
}
