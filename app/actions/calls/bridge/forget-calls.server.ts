import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Voice } from '~/channels/voice/voice'

const mostAtOnce = 200

/**
 * Deletes the provider's records of calls after `keptDays`, and our own after 30 days. While calls are not set up, the
 * provider cannot be asked; if they are set up again within 30 days, its records are deleted then.
 *
 * @returns how many provider records
 */
export async function forgetCalls(db: Db, voice: Voice | null, keptDays: number, now: Date): Promise<number> {
  const before = new Date(now.getTime() - keptDays * 24 * 60 * 60_000)
  const { rows } = await sql<{ sid: string }>`
    select provider_id as sid from bridge_call where provider_id is not null and removed_at is null and asked_at < ${before}
    union select provider_id from code_call where provider_id is not null and removed_at is null and due_at < ${before}
    union select sid from provider_event where kind = 'call-in' and removed_at is null and seen_at < ${before} limit ${mostAtOnce}
  `.execute(db)
  for (const { sid } of voice ? rows : []) {
    await voice!.remove(sid)
    for (const table of ['bridge_call', 'code_call'] as const)
      await db.updateTable(table).set({ removed_at: now }).where('provider_id', '=', sid).execute()
    await db.updateTable('provider_event').set({ removed_at: now }).where('sid', '=', sid).execute()
  }
  await sql`delete from bridge_call where asked_at < ${now}::timestamptz - interval '30 days'`.execute(db)
  return voice ? rows.length : 0
}

/**
 * Deletes call legs after two days, and those that have not begun, which no clock of ours writes. One that somebody has
 * locked waits for the next time.
 *
 * @returns how many
 */
export async function forgetLegs(db: Db, now: Date): Promise<number> {
  const legs = await sql`
    delete from call_leg where ctid in (
      select ctid from call_leg where begun_at < ${now}::timestamptz - interval '2 days' or begun_at > ${now}::timestamptz + interval '1 day'
      for update skip locked)
  `.execute(db)
  return Number(legs.numAffectedRows)
}
