import { Readable } from 'node:stream'
import { fileInMemory, type UploadedFile } from '~/channels/uploads/uploaded-file.server'

/** A box of an MP4 file (ISO/IEC 14496-12 §4.2). */
export function box(kind: string, ...content: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(content.map((one) => (typeof one === 'string' ? Buffer.from(one, 'latin1') : one)))
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8, 0)
  head.write(kind, 4, 'latin1')
  return Buffer.concat([head, body])
}

/** The place where a phone filmed, as it writes it. */
export const place = '+33.4484-112.0740/'

/** A film as a phone writes it: with its place, in the film and in a track. @param codec `hvc1` for HEVC */
export function phoneVideo(codec = 'avc1'): Buffer {
  return Buffer.concat([
    box('ftyp', 'isom\0\0\0\0isomavc1'),
    box(
      'moov',
      box('mvhd', Buffer.alloc(100)),
      box('trak', box('mdia', box('stsd', box(codec, Buffer.alloc(20)))), box('meta', place)),
      box('udta', box('\u00a9xyz', place)),
    ),
    box('mdat', 'every frame stays where it is'),
  ])
}

/** A file whose bytes come in pieces of this size. */
export function inPieces(bytes: Buffer, size: number): UploadedFile {
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  )
  return { ...fileInMemory(bytes), stream: () => Readable.from(pieces) }
}
