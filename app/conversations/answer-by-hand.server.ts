import type { Db } from '#db/client'
import { cleanLines } from '~/forms/text'
import type { Keyring } from '~/vault/keyring'
import type { Vault } from '~/vault/open.server'
import { oweAnswer } from './answers.server'
import { textProblem, type TextProblem } from './text-problem'

export type TextHandled = { outcome: 'handled' | 'gone' } | { outcome: 'refused'; problem: TextProblem | 'stopped' }

/**
 * Marks a text as handled, and answers it when there is something to say. A phone that has opted out cannot be answered.
 *
 * @returns `gone`: somebody else was faster
 */
export async function handleText(db: Db, keys: { keyring: Keyring; vault: Vault }, { id, reply, by }: { id: string; reply: string; by: string }, now: Date): Promise<TextHandled> {
  const body = cleanLines(reply)
  const problem = body ? textProblem(body) : null
  if (problem) return { outcome: 'refused', problem }
  return db.transaction().execute(async (trx) => {
    const line = await trx
      .selectFrom('text_to_read')
      .innerJoin('conversation', 'conversation.id', 'text_to_read.conversation_id')
      .leftJoin('suppression', 'suppression.blind_index', 'conversation.blind_index')
      .select(['conversation.id', 'conversation.language', 'suppression.since as stoppedSince'])
      .where('text_to_read.id', '=', id)
      .executeTakeFirst()
    if (body && line && line.stoppedSince !== null) return { outcome: 'refused', problem: 'stopped' }
    const handled = await trx.updateTable('text_to_read').set({ handled_at: now, handled_by: by }).where('id', '=', id).where('handled_at', 'is', null).executeTakeFirst()
    if (!line || handled.numUpdatedRows === 0n) return { outcome: 'gone' }
    if (body) await oweAnswer(trx, keys, { conversationId: line.id, template: 'text-answer', language: line.language, body, onceKey: `by hand ${id}` }, now)
    return { outcome: 'handled' }
  })
}
