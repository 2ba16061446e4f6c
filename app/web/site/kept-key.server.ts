import { sheriffOrders } from '~/web/finder/sheriffs.server'

/** Pages that are the same for everybody. */
const keptPage =
  /^\/(?:en\/sheriffs|es\/alguaciles|(?:en|es)(?:\/(?:privacy|officials(?:\/[a-z0-9-]+)?|places\/[a-z0-9-]+|campaigns\/[a-z0-9-]+|petitions\/[a-z0-9-]+(?:\/share\.png|\.json)?|[a-z]+\/[a-z0-9-]+\.json))?)$/
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
  // The one query that such a page reads. Anything else would fill the memory with copies of one page.
  const wish = sheriffs.test(path) ? new URLSearchParams(target.slice(mark)).get('by') : null
  const by = sheriffOrders.find((order) => order === wish)
  return by ? `${path}?by=${by}` : path
}
