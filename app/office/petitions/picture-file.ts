import { parseKind, type Refusal } from '~/channels/uploads/parse-kind'
import { sayRefusal } from '~/channels/uploads/say-refusal'
import type { Translate } from '~/i18n/translator'

/** Size in pixels that a picture is cropped to. */
export interface PictureSize {
  width: number
  height: number
}

/** A photo or drawing: parsing yields it as JPEG. */
export const pictureFile = parseKind<PictureSize, { jpeg: Uint8Array }>('picture')

/** Pixels of the largest photo that fits into the parser's memory. */
export const mostPixels = 60_000_000

const refusals: Refusal[] = [
  { why: 'too-many-pixels', most: mostPixels },
  { why: 'too-slow' },
  { why: 'too-much-memory' },
  { why: 'busy' },
]

/** What is wrong with a picture, by the refusal's `why` in the URL. */
export function sayPictureProblem(t: Translate, why: string | null): string {
  const refusal = refusals.find((one) => one.why === why)
  return refusal ? sayRefusal(t, refusal) : t('office.edit.pictureWrong')
}
