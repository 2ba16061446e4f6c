import { sql } from 'kysely'
import { ownThanks } from '~/actions/texts/keywords/keywords.server'
import { fillTokens } from '~/actions/texts/keywords/reply-tokens'
import { inFewestSegments } from '~/channels/sms/fewest-segments'
import { translator } from '~/i18n/translator'
import { splitName } from '~/people/split-name'
import type { RecordContext } from '~/queue/intake/opened-submission'
import { sealText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { type DialogState } from './dialog-state'
import type { Conversation } from './find-conversation.server'

/**
 * Replaces the text of a thank-you message for a signature by text with the organizer's, if its keyword has one; the
 * link is filled in on sending. Runs in the transaction that queued it, so that the default cannot be sent first.
 */
export async function thankInOwnWords(
  { trx, vault }: RecordContext,
  { blindIndex }: Conversation,
  dialog: DialogState,
  at: Date,
): Promise<void> {
  const own = await ownThanks(trx, dialog.keyword ?? '', dialog.deedId)
  if (own === null) return
  const { rows } = await sql<{ id: string }>`
    select message.id from message join contact_point on contact_point.id = message.contact_id
    where message.template = 'thank-you' and message.state = 'queued' and message.petition_id = ${dialog.deedId} and message.created_at = ${at} and message.sealed_body is null
      and contact_point.blind_index = ${blindIndex}
  `.execute(trx)
  for (const { id } of rows)
    await trx
      .updateTable('message')
      .set({
        sealed_body: sealText(
          vault.site(),
          sealedAs('message', id, 'body'),
          fillTokens(own, { name: splitName(dialog.name).givenName }),
        ),
      })
      .where('id', '=', id)
      .execute()
}

/** How a message is delivered. */
export type CarriedBy = 'text' | 'mail'

/**
 * Confirms to the writer that their message is sent: the organizer's text, if the keyword has one, else ours.
 *
 * @param when in words, if it is sent later; null for now or within today's office hours
 */
export async function receiptWords(
  trx: RecordContext['trx'],
  { language }: Pick<Conversation, 'language'>,
  dialog: DialogState,
  { who, way, when }: { who: string; way: CarriedBy; when: string | null },
): Promise<string> {
  const t = translator(language)
  const own = await ownThanks(trx, dialog.keyword ?? '', dialog.deedId)
  if (own !== null)
    return [
      fillTokens(own, { name: splitName(dialog.name).givenName, official: who, way: t(`texts.ways.${way}`) }),
      ...(when ? [t('texts.conversation.leaves', { when })] : []),
    ].join(' ')
  return inFewestSegments((spelled) => {
    if (when)
      return t('texts.conversation.sentLater', { who: spelled(who), way: t(`texts.ways.${way}`), when: spelled(when) })
    return t(way === 'text' ? 'texts.conversation.sent' : 'texts.conversation.sentMail', { who: spelled(who) })
  })
}
