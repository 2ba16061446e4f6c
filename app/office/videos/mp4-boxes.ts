import { RefusedFile } from '~/channels/uploads/parse-kind'

/** A box in bytes that are in memory. @see ISO/IEC 14496-12 §4.2 */
export interface Box {
  kind: string
  at: number
  content: number
  end: number
}

/** Boxes next to each other. @throws RangeError when one is longer than what it is in */
export function boxesIn(bytes: Buffer, whole: Pick<Box, 'content' | 'end'> = { content: 0, end: bytes.length }): Box[] {
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

/** The first box on this path. @throws RangeError when there is none */
export function boxAt(bytes: Buffer, whole: Box, path: readonly string[]): Box {
  return path.reduce((parent, kind) => {
    const box = boxesIn(bytes, parent).find((one) => one.kind === kind)
    if (!box) throw new RangeError(`no ${kind}`)
    return box
  }, whole)
}

/** More pieces than any track has that we can take out of a film of a few minutes. */
const mostChunks = 100_000

/**
 * Where the content of a track is in the file, from the tables of its samples (§8.7.3 to §8.7.5).
 *
 * @throws RefusedFile when it is not said in these tables; RangeError when they are damaged
 */
export function contentOf(bytes: Buffer, track: Box): { from: number; size: number }[] {
  const tables = boxesIn(bytes, boxAt(bytes, track, ['mdia', 'minf', 'stbl']))
  const table = (kind: string) => tables.find((one) => one.kind === kind)?.content
  const [sizes, runs, near, far] = [table('stsz'), table('stsc'), table('stco'), table('co64')]
  const places = near ?? far
  if (sizes === undefined || runs === undefined || places === undefined) throw new RefusedFile({ why: 'video-data' })
  const number = (at: number) => bytes.readUInt32BE(at)
  const chunks = number(places + 4)
  if (chunks > mostChunks) throw new RefusedFile({ why: 'video-data' })
  const sizeOfAll = number(sizes + 4)
  const samples = number(sizes + 8)
  const found: { from: number; size: number }[] = []
  let sample = 0
  let run = 0
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    // A run of chunks with as many samples each ends where the next one begins. They are counted from 1.
    while (run + 1 < number(runs + 4) && number(runs + 8 + 12 * (run + 1)) <= chunk + 1) run += 1
    const last = Math.min(samples, sample + number(runs + 12 + 12 * run))
    let size = sizeOfAll * (last - sample)
    if (sizeOfAll === 0) for (let at = sample; at < last; at += 1) size += number(sizes + 12 + 4 * at)
    sample = last
    const from =
      near === undefined ? Number(bytes.readBigUInt64BE(places + 8 + 8 * chunk)) : number(places + 8 + 4 * chunk)
    found.push({ from, size })
  }
  return merged(found)
}

function merged(spans: readonly { from: number; size: number }[]): { from: number; size: number }[] {
  const all: { from: number; size: number }[] = []
  for (const { from, size } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1)
    if (last && from <= last.from + last.size) last.size = Math.max(last.size, from + size - last.from)
    else all.push({ from, size })
  }
  return all
}
