import { sql } from 'kysely'
import type { Trx } from '#db/client'

/** Until the transaction ends, nobody else takes in or deletes this file. */
export async function lockFile(trx: Trx, sha256: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`document ${sha256}`}))`.execute(trx)
}
