import type { Db } from '#db/client'
import { linkHash } from '~/vault/links.server'

/** The message that a link was sent in, which tells whose link it is. Ids only, nothing readable. */
export interface MessageLink {
  messageId: string
  template: string
  contactId: string
  personId: string | null
  signatureId: string | null
  petitionId: string | null
  createdAt: Date
}

const day = 24 * 60 * 60 * 1000

/** Finds the message that a token belongs to, or null. */
export async function findMessageLink(db: Db, token: string): Promise<MessageLink | null> {
  const row = await db
    .selectFrom('message')
    .select(['id', 'template', 'contact_id', 'person_id', 'signature_id', 'petition_id', 'created_at'])
    .where('link_hash', '=', linkHash(token))
    .executeTakeFirst()
  // Invitations to the office have no signer.
  return row?.contact_id
    ? {
        messageId: row.id,
        template: row.template,
        contactId: row.contact_id,
        personId: row.person_id,
        signatureId: row.signature_id,
        petitionId: row.petition_id,
        createdAt: row.created_at,
      }
    : null
}

/** Whether a link still opens the signer's own page: 15 minutes if they asked for it, 30 days in any other message. */
export function opensOwnPage(link: Pick<MessageLink, 'template' | 'createdAt'>, now: Date): boolean {
  const lifetime = link.template === 'own-page-link' ? 15 * 60 * 1000 : 30 * day
  return now.getTime() - link.createdAt.getTime() < lifetime
}

/** How long after signing a signature can still be confirmed, in milliseconds. */
export const confirmationLifetime = 7 * day
