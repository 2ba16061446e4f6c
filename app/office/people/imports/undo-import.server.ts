import { sql } from 'kysely'
import type { Petition } from '~/actions/petitions/petition'
import { forgetSignatures } from '~/actions/petitions/signatures/forget-signatures.server'
import type { Office } from '~/office/guard/guard.server'
import { isPaused } from '~/queue/outbox/switches.server'

/** Undoes an import: deletes every signature it made, people left without one, and the tags it put on the others. */
export async function undoImport(
  office: Office,
  petition: Petition,
  id: string,
): Promise<{ outcome: 'undone' | 'legal-hold' | 'not-there' }> {
  if (await isPaused(office.db, 'legal-hold')) return { outcome: 'legal-hold' }
  return office.db.transaction().execute(async (trx) => {
    const batch = await trx
      .updateTable('import_batch')
      .set({ state: 'undone', failed_at: null })
      .where('id', '=', id)
      .where('petition_id', '=', petition.id)
      .where('state', 'in', ['done', 'running'])
      .returning('id')
      .executeTakeFirst()
    if (!batch) return { outcome: 'not-there' as const }
    await sql`update import_row set sealed = '', signer_key = null where batch_id = ${id}`.execute(trx)
    const { rows } = await sql<{
      id: string
    }>`select signature_id as id from import_row where batch_id = ${id} and signature_id is not null`.execute(trx)
    for (let at = 0; at < rows.length; at += 2_000)
      await forgetSignatures(
        { trx },
        rows.slice(at, at + 2_000).map((row) => row.id),
        office.now,
      )
    await sql`
      with gone as (delete from person_tag where import_id = ${id} returning person_id, tag)
      insert into tag_change (person_id, tag, is_on, changed_by, changed_at, import_id)
      select person_id, tag, false, ${office.organizer.id}::uuid, ${office.now}, ${id}::uuid from gone
    `.execute(trx)
    await office.audit({ groupId: petition.groupId, act: 'undid-import', subject: id, howMany: rows.length }, trx)
    return { outcome: 'undone' as const }
  })
}
