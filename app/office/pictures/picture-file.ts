import { parseKind, type Refusal } from '~/channels/uploads/parse-kind'
import { sayRefusal } from '~/channels/uploads/say-refusal'
import type { Translate } from '~/i18n/translator'

/** Size in pixels that a picture is cropped to. */
export interface PictureSize {
  width: number
  height: number
  /** Whether a smaller one is enlarged, for those who are told its size beforehand. */
  isExact?: boolean
  /** Whether nothing is cropped: it keeps its shape, within this size. */
  isWhole?: boolean
}

export const usualSize: PictureSize = { width: 1200, height: 630 }

/** The logo of a group, sharp on screens with two or three dots to the pixel. */
export const logoSize: PictureSize = { width: 480, height: 240, isWhole: true }

/** A picture as it is kept. */
export interface ParsedPicture {
  width: number
  height: number
  jpeg: Uint8Array
  /** Width of the picture as it came, in pixels. */
  cameWidth: number
}

/** A photo or drawing: parsing yields it as JPEG. */
export const pictureFile = parseKind<PictureSize, ParsedPicture>('picture')

/** For file fields. Without HEIC in it, iPhones send their pictures as JPEG; HEIC itself we cannot read. */
export const pictureTypes = 'image/jpeg,image/png,image/webp,image/avif,image/gif'

/** Pixels of the largest photo that fits into the parser's memory. */
export const mostPixels = 60_000_000

/** Pixels: a narrower picture is blurred on the screen of a phone. */
export const leastWidth = 600

const refusals: Refusal[] = [
  { why: 'too-many-pixels', most: mostPixels },
  { why: 'too-slow' },
  { why: 'too-much-memory' },
  { why: 'busy' },
]

/** What is wrong with a picture, by the refusal's `why` in the URL; `small`: it was taken all the same. */
export function sayPictureProblem(t: Translate, why: string | null): string {
  if (why === 'small') return t('office.edit.pictureSmall', { least: leastWidth, best: usualSize.width })
  const refusal = refusals.find((one) => one.why === why)
  return refusal ? sayRefusal(t, refusal) : t('office.edit.pictureWrong')
}
