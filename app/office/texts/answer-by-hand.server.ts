import type { Db, Trx } from '#db/client'
import { oweAnswer } from '~/actions/texts/dialog/answers.server'
import { type TextProblem, textProblem } from '~/channels/sms/text-problem'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { suppress } from '~/people/suppression.server'
import { cleanLines } from '~/ui/forms/text'
import type { Keyring } from '~/vault/keyring'
import type { Vault } from '~/vault/open.server'

export type TextHandled = { outcome: 'handled' | 'gone' } | { outcome: 'refused'; problem: TextProblem | 'stopped' }

/**
 * Marks a text as handled, and queues a reply if there is one, or opts the phone out when the text asked for that. A
 * phone that opted out cannot be answered. A phone that got no message from us for a day is told who is writing and how
 * to stop, as carriers require.
 *
 * @returns `gone`: somebody else was faster
 */
export async function handleText(
  db: Db,
  keys: { keyring: Keyring; vault: Vault },
  { id, reply, by, optsOut = false }: { id: string; reply: string; by: string; optsOut?: boolean },
  now: Date,
): Promise<TextHandled> {
  const typed = cleanLines(reply)
  return db.transaction().execute(async (trx) => {
    const line = await trx
      .selectFrom('text_to_read')
      .innerJoin('conversation', 'conversation.id', 'text_to_read.conversation_id')
      .leftJoin('suppression', 'suppression.blind_index', 'conversation.blind_index')
      .select([
        'conversation.id',
        'conversation.language',
        'conversation.blind_index',
        'text_to_read.reason',
        'suppression.since as stoppedSince',
      ])
      .where('text_to_read.id', '=', id)
      .executeTakeFirst()
    // We do not know an official's language: answer in English.
    const language = line && line.reason !== 'from-office' ? line.language : 'en'
    if (typed && line && line.stoppedSince !== null) return { outcome: 'refused', problem: 'stopped' }
    const body = typed && line ? await framed(trx, { id: line.id, language }, typed, now) : typed
    const problem = body ? textProblem(body) : null
    if (problem) return { outcome: 'refused', problem }
    const handled = await trx
      .updateTable('text_to_read')
      .set({ handled_at: now, handled_by: by })
      .where('id', '=', id)
      .where('handled_at', 'is', null)
      .executeTakeFirst()
    if (!line || handled.numUpdatedRows === 0n) return { outcome: 'gone' }
    if (optsOut) await suppress({ trx }, 'sms', line.blind_index, now)
    if (body)
      await oweAnswer(
        trx,
        keys,
        { conversationId: line.id, template: 'text-answer', language, body, onceKey: `by hand ${id}` },
        now,
      )
    return { outcome: 'handled' }
  })
}

async function framed(
  trx: Trx,
  { id, language }: { id: string; language: Language },
  typed: string,
  now: Date,
): Promise<string> {
  const told = await trx
    .selectFrom('message')
    .select('id')
    .where('conversation_id', '=', id)
    .where('state', 'in', ['queued', 'sending', 'sent', 'delivered'])
    .where('created_at', '>', new Date(now.getTime() - 24 * 60 * 60_000))
    .executeTakeFirst()
  if (told) return typed
  const words = /^firme\b/i.test(typed) ? typed : `Firme: ${typed}`
  return /\b(stop|alto)\b/i.test(typed) ? words : `${words} ${translator(language)('texts.stopLine')}`
}
