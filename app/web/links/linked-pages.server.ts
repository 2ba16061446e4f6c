import { sql } from 'kysely'
import type { Db } from '#db/client'
import { placeName } from '~/geography/place-name'
import type { Language } from '~/i18n/language'
import { paths } from '~/paths'
import { renderMarkdown } from '~/ui/page/markdown.server'
import { searchSources } from '~/web/search/search-sources.server'

/** A page that a link stands on. */
export interface LinkedPage {
  path: string
  title: string
  /** Slug of the campaign that it belongs to; null: to none. */
  campaign: string | null
}

/** Officials' sources are looked after where contacts are: their pages are checked by people. */
const sourcesWithLinks = searchSources.filter(({ name }) => name !== 'official')

/** Every link to another site on what is public, with the pages it stands on. @param language of the pages' names */
export async function linkedPages(
  db: Db,
  { publicUrl, language }: { publicUrl: string; language: Language },
  now: Date,
): Promise<Map<string, LinkedPage[]>> {
  const pages = new Map<string, LinkedPage[]>()
  for (const { things, entryOf } of sourcesWithLinks) {
    const { rows } = await sql<{ facts: never; campaign: string | null }>`
      select facts, facts->>'campaign' as campaign from (${things(now)}) as thing where facts::text ~ 'https?://'
    `.execute(db)
    for (const { facts, campaign } of rows) {
      const { path, title } = entryOf(facts, language)
      for (const url of new Set(linksIn(facts)))
        if (new URL(url).origin !== publicUrl) pages.set(url, [...(pages.get(url) ?? []), { path, title, campaign }])
    }
  }
  for (const { url, ...place } of await policySources(db)) {
    const page = { path: paths.place(language, place.slug), title: placeName(language, place), campaign: null }
    if (URL.canParse(url)) pages.set(url, [...(pages.get(url) ?? []), page])
  }
  return pages
}

function policySources(db: Db) {
  return db
    .selectFrom('policy')
    .innerJoin('division', 'division.id', 'division_id')
    .select(['source_url as url', 'division.slug', 'division.name', 'division.kind'])
    .distinct()
    .where('source_url', 'like', 'http%')
    .where('removed_at', 'is', null)
    .execute()
}

/** The links in stored content, as its pages show them: fields that are an address, and those in Markdown. */
export function linksIn(content: unknown): string[] {
  if (typeof content === 'string') return linksInText(content)
  if (typeof content !== 'object' || content === null) return []
  const fields = content as Record<string, unknown>
  if (fields.isRemoved === true || fields.isOn === false) return []
  return Object.values(fields).flatMap(linksIn)
}

function linksInText(text: string): string[] {
  if (!/https?:\/\//.test(text)) return []
  const found = /^https?:\/\/\S+$/.test(text)
    ? [text]
    : [...renderMarkdown(text).matchAll(/ href="([^"]+)"/g)].map(([, href]) => href!.replaceAll('&amp;', '&'))
  return found.filter((url) => /^https?:/.test(url) && URL.canParse(url))
}
