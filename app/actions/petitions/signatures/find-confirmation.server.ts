import type { Db } from '#db/client'
import type { Bilingual } from '~/i18n/language'
import { confirmationLifetime, findMessageLink } from '~/people/message-links.server'
import { askedAt } from './asked-at'

/** State of a confirmation link. */
export interface Confirmation {
  state: 'waiting' | 'confirmed' | 'expired' | 'unknown'
  /** '' when unknown. */
  slug: string
  title: Bilingual | null
}

/** Looks up a confirmation link by its hash. Reads only ids and states; decrypts and changes nothing. */
export async function findConfirmation(db: Db, token: string, now: Date): Promise<Confirmation> {
  const link = await findMessageLink(db, token)
  if (!link?.signatureId) return { state: 'unknown', slug: '', title: null }
  const row = await db
    .selectFrom('signature')
    .innerJoin('petition', 'petition.id', 'signature.petition_id')
    .select(['signature.state', 'petition.slug', 'petition.title', askedAt.as('askedAt')])
    .where('signature.id', '=', link.signatureId)
    .executeTakeFirst()
  if (!row) return { state: 'unknown', slug: '', title: null }
  const isOld = now.getTime() - row.askedAt.getTime() >= confirmationLifetime
  return {
    state: row.state === 'confirmed' ? 'confirmed' : isOld ? 'expired' : 'waiting',
    slug: row.slug,
    title: row.title,
  }
}
