import type { Db } from '#db/client'
import { type PublicDocument, readPages } from '~/campaigns/library/documents.server'
import type { MarkedText } from '~/campaigns/library/marked-text'
import { markPage, mostHits, searchPages } from '~/campaigns/library/search-documents.server'
import type { Language } from '~/i18n/language'
import { paths } from '~/paths'
import { framedCampaign } from '~/web/story/story-campaign.server'
import { picturePath, titleIn, translationPaths, withQuery } from './documents-view.server'

/** Pages with what was searched that the viewer lists. */
const mostListed = 50

/** One page of a document as the viewer shows it. */
export async function readViewer(
  db: Db,
  lang: Language,
  { document, number, q, from }: { document: PublicDocument; number: number; q: string; from: number },
) {
  const { id, slug, content, sha256, bytes, pages, isRead, campaign, collection } = document
  const [page = null] = isRead ? await readPages(db, id, number, 1) : []
  const [found, text] = await Promise.all([
    q && isRead ? findWithin(db, { id, q, from }) : null,
    page && q
      ? markPage(db, { words: q, documentId: id, page: number })
      : Promise.resolve<MarkedText>([page?.text ?? '']),
  ])
  const at = (page: number) => withQuery(paths.document(lang, slug, page), q)
  const listedFrom = (start: number) => `${at(number)}${start > 0 ? `&from=${start}` : ''}`
  return {
    slug,
    title: titleIn(lang, document),
    number,
    pages,
    isRead,
    q,
    language: content.language || 'en',
    picture:
      page && page.width > 0
        ? { path: picturePath(slug, sha256, number, 'large'), width: page.width, height: page.height }
        : null,
    text,
    textFrom: page?.textFrom ?? 'nothing',
    isUnread: page !== null && page.width === 0,
    previous: number > 1 ? at(number - 1) : null,
    next: number < pages ? at(number + 1) : null,
    found: found && {
      all: found.all,
      isMore: found.all >= mostHits,
      before: found.from > 0 ? listedFrom(found.from - mostListed) : null,
      after: found.from + mostListed < found.all ? listedFrom(found.from + mostListed) : null,
      hits: found.hits.map((hit) => ({ page: hit.page, path: at(hit.page), snippet: hit.snippet })),
    },
    file: { path: paths.documentFile(slug, sha256), bytes },
    translations: translationPaths(lang, document),
    about: {
      description: content.description[lang],
      datedOn: content.datedOn,
      campaign: { path: paths.campaign(lang, campaign.slug), ...(await framedCampaign(db, campaign, lang)) },
      collection: collection && {
        path: `${paths.documents(lang)}?collection=${collection.slug}`,
        title: collection.title[lang],
      },
      licence: content.licence[lang],
      redactionNote: content.redactionNote[lang],
      source: content.sourceUrl
        ? {
            url: content.sourceUrl,
            title: content.sourceTitle || content.sourceUrl,
            checkedOn: content.sourceCheckedOn,
          }
        : null,
    },
  }
}

/** The pages of one document with these words. Behind the last one it begins again. */
async function findWithin(db: Db, { id, q, from }: { id: string; q: string; from: number }) {
  const everything = { collection: '', campaign: '', year: '', language: '' }
  const search = async (start: number) => ({
    ...(await searchPages(db, { words: q, filter: everything, documentId: id }, { from: start, most: mostListed })),
    from: start,
  })
  const start = from - (from % mostListed)
  const found = await search(start)
  return found.all === 0 && start > 0 ? search(0) : found
}
