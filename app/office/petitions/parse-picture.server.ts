import sharp from 'sharp'
import { RefusedFile } from '~/channels/uploads/parse-kind'
import { mostPixels, type PictureSize } from './picture-file'

/** What cameras and phones make; no vector drawings, which can be programs. */
const formats: readonly (string | undefined)[] = ['jpeg', 'png', 'webp', 'heif', 'gif', 'tiff']

/**
 * Turns a picture upright, cuts it and writes it anew as JPEG, so that nothing of what the camera wrote beside it (place,
 * time, device) stays. For the process that is made for it.
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

/** sharp throws for everything that is not a picture; to whoever put it up all of it is one answer. */
function noPicture(): never {
  throw new RefusedFile({ why: 'unreadable' })
}
