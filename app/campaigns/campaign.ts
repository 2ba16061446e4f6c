import type { Bilingual } from '~/i18n/language'

/** A goal, and the frame of everything that is done for it. */
export interface Campaign {
  id: string
  slug: string
  name: Bilingual
  /** One or two sentences. */
  summary: Bilingual
  /** Markdown. */
  story: Bilingual
  /** #rrggbb, the one hot colour of its pages. */
  colour: string
}
