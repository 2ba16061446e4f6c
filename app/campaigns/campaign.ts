import type { Bilingual } from '~/i18n/language'
import type { HomeContent } from './home/home-content'

/** A goal, and everything done for it. */
export interface Campaign {
  id: string
  slug: string
  name: Bilingual
  /** One or two sentences. */
  summary: Bilingual
  /** #rrggbb, the accent color of its pages. */
  colour: string
  home: HomeContent
}
