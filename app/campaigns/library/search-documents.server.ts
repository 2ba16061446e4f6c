import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#db/client'
import type { Bilingual } from '~/i18n/language'
import { documentContent } from './document-content'
import { type DocumentFilter, joins, matches, type Translation, translations } from './documents.server'
import { endings, type MarkedText, markedText, marks } from './marked-text'

/** A page with the words that were searched. */
export interface PageHit {
  slug: string
  title: Bilingual
  language: 'en' | 'es' | 'other'
  page: number
  snippet: MarkedText
  translations: Translation[]
}

/** Hits that are counted and ranked; whoever finds more should add a word. */
export const mostHits = 1_000

/** The words as both languages read them. Quotation marks, OR and a minus mean what they do in search engines. */
const asked = (words: string) =>
  sql`select websearch_to_tsquery('english', plain_text(${words})) as en, websearch_to_tsquery('spanish', plain_text(${words})) as es`

/** Whether the words are marked as Spanish ones: also those in -ción in an English document, as what quotes Spanish has. */
const isSpanish = sql`(page.words_es @@ asked.es and (document.language = 'es' or asked.en::text like '%ción%') or not page.words_en @@ asked.en)`
const configuration = sql`(case when ${isSpanish} then 'text_search.spanish_plain' else 'text_search.english_plain' end)::regconfig`
const query = sql`case when ${isSpanish} then asked.es else asked.en end`
/** The text as its words are found: those in -ción in the plural, which `markedText()` undoes. */
const text = endings.reduce<RawBuilder<string>>(
  (rest, [ending, plural]) => sql`regexp_replace(${rest}, ${`([auAU][cC][iI])${ending}\\M`}, ${`\\1${plural}`}, 'g')`,
  sql<string>`page.text`,
)

const snippet = `MaxFragments=2, MaxWords=28, MinWords=12, FragmentDelimiter=" … ", ${marks.options}`

/** Pages of published documents with these words, best first. */
export async function searchPages(
  db: Db,
  { words, filter, documentId = null }: { words: string; filter: DocumentFilter; documentId?: string | null },
  { from, most }: { from: number; most: number },
): Promise<{ hits: PageHit[]; all: number }> {
  const { rows } = await sql<{
    slug: string
    content: unknown
    language: PageHit['language']
    page: number
    snippet: string
    translations: Translation[]
    all: number
  }>`
    with asked as (${asked(words)}),
    found as (
      select page.document_id, page.number, greatest(ts_rank(page.words_en, asked.en), ts_rank(page.words_es, asked.es)) as rank
      from document_page as page join document on document.id = page.document_id ${joins} cross join asked
      where (page.words_en @@ asked.en or page.words_es @@ asked.es) and ${matches(filter)}
        and (${documentId}::uuid is null or document.id = ${documentId}::uuid)
      ${documentId === null ? sql`` : sql`order by number`} limit ${mostHits}),
    best as (
      select *, count(*) over ()::integer as "all" from found
      order by ${documentId === null ? sql`rank desc, document_id, number` : sql`number`} offset ${from} limit ${most})
    select document.slug, document.content, document.language, best.number as page, best."all", ${translations} as translations,
      ts_headline(${configuration}, ${text}, ${query}, ${snippet}) as snippet
    from best join document_page as page on page.document_id = best.document_id and page.number = best.number
      join document on document.id = best.document_id ${joins} cross join asked
    order by ${documentId === null ? sql`rank desc, best.document_id, best.number` : sql`best.number`}
  `.execute(db)
  return {
    hits: rows.map(({ slug, content, language, page, snippet: text, translations }) => ({
      slug,
      language,
      page,
      translations,
      title: documentContent.parse(content).title,
      snippet: markedText(text),
    })),
    all: rows[0]?.all ?? 0,
  }
}

/** The whole text of a page with these words marked. */
export async function markPage(
  db: Db,
  { words, documentId, page }: { words: string; documentId: string; page: number },
): Promise<MarkedText> {
  const { rows } = await sql<{ text: string }>`
    with asked as (${asked(words)})
    select ts_headline(${configuration}, ${text}, ${query}, ${`HighlightAll=true, ${marks.options}`}) as text
    from document_page as page join document on document.id = page.document_id cross join asked
    where page.document_id = ${documentId} and page.number = ${page}
  `.execute(db)
  return markedText(rows[0]?.text ?? '')
}
