import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Bilingual } from '~/i18n/language'
import { confirmationLifetime } from '~/people/link-lifetimes'
import { linkHash } from '~/vault/links.server'

/** State of a confirmation link. */
export interface Confirmation {
  state: 'waiting' | 'confirmed' | 'expired' | 'unknown'
  /** '' when unknown. */
  slug: string
  title: Bilingual | null
}

/** Looks a link up by its hash; states only, nothing is opened and nothing changes. */
export async function findConfirmation(db: Db, token: string, now: Date): Promise<Confirmation> {
  const { rows } = await sql<{ state: string; slug: string; title: Bilingual; askedAt: Date }>`
    select state, slug, title, asked_at as "askedAt" from confirmation_of_link(${linkHash(token)})
  `.execute(db)
  const [row] = rows
  if (!row) return { state: 'unknown', slug: '', title: null }
  const isOld = now.getTime() - row.askedAt.getTime() >= confirmationLifetime
  return {
    state: row.state === 'confirmed' ? 'confirmed' : isOld ? 'expired' : 'waiting',
    slug: row.slug,
    title: row.title,
  }
}
