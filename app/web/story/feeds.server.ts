import { Feed, type FeedOptions } from 'feed'
import type { Db } from '#db/client'
import { type CampaignNews, newestNews } from '~/actions/petitions/petitions.server'
import type { Campaign } from '~/campaigns/campaign'
import { sayStanding } from '~/campaigns/cases/standing-words'
import { type NewsItem, type Post, type PressLink, readNews } from '~/campaigns/news/news.server'
import { everything, readTimeline, type TimelineEntry } from '~/campaigns/timeline/timeline.server'
import { type Language, localeOf } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { partialDate } from '~/ui/page/dates'
import { renderMarkdown } from '~/ui/page/markdown.server'
import { escaped } from '~/web/http/escaped'

interface Reading {
  lang: Language
  publicUrl: string
}

/** Things in one feed. */
const most = 40

/** A campaign's timeline as Atom: what changed last comes first, and a ruling that no longer stands says so in its title. */
export async function timelineAtom(db: Db, campaign: Campaign, { lang, publicUrl }: Reading): Promise<string> {
  const { entries } = await readTimeline(db, campaign.id, everything)
  const page = `${publicUrl}${paths.timeline(lang, campaign.slug)}`
  const newest = entries.toSorted((one, other) => other.updatedAt.getTime() - one.updatedAt.getTime()).slice(0, most)
  const feed = new Feed({
    ...headOf(lang, campaign, page),
    title: `${translator(lang)('timeline.title')} · ${campaign.name[lang]}`,
    description: campaign.summary[lang],
    feedLinks: { atom: `${page}.atom` },
    updated: newest[0]?.updatedAt ?? new Date(0),
  })
  for (const entry of newest) feed.addItem(entryItem(lang, page, entry))
  return atomOf(feed, lang)
}

function entryItem(lang: Language, page: string, { id, slug, content, overturned, updatedAt }: TimelineEntry) {
  const standing = overturned && sayStanding(lang, overturned)
  const when = partialDate(lang, content.happenedOn)
  return {
    id: `urn:uuid:${id}`,
    title: escaped(standing ? `[${standing.word}] ${content.title[lang]}` : content.title[lang]),
    link: `${page}#${slug}`,
    date: updatedAt,
    content: renderMarkdown([when, standing?.sentence, content.text[lang]].filter(Boolean).join('\n\n')),
  }
}

/** A campaign's news as a feed: posts, the press, and news of its petitions. */
export async function newsFeed(
  db: Db,
  campaign: Campaign,
  { lang, publicUrl }: Reading,
  now: Date,
): Promise<{ atom: string; json: string }> {
  const [items, updates] = await Promise.all([readNews(db, campaign.id, most, now), newestNews(db, campaign.id, most)])
  const page = `${publicUrl}${paths.news(lang, campaign.slug)}`
  const pieces = [
    ...items.map((item) =>
      item.kind === 'press' ? pressPiece(lang, item) : postPiece(lang, `${page}/${item.slug}`, publicUrl, item),
    ),
    ...updates.map((update) => updatePiece(lang, publicUrl, update)),
  ]
    .sort((one, other) => other.published.getTime() - one.published.getTime())
    .slice(0, most)
  const feedOf = (write: (text: string) => string) => {
    const feed = new Feed({
      ...headOf(lang, campaign, page),
      title: `${translator(lang)('news.title')} · ${campaign.name[lang]}`,
      description: campaign.summary[lang],
      feedLinks: { atom: `${page}.atom`, json: `${page}.json` },
      updated: pieces.reduce((latest, { date }) => laterOf(latest, date), new Date(0)),
    })
    for (const piece of pieces)
      feed.addItem({ ...piece, title: write(piece.title), description: write(piece.description) })
    return feed
  }
  // The library declares titles and summaries of an Atom feed as HTML, and writes them as they are.
  const json = JSON.parse(feedOf((text) => text).json1()) as object
  return { atom: atomOf(feedOf(escaped), lang), json: JSON.stringify({ ...json, language: localeOf[lang] }) }
}

/** One thing in the feed of news. */
interface Piece {
  id: string
  title: string
  description: string
  link: string
  /** HTML. */
  content?: string
  image?: string
  date: Date
  published: Date
}

function postPiece(lang: Language, link: string, publicUrl: string, post: Post): Piece {
  const { title, summary, text, picture } = post.content
  return {
    ...datesOf(post),
    link,
    title: title[lang],
    description: summary[lang],
    content: renderMarkdown(text[lang]),
    ...(picture ? { image: `${publicUrl}${picture}` } : {}),
  }
}

function pressPiece(lang: Language, press: PressLink): Piece {
  const { title, outlet, url, quote, note } = press.content
  const text = [quote && `> ${quote.replaceAll('\n', '\n> ')}`, note[lang]].filter(Boolean).join('\n\n')
  return { ...datesOf(press), link: url, title: `${outlet}: ${title}`, description: '', content: renderMarkdown(text) }
}

function updatePiece(lang: Language, publicUrl: string, { id, title, publishedOn, slug }: CampaignNews): Piece {
  const at = new Date(publishedOn)
  const link = `${publicUrl}${paths.petition(lang, slug)}#updates`
  return { id: `urn:uuid:${id}`, title: title[lang], description: '', link, date: at, published: at }
}

function datesOf({ id, shownAt, updatedAt }: NewsItem): Pick<Piece, 'id' | 'date' | 'published'> {
  return { id: `urn:uuid:${id}`, date: laterOf(shownAt, updatedAt), published: shownAt }
}

function headOf(lang: Language, { name }: Campaign, page: string): Omit<FeedOptions, 'title'> {
  return { id: page, link: page, language: localeOf[lang], generator: false, author: { name: name[lang] } }
}

function laterOf(one: Date, other: Date): Date {
  return one > other ? one : other
}

/** The library has no place for the language of an Atom feed. */
function atomOf(feed: Feed, lang: Language): string {
  return feed.atom1().replace('<feed ', `<feed xml:lang="${localeOf[lang]}" `)
}
