import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Bilingual } from '~/i18n/language'
import { confirmationLifetime } from '~/people/link-lifetimes'
import { linkHash } from '~/vault/links.server'

/** State of a link that confirms a request for news. `unknown`: not ours, or its request is gone or ended. */
export interface NewsLink {
  state: 'waiting' | 'confirmed' | 'expired' | 'unknown'
  slug: string
  name: Bilingual | null
}

/** Finds what a link confirms. */
export async function findNewsLink(db: Db, token: string, now: Date): Promise<NewsLink> {
  const { rows } = await sql<{ state: string; slug: string; name: Bilingual; askedAt: Date }>`
    select state, campaign_slug as slug, campaign_name as name, asked_at as "askedAt" from subscription_of_link(${linkHash(token)})
  `.execute(db)
  const [row] = rows
  if (!row) return { state: 'unknown', slug: '', name: null }
  const isOld = now.getTime() - row.askedAt.getTime() >= confirmationLifetime
  const state = row.state === 'confirmed' ? 'confirmed' : isOld ? 'expired' : 'waiting'
  return { state, slug: row.slug, name: row.name }
}
