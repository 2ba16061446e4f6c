import type { Bilingual } from '~/i18n/language'

/** A goal, and everything done for it. */
export interface Campaign {
  id: string
  slug: string
  name: Bilingual
  /** One or two sentences. */
  summary: Bilingual
  /** Markdown. */
  story: Bilingual
  /** #rrggbb, the accent color of its pages. */
  colour: string
}
