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

/** The same with its size in 64 bits. */
export function longBox(kind: string, content: string): Buffer {
  const head = Buffer.alloc(16)
  head.writeUInt32BE(1)
  head.write(kind, 4, 'latin1')
  head.writeBigUInt64BE(BigInt(content.length + 16), 8)
  return Buffer.concat([head, Buffer.from(content, 'latin1')])
}

/** The last box of a file, which may leave its size open. */
export function openBox(kind: string, content: string): Buffer {
  return Buffer.concat([Buffer.alloc(4), Buffer.from(kind + content, 'latin1')])
}

/** When a phone filmed, as it writes it. */
export const filmedAt = 'on May 1'

/** What a camera calls its encoder. */
export const camera = 'GoPro AVC encoder'

/** Boxes that no player needs, which may be in any other. */
const hidden = [box('gps ', place), box('free', place), box('\u00a9xyz', place), box('meta', box('ilst', place))]

/** A track of one kind, as cameras write it. @param tables what says where its content is */
function track(handler: string, codec: string, tables: Buffer[] = []): Buffer {
  return box(
    'trak',
    box('tkhd', Buffer.alloc(4), filmedAt, Buffer.alloc(68)),
    box(
      'mdia',
      box('mdhd', Buffer.from([1, 0, 0, 0]), filmedAt, filmedAt, Buffer.from('00000258', 'hex')),
      box('hdlr', Buffer.alloc(8), handler, Buffer.alloc(12), camera),
      box(
        'minf',
        box('dinf', box('dref', Buffer.alloc(8), box('url ', Buffer.from([0, 0, 0, 1]), place))),
        box(
          'stbl',
          box(
            'stsd',
            Buffer.alloc(8),
            box(codec, Buffer.alloc(42), camera.padEnd(32, '\0'), Buffer.alloc(4), box('avcC', 'codec'), ...hidden),
          ),
          ...tables,
          ...hidden,
        ),
        ...hidden,
      ),
      ...hidden,
    ),
    ...hidden,
  )
}

const numbers = (...all: number[]) => Buffer.from(new Uint32Array(all).buffer).swap32()

/** A film as a phone writes it: with its place, in the film and in a track. @param codec `hvc1` for HEVC */
export function phoneVideo(codec = 'avc1'): Buffer {
  return Buffer.concat([
    box('ftyp', 'isom\0\0\0\0isomavc1'),
    box(
      'moov',
      box('mvhd', Buffer.alloc(4), filmedAt, Buffer.alloc(88)),
      track('vide', codec),
      box('udta', box('\u00a9xyz', place)),
      ...hidden,
    ),
    box('mdat', 'every frame stays where it is'),
  ])
}

/**
 * A film with the route in a track of its own, between the frames: one piece of it after the first frame, two after the
 * second, the next at once.
 *
 * @param isInFragments as a film is sent while it is made
 */
export function routeVideo({ sameSize = false, isFar = false, isInFragments = false } = {}): Buffer {
  const head = box('ftyp', 'isom\0\0\0\0isomavc1')
  const content = `frame 1.${place}frame 2.${place}${place}${place}frame 3.`
  const [first, second] = [head.length + 16, head.length + 16 + place.length + 8]
  const starts = [first, second, second + 2 * place.length]
  const sizes = sameSize ? [place.length, 4] : [0, 4, ...starts.map(() => place.length), place.length]
  const tables = [
    box('stsc', numbers(0, 3, 1, 1, 1, 2, 2, 1, 3, 1, 1)),
    box('stsz', numbers(0, ...sizes)),
    isFar
      ? box('co64', numbers(0, 3, ...starts.flatMap((start) => [0, start])))
      : box('stco', numbers(0, 3, ...starts)),
  ]
  const extended = isInFragments ? [box('mvex', '')] : []
  const moov = box(
    'moov',
    box('mvhd', Buffer.alloc(100)),
    track('vide', 'avc1'),
    track('meta', 'gpmd', tables),
    ...extended,
  )
  return Buffer.concat([head, box('mdat', content), moov])
}

/** A file whose bytes come in pieces of this size. */
export function inPieces(bytes: Buffer, size: number): UploadedFile {
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  )
  return { ...fileInMemory(bytes), stream: () => Readable.from(pieces) }
}

/** An element of WebM (RFC 8794 §5), with its size in eight bytes, as programs write it. @param id in hex */
function element(id: string, ...content: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(content.map((one) => (typeof one === 'string' ? Buffer.from(one, 'latin1') : one)))
  const size = Buffer.alloc(8)
  size.writeBigUInt64BE((1n << 56n) | BigInt(body.length))
  return Buffer.concat([Buffer.from(id, 'hex'), size, body])
}

/** The same without a size, as a browser's own recording has it. */
function openElement(id: string, ...content: Buffer[]): Buffer {
  return Buffer.concat([Buffer.from(`${id}01ffffffffffffff`, 'hex'), ...content])
}

const voidOf = (content: string) => element('ec', content)
const tags = element('1254c367', place)
const frame = element('a3', 'every frame stays where it is')

/** WebM as ffmpeg copies it from a phone's film, with its place. */
export function copiedWebm({ trackType = 1 } = {}): Buffer {
  return Buffer.concat([
    element('1a45dfa3', element('4282', 'webm')),
    element(
      '18538067',
      element(
        '1549a966',
        element('2ad7b1', '\x0f\x42\x40'),
        Buffer.from('4489844676a000', 'hex'),
        element('4461', Buffer.alloc(8, 9)),
        Buffer.from('5741844c617666', 'hex'),
      ),
      element(
        '1654ae6b',
        element('ae', element('83', Buffer.from([trackType])), element('536e', place)),
        voidOf(place),
      ),
      element('1f43b675', frame, tags, voidOf(place)),
      voidOf(place),
      element('1254c367', element('7373', element('67c8', element('45a3', 'LOCATION'), element('4487', place)))),
    ),
  ])
}

/** WebM as a browser records it. */
export function recordedWebm(): Buffer {
  const tracks = element('1654ae6b', element('ae', element('83', Buffer.from([1]))))
  const segment = openElement(
    '18538067',
    tracks,
    openElement('1f43b675', frame, voidOf(place)),
    openElement('1f43b675', frame),
    tags,
  )
  return Buffer.concat([element('1a45dfa3', element('4282', 'webm')), segment])
}
