import { sql } from 'kysely'
import type { Db } from '#db/client'

/** How long the lines of a list of signers are kept that were not recorded, after somebody last worked on it. */
const keptDays = 30

/** Until when the lines of a list are kept that were not recorded. */
export function keptUntil({ acted_at, asked_at }: { acted_at: Date | null; asked_at: Date }): Date {
  return new Date((acted_at ?? asked_at).getTime() + keptDays * 86_400_000)
}

/**
 * Empties lines of lists that nobody has worked on for 30 days, and removes those lists that were never recorded.
 *
 * @returns how many lines
 */
export async function purgeImports(db: Db, now: Date): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const old = sql`coalesce(acted_at, asked_at) < ${now}::timestamptz - make_interval(days => ${keptDays})`
    // Headings, and sheets that nobody chose, are no lines.
    await sql`delete from import_row using import_batch where import_batch.id = batch_id and line < 0 and ${old}`.execute(
      trx,
    )
    const dropped = await sql`
      delete from import_row using import_batch where import_batch.id = batch_id and state in ('mapping', 'checking', 'checked') and ${old}
    `.execute(trx)
    await sql`delete from import_batch where state in ('mapping', 'checking', 'checked') and ${old}`.execute(trx)
    // One that was set aside while it was being recorded, and that nobody has looked at since.
    await sql`
      update import_row set outcome = 'deleted' from import_batch
      where import_batch.id = batch_id and state = 'running' and failed_at is not null and outcome = 'good' and ${old}
    `.execute(trx)
    await sql`update import_batch set state = 'done', failed_at = null where state = 'running' and failed_at is not null and ${old}`.execute(
      trx,
    )
    const emptied = await sql`
      update import_row set sealed = '', signer_key = null from import_batch where import_batch.id = batch_id and state in ('done', 'undone') and sealed <> '' and ${old}
    `.execute(trx)
    return Number(dropped.numAffectedRows ?? 0) + Number(emptied.numAffectedRows ?? 0)
  })
}
