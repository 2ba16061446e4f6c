import { sql } from 'kysely'
import { sweepPeople } from '~/people/sweep-people.server'
import type { RecordContext } from '~/queue/intake/opened-submission'
import { afterTotalChanged } from './confirm-signatures.server'
import { addToTallies, type Counted, countedColumns } from './tally.server'

/**
 * Deletes signatures and everything that depends on them. Lowers the totals by those that were counted, and deletes
 * people and contacts that nothing else needs.
 *
 * @param now when deletion was requested
 * @returns how many were deleted
 */
export async function forgetSignatures(
  { trx }: Pick<RecordContext, 'trx'>,
  signatureIds: string[],
  now: Date,
): Promise<number> {
  const { count, contactIds } = await deleteSignatures({ trx }, signatureIds, now)
  await sweepPeople(trx, contactIds)
  return count
}

/** Like `forgetSignatures`, but leaves people and contacts. The caller must sweep the returned contacts. */
export async function deleteSignatures(
  { trx }: Pick<RecordContext, 'trx'>,
  signatureIds: string[],
  now: Date,
): Promise<{ count: number; contactIds: string[] }> {
  const { rows } = await sql<Counted & { state: string; held: string | null; contactIds: string[] }>`
    with gone as (delete from signature where id = any(${signatureIds}::uuid[]) returning *)
    select gone.state, gone.held, ${countedColumns('gone')},
      array_remove(array[person.contact_id, person.other_contact_id], null) as "contactIds"
    from gone left join person on person.id = gone.person_id
  `.execute(trx)
  const counted = rows.filter((row) => row.state === 'confirmed' && row.held === null)
  const others = rows.filter((row) => !counted.includes(row))
  await addToTallies(trx, counted, { received: -1, confirmed: -1 }, now)
  await addToTallies(trx, others, { received: -1, confirmed: 0 }, now)
  await afterTotalChanged(
    { trx },
    counted.map((row) => row.petitionId),
    now,
  )
  return { count: rows.length, contactIds: rows.flatMap((row) => row.contactIds ?? []) }
}
