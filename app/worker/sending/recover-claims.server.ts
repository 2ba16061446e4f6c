import { sql } from 'kysely'
import type { Db } from '#db/client'

/**
 * Looks after messages whose sender was killed. A mail is queued again, under its old Message-ID; a text may have
 * left, so it becomes `unknown` and waits for a human.
 *
 * @param all at the worker's start: every claim is a leftover; else only those older than ten minutes
 * @returns how many there were
 */
export async function recoverClaims(db: Db, now: Date, { all }: { all: boolean }): Promise<number> {
  const result = await sql`
    update message set
      state = case channel when 'mail' then 'queued' else 'unknown' end,
      failure = case channel when 'mail' then failure else 'sender-killed' end
    where state = 'sending' and (${all} or claimed_at < ${now}::timestamptz - interval '10 minutes')
  `.execute(db)
  return Number(result.numAffectedRows)
}
