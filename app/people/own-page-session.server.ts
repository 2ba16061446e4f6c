import { sql } from 'kysely'
import type { Db } from '#db/client'
import { linkHash } from '~/vault/links.server'
import { ownPageLifetime } from './link-lifetimes'

/**
 * The contact whose own page was open under a token at a moment, or null.
 *
 * During an update the previous version's pages still send the token of the link itself. It counts until a page has been
 * opened with it.
 *
 * @param at when the button was pressed, not when the worker came to it
 */
export async function contactOfOwnPage(db: Db, token: string, at: Date): Promise<string | null> {
  const hash = linkHash(token)
  const { rows } = await sql<{ contactId: string }>`
    select message.contact_id as "contactId" from own_page_session join message on message.id = message_id
    where token_hash = ${hash} and ${at} < until
    union all
    select contact_id from message
    where link_hash = ${hash} and template = 'own-page-link' and contact_id is not null
      and ${at} < coalesce(sent_at, created_at) + ${`${ownPageLifetime} milliseconds`}::interval
      and not exists (select from own_page_session where message_id = message.id)
  `.execute(db)
  return rows[0]?.contactId ?? null
}
