import { sql } from 'kysely'
import type { Db } from '#db/client'
import { neverTwice } from '~/queue/outbox/message'

/**
 * Recovers messages whose sender was killed. A mail is queued again, with the same Message-ID. A text may have been
 * sent, so it becomes `unknown`; `resolveUnknown` checks it against the provider's list. A digest may have been sent too,
 * and tomorrow brings the next.
 *
 * @param all at the worker's start: every claim is left over; else only those older than ten minutes
 * @returns how many there were
 */
export async function recoverClaims(db: Db, now: Date, { all }: { all: boolean }): Promise<number> {
  const result = await sql`
    update message set
      state = case when channel <> 'mail' then 'unknown' when template = any(${neverTwice}::text[]) then 'failed' else 'queued' end,
      failure = case when channel = 'mail' and template <> all(${neverTwice}::text[]) then failure else 'sender-killed' end
    where state = 'sending' and (${all} or claimed_at < ${now}::timestamptz - interval '10 minutes')
  `.execute(db)
  return Number(result.numAffectedRows)
}
