import type { Db } from '#db/client'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'

/**
 * A page with a link to the archived copy behind every link that has one, whatever part of the page it stands in: links
 * come out of Markdown and out of twenty kinds of content.
 */
export async function withArchivedCopies(db: Db, html: string, language: Language): Promise<string> {
  const copies = await readArchives(db, html)
  if (copies.size === 0) return html
  const words = translator(language)('links.archived')
  return html
    .split(end)
    .map((piece, at, pieces) => {
      const copy = at < pieces.length - 1 && copies.get(hrefIn(piece.slice(piece.lastIndexOf('<a '))))
      if (at === pieces.length - 1) return piece
      return copy ? `${piece}${end} (<a href="${copy}" rel="noreferrer">${words}</a>)` : piece + end
    })
    .join('')
}

const end = '</a>'

/** The address in the tag that a text begins with, as it stands there; '' for none. */
function hrefIn(text: string): string {
  return / href="([^"]*)"/.exec(text.slice(0, text.indexOf('>')))?.[1] ?? ''
}

/** Copies of the links on a page, by the link; both as they stand in HTML. */
async function readArchives(db: Db, html: string): Promise<Map<string, string>> {
  if (!html.includes(' href="http')) return new Map()
  const archives = await db
    .selectFrom('link_check')
    .select(['url', 'archive_url'])
    .where('archive_url', '<>', '')
    .execute()
  return new Map(archives.map(({ url, archive_url }) => [inAttribute(url), inAttribute(archive_url)]))
}

function inAttribute(url: string): string {
  return url.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
