import { sheriffOrders } from '~/web/finder/sheriffs.server'

/** Pages that are the same for everybody. */
const keptPage =
  /^\/(?:robots\.txt|sitemap\.xml|sitemaps\/[1-9]\d{0,2}\.xml|en\/sheriffs|es\/alguaciles|(?:en|es)(?:\/(?:site\.webmanifest|privacy|officials(?:\/[a-z0-9-]+)?|places\/[a-z0-9-]+|campaigns\/[a-z0-9-]+|petitions\/[a-z0-9-]+|[a-z]+\/[a-z0-9-]+(?:\/share\.png|\/flyer\.pdf|\.json)))?)$/
const sheriffs = /^\/(?:en\/sheriffs|es\/alguaciles)$/

/**
 * The key under which the page of a request is kept, or null for a page that is rendered for each reader.
 *
 * A query that the page does not read is not part of the key: `share.png?x=1`, `?x=2` … would each be rendered once more.
 */
export function keptKey(target: string): string | null {
  const mark = target.indexOf('?')
  if (mark < 0) return keptPage.test(target) ? target : null
  const path = target.slice(0, mark)
  if (!keptPage.test(path)) return null
  return sheriffs.test(path) ? sheriffsKey(path, new URLSearchParams(target.slice(mark))) : path
}

/** The one page that reads its query. What is searched is free text, and would fill the memory with pages read once. */
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
  return plain !== undefined && plain !== path && keptPage.test(plain) ? `${plain}${target.slice(path.length)}` : null
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}
