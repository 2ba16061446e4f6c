import type { Db } from '#db/client'
import { cleanLines } from '~/forms/text'
import type { Keyring } from '~/vault/keyring'
import type { Vault } from '~/vault/open.server'
import { oweAnswer } from './answers.server'
import { countSegments } from './segments'
import { textProblem, type TextProblem } from './text-problem'

/**
 * Marks a text as handled, and answers it when there is something to say. An answer to a phone that has opted out is
 * written but never leaves: the claim sees to that.
 *
 * @returns `gone`: somebody else was faster
 */
export async function handleText(
  db: Db,
  keys: { keyring: Keyring; vault: Vault },
  { id, reply, by }: { id: string; reply: string; by: string },
  now: Date,
): Promise<{ outcome: 'handled' | 'gone' } | { outcome: 'refused'; problem: TextProblem }> {
  const body = cleanLines(reply)
  const problem = body ? textProblem(body) : null
  if (problem) return { outcome: 'refused', problem }
  return db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('text_to_read')
      .set({ handled_at: now, handled_by: by })
      .where('id', '=', id)
      .where('handled_at', 'is', null)
      .returning('conversation_id')
      .executeTakeFirst()
    if (!row) return { outcome: 'gone' }
    const line = await trx.selectFrom('conversation').select('language').where('id', '=', row.conversation_id).executeTakeFirstOrThrow()
    if (body) await oweAnswer(trx, keys, { conversationId: row.conversation_id, template: 'text-answer', language: line.language, body, onceKey: `by hand ${id}` }, now)
    return { outcome: 'handled' }
  })
}

/** What a text costs, in words of numbers. @param segmentMicros price of a segment in millionths of a dollar */
export function costOf(text: string, segmentMicros: number): { encoding: string; segments: number; dollars: number; costly: string[] } {
  const { encoding, segments, costly } = countSegments(text)
  return { encoding, segments, dollars: (segments * segmentMicros) / 1_000_000, costly }
}
