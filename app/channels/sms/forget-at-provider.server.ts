import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Sms } from './sms'

/** Days after which we delete the provider's records of a text or call. */
export const keptAtProvider = 7
const mostAtOnce = 200

/**
 * Deletes the provider's records of texts that are a week old, sent and received, so that no list of numbers stays
 * there.
 *
 * @returns how many were deleted
 */
export async function forgetTextsAtProvider(db: Db, sms: Pick<Sms, 'remove'>, now: Date): Promise<number> {
  const before = new Date(now.getTime() - keptAtProvider * 24 * 60 * 60_000)
  const { rows } = await sql<{ sid: string }>`
    select provider_id as sid from message where channel = 'sms' and provider_id is not null and removed_at is null and sent_at < ${before}
    union all select sid from provider_event where kind = 'text-in' and removed_at is null and seen_at < ${before}
    limit ${mostAtOnce}
  `.execute(db)
  for (const { sid } of rows) {
    await sms.remove(sid)
    await db.updateTable('message').set({ removed_at: now, sealed_body: null }).where('provider_id', '=', sid).execute()
    await db.updateTable('provider_event').set({ removed_at: now }).where('sid', '=', sid).execute()
  }
  return rows.length
}
