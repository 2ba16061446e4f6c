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

const refusals: Partial<Record<string, Refusal>> = {
  'too-many-pixels': { why: 'too-many-pixels', most: mostPixels },
  'too-slow': { why: 'too-slow' },
  'too-much-memory': { why: 'too-much-memory' },
  busy: { why: 'busy' },
}

/** What is wrong with a picture, by the refusal's `why` in the URL. */
export function sayPictureProblem(t: Translate, why: string | null): string {
  const refusal = refusals[why ?? '']
  return refusal ? sayRefusal(t, refusal) : t('office.edit.pictureWrong')
}
