import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Office } from '~/organizers/guard.server'
import { settle } from '~/petitions/confirm-signatures.server'
import { showNames } from '~/petitions/show-names.server'
import { addToTallies, countedColumns, type Counted } from '~/petitions/tally.server'

/** Signatures that came together: one petition, one source, one hour. Held ones do not count; `invalid…` were judged. */
export interface HeldGroup {
  petition: string
  reason: string
  source: string
  hour: string
  signatures: number
  confirmed: number
}

/** What waits to be judged, what was judged, and bursts among what counts (more than `burst` in an hour). */
export async function readHeld(db: Db, groupIds: string[], now: Date): Promise<{ waiting: HeldGroup[]; invalid: HeldGroup[]; bursts: HeldGroup[] }> {
  const { rows } = await sql<HeldGroup>`
    select petition.slug as petition, held as reason, source, to_char(accepted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24') as hour,
      count(*)::integer as signatures, count(*) filter (where signature.state = 'confirmed')::integer as confirmed
    from signature join petition on petition.id = signature.petition_id
    where held is not null and petition.group_id = any(${groupIds}::uuid[]) group by 1, 2, 3, 4 order by 4 desc limit 300
  `.execute(db)
  const bursts = await sql<HeldGroup>`
    select petition.slug as petition, 'counted' as reason, source, hour, signatures, signatures as confirmed from (
      select petition_id, source, to_char(accepted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24') as hour, count(*)::integer as signatures
      from signature where state = 'confirmed' and held is null and not is_private and accepted_at > ${now}::timestamptz - interval '7 days'
        and petition_id in (select petition_id from tally_by join petition on petition.id = petition_id where dimension = 'hour' and petition.group_id = any(${groupIds}::uuid[])
          and key > to_char(${now}::timestamptz - interval '7 days', 'YYYY-MM-DD"T"HH24') and confirmed >= ${burst})
      group by 1, 2, 3 having count(*) >= ${burst}) as hourly
    join petition on petition.id = petition_id where petition.group_id = any(${groupIds}::uuid[]) order by signatures desc limit 20
  `.execute(db)
  return { waiting: rows.filter((row) => !row.reason.startsWith('invalid')), invalid: rows.filter((row) => row.reason.startsWith('invalid')), bursts: bursts.rows }
}

const burst = 200

/** Which group is meant; as `readHeld` gave it. */
export type GroupName = Pick<HeldGroup, 'petition' | 'reason' | 'source' | 'hour'>

/**
 * Lets a group count, takes a group out, or undoes either: totals, shown names and the ledger move in one transaction.
 * The answer to people who sign is the same throughout.
 */
export async function judge(office: Office, group: GroupName, verdict: 'release' | 'invalidate'): Promise<number> {
  const groupIds = office.groupsWith('review-held')
  const isCounted = group.reason === 'counted'
  const mark = verdict === 'release' ? null : `invalid ${randomUUID().slice(0, 8)}`
  return office.db.transaction().execute(async (trx) => {
    const { rows } = await sql<Counted & { id: string; state: string }>`
      update signature set held = ${mark} from petition
      where petition.id = signature.petition_id and petition.group_id = any(${groupIds}::uuid[]) and petition.slug = ${group.petition} and source = ${group.source}
        and to_char(accepted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24') = ${group.hour}
        and ${isCounted ? sql`held is null and signature.state = 'confirmed' and not is_private` : sql`held = ${group.reason}`}
      returning signature.id, signature.state, ${countedColumns('signature')}
    `.execute(trx)
    const confirmed = rows.filter((row) => row.state === 'confirmed')
    const ids = confirmed.map((row) => row.id)
    if (verdict === 'release') {
      await addToTallies(trx, confirmed, { received: 0, confirmed: 1 }, office.now)
      if (ids.length > 0) await showNames({ trx, vault: office.vault }, ids)
    } else if (isCounted) {
      await addToTallies(trx, confirmed, { received: 0, confirmed: -1 }, office.now)
      await sql`delete from public_name where signature_id = any(${ids}::uuid[])`.execute(trx)
    }
    await settle({ trx }, rows.map((row) => row.petitionId), office.now)
    const act = verdict === 'invalidate' ? 'invalidated-held' : group.reason.startsWith('invalid') ? 'undid-invalidation' : 'released-held'
    if (rows.length > 0) await office.audit({ groupId: null, act, subject: `${group.petition} ${group.source} ${group.hour}`, howMany: rows.length }, trx)
    return rows.length
  })
}
