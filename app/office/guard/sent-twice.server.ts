import { sql } from 'kysely'
import type { Trx } from '#db/client'

/** Lets one transaction at a time make this thing, so that the second of two equal forms finds what the first has made. */
export async function oneAtATime(trx: Trx, thing: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${thing}))`.execute(trx)
}

/** What has been made since then, by a form with the same content, was made by the same press of a button. */
export function momentsAgo(now: Date): Date {
  return new Date(now.getTime() - 60_000)
}
