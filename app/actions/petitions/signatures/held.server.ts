import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Keyring } from '~/vault/keyring'
import { openVault } from '~/vault/open.server'
import { afterTotalChanged } from './confirm-signatures.server'
import { showNames } from './show-names.server'
import { addToTallies, type Counted, countedColumns } from './tally.server'

/** Signatures of a petition that are held for review and not counted, by reason. */
export interface HeldSignatures {
  petition: string
  reason: string
  signatures: number
  confirmed: number
  firstAt: Date
  lastAt: Date
}

export async function listHeld(db: Db): Promise<HeldSignatures[]> {
  const { rows } = await sql<HeldSignatures>`
    select petition.slug as petition, held as reason, count(*)::integer as signatures,
      count(*) filter (where signature.state = 'confirmed')::integer as confirmed,
      min(accepted_at) as "firstAt", max(accepted_at) as "lastAt"
    from signature join petition on petition.id = signature.petition_id
    where held is not null group by 1, 2 order by 1, 2
  `.execute(db)
  return rows
}

/**
 * Releases the held signatures of one petition and reason, in one transaction. Confirmed ones are counted now, the
 * others once they are confirmed.
 *
 * @returns how many were released
 */
export async function releaseHeld(
  db: Db,
  keyring: Keyring,
  petitionSlug: string,
  reason: string,
  now: Date,
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<Counted & { id: string; state: string }>`
      update signature set held = null from petition
      where petition.id = signature.petition_id and petition.slug = ${petitionSlug} and held = ${reason}
      returning signature.id, signature.state, ${countedColumns('signature')}
    `.execute(trx)
    const counted = rows.filter((row) => row.state === 'confirmed')
    await addToTallies(trx, counted, { received: 0, confirmed: 1 }, now)
    if (counted.length > 0)
      await showNames(
        { trx, vault: await openVault(trx, keyring) },
        counted.map((row) => row.id),
      )
    await afterTotalChanged(
      { trx },
      counted.map((row) => row.petitionId),
      now,
    )
    return rows.length
  })
}
