import sharp from 'sharp'
import { RefusedFile } from '~/channels/uploads/parse-kind'
import { mostPixels, type ParsedPicture, type PictureSize } from './picture-file'

/** Formats of cameras and phones; no vector graphics, which can contain scripts. */
const formats: readonly (string | undefined)[] = ['jpeg', 'png', 'webp', 'heif', 'gif', 'tiff']

/** JPEG has no transparency: `--paper` of public pages shows through instead. */
const paper = '#f7f0e1'

/**
 * Rotates, crops and re-encodes a picture as JPEG, which removes its metadata (place, time, device). One that is smaller
 * than `size` gets the same shape, and is not enlarged; one that stays whole keeps its own. Runs in the parser process.
 *
 * @throws RefusedFile
 */
export async function* parsePicture([file]: { bytes: Buffer }[], size: PictureSize): AsyncGenerator<ParsedPicture> {
  sharp.cache(false)
  sharp.concurrency(1)
  // sharp throws at once for an empty file.
  if (file!.bytes.length === 0) noPicture()
  const { format, width, height, autoOrient } = await sharp(file!.bytes, { limitInputPixels: false })
    .metadata()
    .catch(noPicture)
  if (!formats.includes(format)) throw new RefusedFile({ why: 'unreadable' })
  if (width * height > mostPixels) throw new RefusedFile({ why: 'too-many-pixels', most: mostPixels })
  const kept = keptSize(autoOrient, size)
  yield {
    ...kept,
    cameWidth: autoOrient.width,
    jpeg: await sharp(file!.bytes, { limitInputPixels: mostPixels, failOn: 'error' })
      .rotate()
      .resize({ ...kept, fit: 'cover', position: 'attention' })
      .flatten({ background: paper })
      .jpeg({ quality: 78, mozjpeg: true })
      .toBuffer()
      .catch(noPicture),
  }
}

function keptSize(given: { width: number; height: number }, size: PictureSize): { width: number; height: number } {
  const shape = size.isWhole ? given : size
  const scale = size.isExact
    ? 1
    : size.isWhole
      ? Math.min(1, size.width / given.width, size.height / given.height)
      : Math.min(1, given.width / size.width, given.height / size.height)
  return { width: Math.ceil(shape.width * scale), height: Math.ceil(shape.height * scale) }
}

/** sharp throws for anything that is not a picture; the uploader gets the same answer for all of it. */
function noPicture(): never {
  throw new RefusedFile({ why: 'unreadable' })
}
