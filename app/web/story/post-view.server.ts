import type { Post } from '~/campaigns/news/news.server'
import type { Language } from '~/i18n/language'
import { longDate } from '~/ui/page/dates'
import { renderMarkdown } from '~/ui/page/markdown.server'
import { wallClock } from '~/ui/page/zoned-time'
import { usualZone } from '~/ui/page/zones'
import type { PostView } from './post-page'

/** A post in one language. */
export function postView(lang: Language, { slug, content, shownAt, updatedAt }: Post): PostView {
  const { title, summary, text, picture, pictureAlt } = content
  const { day } = wallClock(usualZone, shownAt)
  return {
    slug,
    title: title[lang],
    summary: summary[lang],
    html: renderMarkdown(text[lang]),
    day,
    when: longDate(lang, day),
    shownAt: shownAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    picture: picture ? { src: picture, alt: pictureAlt[lang] } : null,
  }
}
