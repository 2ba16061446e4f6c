import type { Db } from '#db/client'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { escaped } from '~/web/http/escaped'

/**
 * A page with a link to the archived copy behind every link that has one, whatever part of the page it stands in: links
 * come out of Markdown and out of twenty kinds of content. A page that leads nowhere else asks the database nothing.
 */
export async function withArchivedCopies(db: Db, html: string, language: Language): Promise<string> {
  const pieces = html.split(end)
  const last = pieces.pop()
  const links = pieces.map((piece) => linkIn(piece.slice(piece.lastIndexOf('<a '))))
  const copies = await readArchives(db, links.filter(Boolean))
  if (copies.size === 0) return html
  const words = translator(language)('links.archived')
  const withCopies = pieces.map((piece, at) => {
    const copy = copies.get(links[at]!)
    return copy ? `${piece}${end} (<a href="${escaped(copy)}" rel="noreferrer">${words}</a>)` : piece + end
  })
  return withCopies.join('') + last
}

const end = '</a>'

/** The address that the tag leads to which a text begins with; '' for a page of this site, and for no tag. */
function linkIn(text: string): string {
  const href = / href="(http[^"]*)"/.exec(text.slice(0, text.indexOf('>')))?.[1] ?? ''
  return href.replace(/&(?:amp|quot|lt|gt|#x27|#39);/g, (sign) => signs[sign]!)
}

/** As React and the sanitizer of Markdown write them. */
const signs: Record<string, string> = {
  '&amp;': '&',
  '&quot;': '"',
  '&lt;': '<',
  '&gt;': '>',
  '&#x27;': "'",
  '&#39;': "'",
}

/** Archived copies of links, by link. */
async function readArchives(db: Db, links: string[]): Promise<Map<string, string>> {
  if (links.length === 0) return new Map()
  const archives = await db
    .selectFrom('link_check')
    .select(['url', 'archive_url'])
    .where('url', 'in', [...new Set(links)])
    .where('archive_url', '<>', '')
    .execute()
  return new Map(archives.map(({ url, archive_url }) => [url, archive_url]))
}
