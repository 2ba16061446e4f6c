import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { WhyToRead } from '#db/schema-gateways'
import type { Language } from '~/i18n/language'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import { territoryZone } from '~/ui/forms/us-number'
import { openText, sealText, type Vault } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import type { PhoneState } from './classify-text'
import type { DialogState } from './dialog-state'

/** A text that we received. */
export type Text = OpenedSubmission<'inbound-text' | 'opt-out-text'>

/** A phone that texts us, as stored while its text is handled. */
export interface Conversation extends PhoneState {
  conversationId: string
  /** E.164. */
  phone: string
  blindIndex: Buffer
}

/** A phone that texted us or will be texted. */
export interface HeardPhone {
  /** E.164. */
  phone: string
  blindIndex: Buffer
  /** Language of the text, or null. */
  language: Language | null
  at: Date
}

/**
 * Finds or creates a phone's row, and locks it. A word with a language sets the phone's language, except during a
 * dialog, because YES is also used in Spanish. A new phone gets the language of the person who signed with it.
 */
export async function findConversation(
  { trx, vault }: RecordContext,
  { phone, blindIndex, language, at }: HeardPhone,
): Promise<Conversation> {
  const id = randomUUID()
  const { rows } = await sql<{
    id: string
    language: Language
    is_language_guessed: boolean
    sealed_state: Buffer | null
    has_lapsed: boolean
    stopped_at: Date | null
    is_stopped: boolean
    is_office: boolean
  }>`
    with before as (select nudged_at is not null and sealed_state is null as has_lapsed from conversation where blind_index = ${blindIndex}),
      signer as (select person.language from contact_point join person on person.contact_id = contact_point.id where contact_point.blind_index = ${blindIndex} order by person.created_on desc limit 1)
    insert into conversation (id, blind_index, sealed_phone, language, is_language_guessed, heard_at, time_zone)
    values (${id}, ${blindIndex}, ${sealText(vault.site(), sealedAs('conversation', id, 'phone'), phone)}, coalesce(${language}, (select language from signer), 'es'), ${language === null} and not exists (select from signer), ${at}, ${territoryZone(phone)})
    on conflict (blind_index) do update set heard_at = greatest(conversation.heard_at, excluded.heard_at), nudged_at = null, snoozed_until = null,
      language = case when conversation.sealed_state is null then coalesce(${language}, conversation.language) else conversation.language end,
      is_language_guessed = conversation.is_language_guessed and ${language === null}
    returning id, language, is_language_guessed, sealed_state, stopped_at, coalesce((select has_lapsed from before), false) as has_lapsed,
      exists (select from suppression where blind_index = ${blindIndex}) as is_stopped,
      exists (select from contact_detail where kind = 'text' and value = ${phone}) as is_office
  `.execute(trx)
  const row = rows[0]!
  return {
    conversationId: row.id,
    phone,
    blindIndex,
    language: row.language,
    isLanguageGuessed: row.is_language_guessed,
    dialog: row.sealed_state && openDialogState(vault, row.id, row.sealed_state),
    hasLapsed: row.has_lapsed,
    isStopped: row.is_stopped,
    stoppedAt: row.stopped_at,
    isOffice: row.is_office,
  }
}

/** The reverse of `saveDialogState`. */
export function openDialogState(vault: Vault, conversationId: string, sealed: Buffer): DialogState {
  return JSON.parse(openText(vault.site(), sealedAs('conversation', conversationId, 'state'), sealed)) as DialogState
}

/** Stores a dialog for the next text, or ends it. */
export async function saveDialogState(
  { trx, vault }: RecordContext,
  { conversationId }: Conversation,
  dialog: DialogState | null,
): Promise<void> {
  const sealed =
    dialog && sealText(vault.site(), sealedAs('conversation', conversationId, 'state'), JSON.stringify(dialog))
  await trx.updateTable('conversation').set({ sealed_state: sealed }).where('id', '=', conversationId).execute()
}

/** Adds a text to the office's inbox. */
export async function showToHuman(
  { trx, vault }: RecordContext,
  conversation: Conversation,
  { submission, at }: Text,
  reason: WhyToRead,
): Promise<void> {
  const id = randomUUID()
  await trx
    .insertInto('text_to_read')
    .values({
      id,
      conversation_id: conversation.conversationId,
      sealed: sealText(vault.site(), sealedAs('text_to_read', id), submission.body),
      reason,
      arrived_at: at,
      handled_at: null,
      handled_by: null,
    })
    .execute()
}

/** Whether another text within the day before was not understood either, and still waits for somebody. */
export async function hasJustMisunderstood(
  { trx }: Pick<RecordContext, 'trx'>,
  { conversationId }: Pick<Conversation, 'conversationId'>,
  at: Date,
): Promise<boolean> {
  const before = await trx
    .selectFrom('text_to_read')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('reason', 'in', ['not-understood', 'misunderstood'])
    .where('handled_at', 'is', null)
    .where('arrived_at', '>', new Date(at.getTime() - 24 * 60 * 60_000))
    .executeTakeFirst()
  return before !== undefined
}
