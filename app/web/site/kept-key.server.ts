import { timelineFilter } from '~/campaigns/timeline/timeline-filter'
import { sheriffOrders } from '~/web/finder/sheriffs.server'
import { newsPageNumber } from '~/web/story/news-page-number'

/** Pages that are the same for everybody. */
const keptPage =
  /^\/(?:robots\.txt|sitemap\.xml|sitemaps\/[1-9]\d{0,2}\.xml|en\/sheriffs|es\/alguaciles|(?:en|es)(?:\/(?:site\.webmanifest|privacy|officials(?:\/[a-z0-9-]+)?|localities(?:\.csv|\.json|\/map\.svg|\/[a-z]{2})?|places\/[a-z0-9-]+|campaigns\/[a-z0-9-]+|petitions\/[a-z0-9-]+|[a-z]+\/[a-z0-9-]+(?:\/share\.png|\/event\.ics|\/flyer\.pdf|\.json)))?)$/
/** The same, of a campaign's story. */
const keptStory =
  /^\/(?:en|es)\/(?:places\/[a-z0-9-]+\/meetings\.ics|campaigns\/[a-z0-9-]+\/(?:timeline(?:\.atom|\.csv|\.json|\/share\.png)?|cases(?:\.json)?|news(?:\.atom|\.json)?|meetings(?:\.ics)?|(?:cases|news|meetings)\/[a-z0-9-]+(?:\/share\.png|\.json|\.ics)?))$/
/** The same, of documents: the list, and each one's first page. Its other pages are too many to keep. */
const keptDocument = /^\/(?:en|es)\/documents(?:\/[a-z0-9-]+(?:\/share\.png|\.json)?)?$/
const localities = /^\/(?:en|es)\/localities(?:[./]|$)/
/** What these pages read of their query. Any of it can be anything, and would fill the memory with pages read once. */
const localityParts = ['q', 'state', 'kind', 'on', 'by', 'maybe', 'page']
const sheriffs = /^\/(?:en\/sheriffs|es\/alguaciles)$/
const timeline = /^\/(?:en|es)\/campaigns\/[a-z0-9-]+\/timeline$/
const news = /^\/(?:en|es)\/campaigns\/[a-z0-9-]+\/news$/

/**
 * The key under which the page of a request is kept, or null for a page that is rendered for each reader.
 *
 * A query that the page does not read is not part of the key: `share.png?x=1`, `?x=2` … would each be rendered once more.
 */
export function keptKey(target: string): string | null {
  const mark = target.indexOf('?')
  if (mark < 0) return isKept(target) ? target : null
  const path = target.slice(0, mark)
  if (!isKept(path)) return null
  // A picture reads nothing of its query.
  if (path.endsWith('/share.png')) return path
  // What is searched in documents, and which of them, are too many to keep.
  if (keptDocument.test(path)) return null
  const query = new URLSearchParams(target.slice(mark))
  if (sheriffs.test(path)) return sheriffsKey(path, query)
  if (timeline.test(path)) return timelineKey(path, query)
  if (localities.test(path)) return localityParts.some((part) => query.get(part)?.trim()) ? null : path
  if (news.test(path)) return newsPageNumber(query) > 1 ? null : path
  return path
}

function isKept(path: string): boolean {
  return keptPage.test(path) || keptStory.test(path) || keptDocument.test(path)
}

/** A kind is kept. Years are many, and would fill the memory with pages read once. */
function timelineKey(path: string, query: URLSearchParams): string | null {
  const { kind, year } = timelineFilter(query)
  if (year) return null
  return kind ? `${path}?kind=${kind}` : path
}

/** What is searched is free text, and would fill the memory with pages read once. */
function sheriffsKey(path: string, query: URLSearchParams): string | null {
  if (query.get('q')?.trim() || query.get('state')) return null
  const by = sheriffOrders.find((order) => order === query.get('by'))
  return by ? `${path}?by=${by}` : path
}

/**
 * The plain spelling of a kept page that was asked for in another one: `share.pn%67`, a slash at the end. Each spelling
 * would be rendered once more.
 *
 * @returns its path and query; null when it is spelled plainly, or is no kept page
 */
export function plainPath(target: string): string | null {
  const mark = target.indexOf('?')
  const path = mark < 0 ? target : target.slice(0, mark)
  if (!/%|\/$/.test(path) || path.length > 500) return null
  const plain = decoded(path)?.replace(/(?<=[^/])\/+$/, '')
  return plain !== undefined && plain !== path && isKept(plain) ? `${plain}${target.slice(path.length)}` : null
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}
