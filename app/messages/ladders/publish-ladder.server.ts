import { sql } from 'kysely'
import type { Trx } from '#db/client'
import type { LadderContent } from './ladder-content'
import { type LadderId, listenFor, moveFromRemoved } from './listen.server'

/**
 * Makes a version of a ladder the one that people walk through from now on. A draft opens, and listens from now on: what was
 * done before begins nothing.
 *
 * @param before what was published so far
 * @returns the new version number
 */
export async function publishLadder(
  trx: Trx,
  ladder: LadderId,
  { before, content }: { before: LadderContent; content: LadderContent },
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ revision: number }>`
    update ladder set content = ${JSON.stringify(content)}::jsonb, return_days = ${content.returnDays}, state = case when state = 'draft' then 'open' else state end,
      revision = revision + 1, updated_at = ${now}
    where id = ${ladder.id} returning revision
  `.execute(trx)
  await listenFor(trx, ladder, content, now)
  await moveFromRemoved(trx, ladder.id, { before, after: content }, now)
  return rows[0]!.revision
}
