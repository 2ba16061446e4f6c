import sharp from 'sharp'
import { RefusedFile } from '~/channels/uploads/parse-kind'
import { mostPixels, type PictureSize } from './picture-file'

/** Formats of cameras and phones; no vector graphics, which can contain scripts. */
const formats: readonly (string | undefined)[] = ['jpeg', 'png', 'webp', 'heif', 'gif', 'tiff']

/**
 * Rotates, crops and re-encodes a picture as JPEG, which removes its metadata (place, time, device). Runs in the parser
 * process.
 *
 * @throws RefusedFile
 */
export async function* parsePicture(
  [file]: { bytes: Buffer }[],
  size: PictureSize,
): AsyncGenerator<{ jpeg: Uint8Array }> {
  sharp.cache(false)
  sharp.concurrency(1)
  const { format, width, height } = await sharp(file!.bytes, { limitInputPixels: false }).metadata().catch(noPicture)
  if (!formats.includes(format)) throw new RefusedFile({ why: 'unreadable' })
  if (width * height > mostPixels) throw new RefusedFile({ why: 'too-many-pixels', most: mostPixels })
  yield {
    jpeg: await sharp(file!.bytes, { limitInputPixels: mostPixels, failOn: 'error' })
      .rotate()
      .resize({ ...size, fit: 'cover', position: 'attention' })
      .jpeg({ quality: 78, mozjpeg: true })
      .toBuffer()
      .catch(noPicture),
  }
}

/** sharp throws for anything that is not a picture; the uploader gets the same answer for all of it. */
function noPicture(): never {
  throw new RefusedFile({ why: 'unreadable' })
}
