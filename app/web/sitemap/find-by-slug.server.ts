import { sql } from 'kysely'
import type { Db } from '#db/client'
import { type PublicPage, type PublishedPage, pageOf, published } from './public-pages.server'

/** The published campaign, petition or action with a slug, the first of them in this order; null for none. */
export async function findBySlug(db: Db, slug: string): Promise<PublicPage | null> {
  const { rows } = await sql<PublishedPage>`
    select kind, slug, campaign from (${published('acts')}) as page where slug = ${slug} order by rank, kind = 'petition' desc limit 1
  `.execute(db)
  return rows[0] ? pageOf(rows[0]) : null
}
