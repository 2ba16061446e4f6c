import type { Language } from '~/i18n/language'
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
