import type { Db } from '#db/client'
import { newestNews } from '~/actions/petitions/petitions.server'
import { readNews } from '~/campaigns/news/news.server'
import type { Language } from '~/i18n/language'
import { paths } from '~/paths'
import { longDate } from '~/ui/page/dates'
import { wallClock } from '~/ui/page/zoned-time'
import { usualZone } from '~/ui/page/zones'
import { mostPages } from './news-page-number'

/** One piece of news, in one language. */
export type NewsView = PostLine | PressLine | UpdateLine

interface Dated {
  id: string
  /** YYYY-MM-DD. */
  day: string
  when: string
}

/** A post of the campaign's own. */
export interface PostLine extends Dated {
  kind: 'post'
  href: string
  title: string
  summary: string
  picture: { src: string; alt: string } | null
}

/** Something in the press, in the language in which it came out. */
export interface PressLine extends Dated {
  kind: 'press'
  slug: string
  href: string
  title: string
  outlet: string
  author: string
  language: Language
  quote: string
  /** Why it matters, in the reader's language. */
  note: string
  archiveUrl: string
}

/** A line of news of one of the campaign's petitions. */
interface UpdateLine extends Dated {
  kind: 'update'
  href: string
  title: string
}

/** A page of news. */
export interface NewsPageView {
  news: NewsView[]
  page: number
  hasOlder: boolean
}

const perPage = 20

/** Posts, press links and news of petitions, newest first. @param page from 1 */
export async function readNewsPage(
  db: Db,
  campaign: { id: string; slug: string },
  { lang, page }: { lang: Language; page: number },
  now: Date,
): Promise<NewsPageView> {
  const from = (page - 1) * perPage
  const all = await newsViews(db, campaign, { lang, most: from + perPage + 1 }, now)
  return { news: all.slice(from, from + perPage), page, hasOlder: page < mostPages && all.length > from + perPage }
}

async function newsViews(
  db: Db,
  { id, slug: campaign }: { id: string; slug: string },
  { lang, most }: { lang: Language; most: number },
  now: Date,
): Promise<NewsView[]> {
  const [items, updates] = await Promise.all([readNews(db, id, most, now), newestNews(db, id, most)])
  const views = [
    ...items.map((item): NewsView => {
      const dated = datedAs(lang, item.id, wallClock(usualZone, item.shownAt).day)
      if (item.kind === 'post') {
        const { title, summary, picture, pictureAlt } = item.content
        return {
          kind: 'post',
          ...dated,
          href: paths.post(lang, campaign, item.slug),
          title: title[lang],
          summary: summary[lang],
          picture: picture ? { src: picture, alt: pictureAlt[lang] } : null,
        }
      }
      const { url, title, outlet, author, language, quote, note, archiveUrl } = item.content
      return {
        kind: 'press',
        ...dated,
        slug: item.slug,
        href: url,
        title,
        outlet,
        author,
        language: language || 'en',
        quote,
        note: note[lang],
        archiveUrl,
      }
    }),
    ...updates.map(
      (update): NewsView => ({
        kind: 'update',
        ...datedAs(lang, update.id, update.publishedOn),
        href: `${paths.petition(lang, update.slug)}#updates`,
        title: update.title[lang],
      }),
    ),
  ]
  // Stable: news of one day stays in the order in which each of the two lists has it.
  return views.sort((one, other) => (one.day < other.day ? 1 : one.day > other.day ? -1 : 0)).slice(0, most)
}

function datedAs(lang: Language, id: string, day: string): Dated {
  return { id, day, when: longDate(lang, day) }
}
