import type { Db } from '#db/client'
import { type PublicDocument, readPages } from '~/campaigns/library/documents.server'
import type { Language } from '~/i18n/language'
import { paths } from '~/paths'
import { picturePath } from './documents-view.server'

/** Pages in one answer; `next` leads to those behind. */
const atOnce = 100

/** A document with the text of its pages, for others to build on. */
export async function documentAsJson(
  db: Db,
  lang: Language,
  { document, from, publicUrl }: { document: PublicDocument; from: number; publicUrl: string },
) {
  const { id, slug, content, sha256, bytes, pages, isRead, campaign, collection } = document
  const url = (path: string) => `${publicUrl}${path}`
  const read = isRead ? await readPages(db, id, from, atOnce) : []
  return {
    url: url(paths.document(lang, slug)),
    title: content.title,
    description: content.description,
    date: content.datedOn || null,
    language: content.language || null,
    translations: document.translations.map(({ slug: other, language }) => ({
      language,
      url: url(paths.document(lang, other)),
    })),
    campaign: { name: campaign.name, url: url(paths.campaign(lang, campaign.slug)) },
    collection: collection && { title: collection.title, slug: collection.slug },
    licence: content.licence,
    redactions: content.redactionNote,
    source: content.sourceUrl
      ? { url: content.sourceUrl, title: content.sourceTitle, checked: content.sourceCheckedOn || null }
      : null,
    file: { url: url(paths.documentFile(slug, sha256)), type: 'application/pdf', bytes, sha256 },
    page_count: pages,
    /** While it is false, there are no pages yet. */
    is_read: isRead,
    pages: read.map((page) => ({
      number: page.number,
      url: url(paths.document(lang, slug, page.number)),
      picture: page.width > 0 ? url(picturePath(slug, sha256, page.number, 'large')) : null,
      text: page.text,
      /** `recognized`: read from a picture by a computer. */
      text_from: page.textFrom,
    })),
    next: isRead && from + atOnce <= pages ? `${url(paths.documentJson(lang, slug))}?from=${from + atOnce}` : null,
  }
}
