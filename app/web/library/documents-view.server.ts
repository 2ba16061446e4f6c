import type { Db } from '#db/client'
import { pictureKey } from '~/campaigns/library/document-names'
import {
  documentChoices,
  listDocuments,
  type PublicDocument,
  type Translation,
} from '~/campaigns/library/documents.server'
import { mostHits, searchPages } from '~/campaigns/library/search-documents.server'
import type { Language } from '~/i18n/language'
import { paths } from '~/paths'
import { onlyCampaign } from '~/web/story/story-campaign.server'
import type { Wanted } from './wanted'

/** Cards and hits of one page of results. */
const atOnce = 24

/** A document on its card. */
function cardOf(lang: Language, document: PublicDocument) {
  const { slug, content, sha256, pages, isRead, collection } = document
  return {
    path: paths.document(lang, slug),
    title: titleIn(lang, document),
    datedOn: content.datedOn,
    language: content.language || 'en',
    pages,
    collection: collection?.title[lang] ?? null,
    picture: isRead ? picturePath(slug, sha256, 1, 'small') : null,
    translations: translationPaths(lang, document),
  }
}

/** Where the same stands in other languages. */
export function translationPaths(lang: Language, { translations }: { translations: Translation[] }) {
  return translations.map(({ slug, language }) => ({ language, path: paths.document(lang, slug) }))
}

/** Address of a page's picture, by which it may be kept for ever. */
export function picturePath(slug: string, sha256: string, page: number, size: 'large' | 'small'): string {
  return paths.documentPicture(slug, `${page}-${size}-${pictureKey(sha256, page, size)}`)
}

export function titleIn(lang: Language, { content }: Pick<PublicDocument, 'content'>): string {
  return content.title[lang] || content.title.en || content.title.es
}

/** The list of documents, or the pages with what was searched. Behind the last one it begins again. */
export async function readDocuments(db: Db, lang: Language, wanted: Wanted): ReturnType<typeof readFrom> {
  const shown = await readFrom(db, lang, wanted)
  return shown.all === 0 && wanted.from > 0 ? readFrom(db, lang, { ...wanted, from: 0 }) : shown
}

async function readFrom(db: Db, lang: Language, wanted: Wanted) {
  const [choices, found, campaign] = await Promise.all([
    documentChoices(db),
    wanted.q ? search() : list(),
    onlyCampaign(db, lang),
  ])
  const named = ({ slug, title }: { slug: string; title: Record<Language, string> }) => ({ slug, title: title[lang] })
  return {
    campaign,
    wanted,
    choices: {
      collections: choices.collections.map(named),
      campaigns: choices.campaigns.map(named),
      years: choices.years,
      languages: choices.languages,
    },
    ...found,
    hasMore: wanted.from + atOnce < found.all,
    atOnce,
    most: mostHits,
  }

  async function search() {
    const { hits, all } = await searchPages(
      db,
      { words: wanted.q, filter: wanted },
      { from: wanted.from, most: atOnce },
    )
    return {
      cards: [],
      hits: hits.map(({ slug, title, page, snippet, language, ...hit }) => ({
        path: withQuery(paths.document(lang, slug, page), wanted.q),
        title: title[lang] || title.en || title.es,
        page,
        snippet,
        language,
        translations: translationPaths(lang, hit),
      })),
      all,
    }
  }

  async function list() {
    const { documents, all } = await listDocuments(db, lang, wanted, { from: wanted.from, most: atOnce })
    return { cards: documents.map((document) => cardOf(lang, document)), hits: [], all }
  }
}

/** A page of a document with the words that were searched. */
export function withQuery(path: string, q: string): string {
  return q ? `${path}?q=${encodeURIComponent(q)}` : path
}
