import { createHash } from 'node:crypto'

/** Pictures of a page: `large` to read, `small` for cards and phones. */
export const pictureSizes = ['large', 'small'] as const
export type PictureSize = (typeof pictureSizes)[number]

/** Name of a document's file in the storage. @param sha256 of its bytes, hex */
export const fileName = (sha256: string) => `${sha256}.pdf`

/** Name of a page's picture in the storage. @param page from 1 */
export const pictureName = (sha256: string, page: number, size: PictureSize) => `${sha256}/${page}-${size}.webp`

/**
 * Part of the address of a page's picture, by which it may be kept for ever: it changes when the file does, and only who
 * has the file can guess it.
 */
export function pictureKey(sha256: string, page: number, size: PictureSize): string {
  return createHash('sha256').update(`${sha256} ${page} ${size}`).digest('hex').slice(0, 24)
}
