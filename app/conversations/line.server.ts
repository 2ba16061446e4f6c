import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { WhyToRead } from '#db/schema-gateways'
import type { Language } from '~/i18n/language'
import { phonePlace } from '~/outbox/compose-message.server'
import { openText, sealText, type Vault } from '~/vault/open.server'
import type { Arrival, Recording } from '~/worker/arrival'
import type { Talk } from './conversation'

/** A text that somebody sent us. */
export type Text = Arrival<'inbound-text' | 'opt-out-text'>

/** A phone that texts us, as its row stands while its text is read. */
export interface Line {
  conversationId: string
  /** E.164. */
  phone: string
  language: Language
  talk: Talk | null
}

/** Finds or makes the row of a phone, and holds it. */
export async function lineOf({ trx, vault }: Recording, phone: string, at: Date, blindIndex: Buffer, language: Language | null): Promise<Line> {
  const id = randomUUID()
  const { rows } = await sql<{ id: string; language: Language; sealed_state: Buffer | null }>`
    insert into conversation (id, blind_index, sealed_phone, language, heard_at)
    values (${id}, ${blindIndex}, ${sealText(vault.site(), phonePlace(id), phone)}, ${language ?? 'es'}, ${at})
    on conflict (blind_index) do update set heard_at = greatest(conversation.heard_at, excluded.heard_at), nudged_at = null, language = coalesce(${language}, conversation.language)
    returning id, language, sealed_state
  `.execute(trx)
  const row = rows[0]!
  return { conversationId: row.id, phone, language: row.language, talk: row.sealed_state && openTalk(vault, row.id, row.sealed_state) }
}

/** What a talk is sealed under: table, row and column. */
const talkPlace = (conversationId: string) => `conversation ${conversationId} state`

/** What a text for a human is sealed under. */
export const toReadPlace = (id: string) => `text_to_read ${id}`

/** The reverse of `keepTalk`. */
export function openTalk(vault: Vault, conversationId: string, sealed: Buffer): Talk {
  return JSON.parse(openText(vault.site(), talkPlace(conversationId), sealed)) as Talk
}

/** Keeps a talk for the next text, or ends it. */
export async function keepTalk({ trx, vault }: Recording, { conversationId }: Line, talk: Talk | null): Promise<void> {
  const sealed = talk && sealText(vault.site(), talkPlace(conversationId), JSON.stringify(talk))
  await trx.updateTable('conversation').set({ sealed_state: sealed }).where('id', '=', conversationId).execute()
}

/** Puts a text before a human. */
export async function showToHuman({ trx, vault }: Recording, line: Line, { submission, at }: Text, reason: WhyToRead): Promise<void> {
  const id = randomUUID()
  await trx
    .insertInto('text_to_read')
    .values({ id, conversation_id: line.conversationId, sealed: sealText(vault.site(), toReadPlace(id), submission.body), reason, arrived_at: at, handled_at: null, handled_by: null })
    .execute()
}
