import { sql } from 'kysely'
import type { Trx } from '#db/client'

/**
 * Deletes what was written to us from these addresses and phones, and our answers, once nobody is known by them any more, in
 * no campaign. Called where somebody is erased; otherwise threads end by themselves, thirty days after their last word.
 *
 * @param blindIndexes of the contacts, whose rows are gone by now
 */
export async function forgetThreads(trx: Trx, blindIndexes: readonly Buffer[]): Promise<void> {
  await sql`
    delete from conversation where blind_index = any(${blindIndexes}::bytea[])
      and not exists (select from contact_point where contact_point.blind_index = conversation.blind_index)
  `.execute(trx)
}

/** How these contacts are found, to be read before they are deleted. */
export async function indexesOf(trx: Trx, contactIds: readonly string[]): Promise<Buffer[]> {
  const { rows } = await sql<{ index: Buffer }>`
    select distinct blind_index as index from contact_point where id = any(${contactIds}::uuid[])
  `.execute(trx)
  return rows.map(({ index }) => index)
}
