import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Bilingual } from '~/i18n/language'

/** A published document that something refers to. */
export interface ReferredDocument {
  slug: string
  title: Bilingual
}

/**
 * Published documents by slug; the map omits drafts, documents of campaigns that are not published, and slugs that lead
 * nowhere.
 *
 * @param campaignId whose page refers to them: its own documents are public when the page is
 */
export async function referredDocuments(
  db: Db,
  campaignId: string,
  slugs: string[],
): Promise<Map<string, ReferredDocument>> {
  const wanted = slugs.filter(Boolean)
  if (wanted.length === 0) return new Map()
  const rows = await db
    .selectFrom('document')
    .innerJoin('campaign', 'campaign.id', 'document.campaign_id')
    .select(['document.slug', sql<Bilingual>`document.content -> 'title'`.as('title')])
    .where('document.slug', 'in', wanted)
    .where('document.state', '=', 'open')
    .where((eb) => eb.or([eb('campaign.state', '=', 'published'), eb('campaign.id', '=', campaignId)]))
    .execute()
  return new Map(rows.map((row) => [row.slug, row]))
}

/** A place that something refers to. */
export interface ReferredPlace {
  id: string
  slug: string
  name: string
  kind: string
}

/** Places by slug; the map omits slugs that lead nowhere. */
export async function referredPlaces(db: Db, slugs: string[]): Promise<Map<string, ReferredPlace>> {
  const wanted = slugs.filter(Boolean)
  if (wanted.length === 0) return new Map()
  const rows = await db
    .selectFrom('division')
    .select(['id', 'slug', 'name', 'kind'])
    .where('slug', 'in', wanted)
    .execute()
  return new Map(rows.map((row) => [row.slug, row]))
}
