import { sql } from 'kysely'
import type { Trx } from '#db/client'
import { forgetSignatures } from '~/actions/petitions/signatures/forget-signatures.server'
import type { Office } from '~/office/guard/guard.server'
import { sweepPeople } from '~/people/sweep-people.server'
import { isPaused } from '~/queue/outbox/switches.server'
import { type ListOwner, listsOf } from './list-owner'
import { noteOf, pageOf } from './record-people.server'

/**
 * Undoes an import: deletes every signature it made, people whom nothing else makes known, and the tags, fields, notes and
 * news that it gave the others. What people have confirmed or ended themselves since stays.
 */
export async function undoImport(
  office: Office,
  owner: ListOwner,
  id: string,
): Promise<{ outcome: 'undone' | 'legal-hold' | 'not-there' }> {
  if (await isPaused(office.db, 'legal-hold')) return { outcome: 'legal-hold' }
  return office.db.transaction().execute(async (trx) => {
    const batch = await trx
      .updateTable('import_batch')
      .set({ state: 'undone', failed_at: null })
      .where('id', '=', id)
      .where(listsOf(owner))
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
    await sql`delete from person_field_value where import_id = ${id}`.execute(trx)
    const people = await forgetListed(trx, id)
    await office.audit({ groupId: owner.groupId, act: 'undid-import', subject: id, howMany: rows.length + people }, trx)
    return { outcome: 'undone' as const }
  })
}

/** @returns how many people of the list nobody knows anymore */
async function forgetListed(trx: Trx, id: string): Promise<number> {
  await sql`delete from person_note using imported_person where batch_id = ${id} and imported_person.person_id = person_note.person_id
    and person_note.id = (select ${noteOf(id)} from imported_person as own where own.batch_id = ${id} and own.person_id = person_note.person_id)`.execute(
    trx,
  )
  await sql`delete from subscription where page = ${pageOf({ id })} and how = 'import' and ended_on is null
    and person_id in (select person_id from imported_person where batch_id = ${id})`.execute(trx)
  const { rows } = await sql<{ id: string; isNew: boolean; contacts: string[] }>`
    delete from imported_person using person where batch_id = ${id} and person.id = person_id
    returning person.id, is_new as "isNew", array_remove(array[person.contact_id, person.other_contact_id], null) as contacts
  `.execute(trx)
  const mine = rows.filter(({ isNew }) => isNew)
  for (let at = 0; at < mine.length; at += 2_000)
    await sweepPeople(
      trx,
      mine.slice(at, at + 2_000).flatMap(({ contacts }) => contacts),
    )
  const left = await trx
    .selectFrom('person')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    // One parameter, however many they are.
    .where(sql<boolean>`id = any(${mine.map((one) => one.id)}::uuid[])`)
    .executeTakeFirstOrThrow()
  return mine.length - Number(left.count)
}
