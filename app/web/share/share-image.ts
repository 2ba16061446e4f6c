import type { Language } from '~/i18n/language'
import { wholeNumber } from '~/ui/page/dates'
import type { Poster } from './poster-image.server'

/** What a page shows in link previews: a poster, or the picture that its organizers chose (JPEG). */
export interface Shared {
  shows: Poster | Buffer
  /** What it shows, for the page cache. */
  tags: string[]
}

export interface Asked {
  lang: Language
  /** Of the page, without `share.png`. */
  path: string
  slug: string
  /** Slug of the campaign, for a thing in its story. */
  campaign?: string
}

/** How many there are, and of what; null while there are none. */
export function counted(lang: Language, count: number, words: string): Poster['soFar'] {
  return count > 0 ? { number: wholeNumber(lang, count), words } : null
}
