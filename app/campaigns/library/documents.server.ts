import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#db/client'
import type { Bilingual, Language } from '~/i18n/language'
import { type DocumentContent, documentContent } from './document-content'

/** A published document. */
export interface PublicDocument {
  id: string
  slug: string
  content: DocumentContent
  sha256: string
  bytes: number
  pages: number
  /** Whether its pages can be shown; otherwise they are still being read. */
  isRead: boolean
  updatedAt: Date
  campaign: { slug: string; name: Bilingual; colour: string }
  collection: { slug: string; title: Bilingual } | null
  /** The same in other languages. */
  translations: Translation[]
}

/** A published document that says the same in another language. */
export interface Translation {
  slug: string
  language: 'en' | 'es' | 'other'
}

/** What a list is narrowed down to; '' for everything. */
export interface DocumentFilter {
  /** Slugs. */
  collection: string
  campaign: string
  /** YYYY. */
  year: string
  language: string
}

/** Documents of published campaigns. Everything public comes from here. */
const published = sql`document.state = 'open' and campaign.state = 'published'`
/** A collection belongs to the campaign whose documents name it; `original`: what a translation translates. */
export const joins = sql`
  join campaign on campaign.id = document.campaign_id
  left join document as original on original.campaign_id = document.campaign_id and original.slug = document.content->>'translationOf'
    and original.state = 'open' and original.id <> document.id
  left join document_collection as collection on collection.campaign_id = document.campaign_id and collection.slug = document.content->>'collection'
`
/** A document and its translations have this in common. */
const pair = sql`coalesce(original.id, document.id)`
/** The published others of its pair. */
export const translations = sql<Translation[]>`
  coalesce((select jsonb_agg(jsonb_build_object('slug', other.slug, 'language', other.language) order by other.language, other.slug)
    from document as other
    where other.campaign_id = document.campaign_id and other.state = 'open' and other.id <> document.id
      and coalesce(original.slug, document.slug) in (other.slug, other.content->>'translationOf')), '[]')
`
const columns = sql`
  document.id, document.slug, document.content, document.sha256, document.bytes::float8 as bytes, document.pages, document.reading = 'read' as "isRead",
  document.updated_at as "updatedAt", jsonb_build_object('slug', campaign.slug, 'name', campaign.name, 'colour', campaign.colour) as campaign,
  case when collection.id is null then null else jsonb_build_object('slug', collection.slug, 'title', collection.title) end as collection
`

type Row = Omit<PublicDocument, 'content'> & { content: unknown }

/** The condition that a filter stands for. */
export function matches({ collection, campaign, year, language }: DocumentFilter): RawBuilder<unknown> {
  return sql`${published}
    and (${collection} = '' or collection.slug = ${collection})
    and (${campaign} = '' or campaign.slug = ${campaign})
    and (${year} = '' or left(document.dated_on, 4) = ${year})
    and (${language} = '' or document.language = ${language})`
}

/** A published document, or null. */
export async function findDocument(db: Db, slug: string): Promise<PublicDocument | null> {
  const { rows } = await sql<Row>`
    select ${columns}, ${translations} as translations from document ${joins} where document.slug = ${slug} and ${published}
  `.execute(db)
  return rows[0] ? documentOf(rows[0]) : null
}

/** Published documents, newest date first. Of a pair, the one in the reader's language that matches. */
export async function listDocuments(
  db: Db,
  lang: Language,
  filter: DocumentFilter,
  { from, most }: { from: number; most: number },
): Promise<{ documents: PublicDocument[]; all: number }> {
  const { rows } = await sql<Row & { all: number }>`
    with best as (
      select distinct on (${pair}) document.id from document ${joins} where ${matches(filter)}
      order by ${pair}, document.language = ${lang} desc, document.id = ${pair} desc, document.id),
    shown as (
      select document.id, count(*) over ()::integer as "all",
        row_number() over (order by document.dated_on desc nulls last, document.created_at desc, document.id) as place
      from best join document using (id) order by place offset ${from} limit ${most})
    select ${columns}, ${translations} as translations, shown."all"
    from shown join document on document.id = shown.id ${joins} order by shown.place
  `.execute(db)
  return { documents: rows.map(documentOf), all: rows[0]?.all ?? 0 }
}

/** The documents that a campaign published last, also while the campaign itself is not public. Pairs as in the list. */
export async function newestDocuments(
  db: Db,
  campaignId: string,
  lang: Language,
  most: number,
): Promise<{ slug: string; content: DocumentContent; translations: Translation[] }[]> {
  const { rows } = await sql<{ slug: string; content: unknown; translations: Translation[] }>`
    with best as (
      select distinct on (${pair}) document.id from document ${joins}
      where document.campaign_id = ${campaignId} and document.state = 'open'
      order by ${pair}, document.language = ${lang} desc, document.id = ${pair} desc, document.id)
    select document.slug, document.content, ${translations} as translations
    from best join document using (id) ${joins} order by document.created_at desc, document.id limit ${most}
  `.execute(db)
  return rows.map(({ content, ...row }) => ({ ...row, content: documentContent.parse(content) }))
}

function documentOf({ content, ...row }: Row): PublicDocument {
  return { ...row, content: documentContent.parse(content) }
}

/** What can be chosen among published documents. */
export interface DocumentChoices {
  collections: { slug: string; title: Bilingual }[]
  campaigns: { slug: string; title: Bilingual }[]
  years: string[]
  languages: ('en' | 'es' | 'other')[]
}

export async function documentChoices(db: Db): Promise<DocumentChoices> {
  const { rows } = await sql<DocumentChoices>`
    with shown as (
      select document.dated_on, document.language, campaign.slug, campaign.name, collection.slug as in_slug, collection.title as in_title
      from document ${joins} where ${published})
    select
      coalesce((select jsonb_agg(distinct jsonb_build_object('slug', in_slug, 'title', in_title)) from shown where in_slug is not null), '[]') as collections,
      coalesce((select jsonb_agg(distinct jsonb_build_object('slug', slug, 'title', name)) from shown), '[]') as campaigns,
      coalesce((select jsonb_agg(distinct left(dated_on, 4) order by left(dated_on, 4) desc) from shown where dated_on is not null), '[]') as years,
      coalesce((select jsonb_agg(distinct language order by language) from shown), '[]') as languages
  `.execute(db)
  return rows[0]!
}

/** A page of a document. Its text is marked where `found` words are: see `search-documents.server.ts`. */
export interface DocumentPage {
  number: number
  text: string
  textFrom: 'file' | 'recognized' | 'nothing'
  /** Of its larger picture; 0: the page could not be read. */
  width: number
  height: number
}

export async function readPages(db: Db, documentId: string, from: number, most: number): Promise<DocumentPage[]> {
  return db
    .selectFrom('document_page')
    .select(['number', 'text', 'text_from as textFrom', 'width', 'height'])
    .where('document_id', '=', documentId)
    .where('number', '>=', from)
    .orderBy('number')
    .limit(most)
    .execute()
}
