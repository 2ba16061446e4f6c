import { parseKind, type Refusal } from '~/channels/uploads/parse-kind'
import { sayRefusal } from '~/channels/uploads/say-refusal'
import type { Translate } from '~/i18n/translator'

/** Pixels of a picture, to which it is cut. */
export interface PictureSize {
  width: number
  height: number
}

/** A photograph or drawing: the JPEG that is made of it. */
export const pictureFile = parseKind<PictureSize, { jpeg: Uint8Array }>('picture')

/** Pixels of the largest photograph that fits into the memory of its process. */
export const mostPixels = 60_000_000

const refusals: Partial<Record<string, Refusal>> = {
  'too-many-pixels': { why: 'too-many-pixels', most: mostPixels },
  'too-slow': { why: 'too-slow' },
  'too-much-memory': { why: 'too-much-memory' },
  busy: { why: 'busy' },
}

/** What is wrong with a picture, by the `why` of its refusal as it stands in an address. */
export function sayPictureProblem(t: Translate, why: string | null): string {
  const refusal = refusals[why ?? '']
  return refusal ? sayRefusal(t, refusal) : t('office.edit.pictureWrong')
}
