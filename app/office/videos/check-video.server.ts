import type { Readable } from 'node:stream'
import type { VideoType } from '~/campaigns/videos/video-names'
import { RefusedFile } from '~/channels/uploads/parse-kind'
import type { Blank } from './blank'
import { openReader } from './byte-reader'
import { checkMp4 } from './check-mp4.server'
import { checkWebm } from './check-webm.server'

export interface CheckedVideo {
  type: VideoType
  /** What tells where, when and with what it was filmed. */
  metadata: Blank[]
}

/**
 * Looks into a file: whether browsers play it, by its content and not its name, and what it tells beside the picture.
 *
 * @throws RefusedFile
 */
export async function checkVideo(source: Readable): Promise<CheckedVideo> {
  const reader = openReader(source)
  try {
    const first = await reader.read(4)
    if (first.readUInt32BE(0) === 0x1a45dfa3) return { type: 'webm', metadata: await checkWebm(reader) }
    const head = Buffer.concat([first, await reader.read(4)])
    if (head.toString('latin1', 4) === 'ftyp') return { type: 'mp4', metadata: await checkMp4(reader, head) }
    throw new RefusedFile({ why: 'no-video' })
  } catch (error) {
    // Cut off, or a part that says it is longer than the file.
    if (error instanceof RangeError) throw new RefusedFile({ why: 'no-video' })
    throw error
  } finally {
    source.destroy()
  }
}
