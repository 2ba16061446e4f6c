import { sql } from 'kysely'
import { announce } from '#db/announce'
import type { Db } from '#db/client'
import { countedDay } from '#db/counted-day'
import { markMilestones } from './milestones.server'

/** A petition's total as shown and as counted from its signatures. */
export interface Recounted {
  petitionId: string
  petition: string
  shown: number
  counted: number
}

/**
 * Recounts confirmed signatures that are not held, and compares them with the totals.
 *
 * With `mend`, corrects totals and tallies that differ, in the same transaction. Locks the rows of `petition_total`
 * first, so that a concurrent confirmation is counted once.
 *
 * @returns every petition, with what was shown before
 */
export async function recount(db: Db, { mend }: { mend: boolean }, now: Date): Promise<Recounted[]> {
  return db.transaction().execute(async (trx) => {
    await sql`select from petition_total order by petition_id for update`.execute(trx)
    const { rows } = await sql<Recounted & { tallied: number }>`
      select petition.id as "petitionId", petition.slug as petition, coalesce(petition_total.confirmed, 0) as shown,
        (select count(*)::integer from signature where petition_id = petition.id and state = 'confirmed' and held is null) as counted,
        (select coalesce(sum(confirmed), 0)::integer from tally where petition_id = petition.id) as tallied
      from petition left join petition_total on petition_total.petition_id = petition.id
      order by petition.slug
    `.execute(trx)
    const wrong = rows
      .filter((row) => row.shown !== row.counted || row.tallied !== row.counted)
      .map((row) => row.petitionId)
    if (mend && wrong.length > 0) {
      await tallyAnew(trx, wrong, now)
      await markMilestones(trx, wrong, now)
      await announce(
        trx,
        wrong.map((id) => `petition:${id}`),
      )
    }
    return rows.map(({ petitionId, petition, shown, counted }) => ({ petitionId, petition, shown, counted }))
  })
}

async function tallyAnew(trx: Db, petitionIds: string[], now: Date): Promise<void> {
  await sql`delete from tally where petition_id = any(${petitionIds}::uuid[])`.execute(trx)
  await sql`
    insert into tally (petition_id, day, area, language, source, received, confirmed, private)
    select petition_id, ${countedDay('signature', 'accepted_at')}, area, language, source, count(*),
      count(*) filter (where state = 'confirmed' and held is null),
      count(*) filter (where state = 'confirmed' and held is null and is_private)
    from signature where petition_id = any(${petitionIds}::uuid[])
    group by 1, 2, 3, 4, 5
  `.execute(trx)
  await sql`delete from tally_by where petition_id = any(${petitionIds}::uuid[])`.execute(trx)
  await sql`
    insert into tally_by (petition_id, dimension, key, received, confirmed)
    select petition_id, dimension, key, count(*), count(*) filter (where state = 'confirmed' and held is null)
    from signature, lateral (values
      ('day', ${countedDay('signature', 'accepted_at')}::text),
      ('hour', case when not is_private then to_char(accepted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24') end),
      ('area', area), ('county', county), ('language', language), ('source', source), ('channel', channel)) as one (dimension, key)
    where petition_id = any(${petitionIds}::uuid[]) and key is not null
    group by 1, 2, 3
  `.execute(trx)
  await sql`
    insert into petition_total (petition_id, received, confirmed, private, changed_at)
    select id, coalesce(sum(received), 0), coalesce(sum(confirmed), 0), coalesce(sum(private), 0), ${now}
    from unnest(${petitionIds}::uuid[]) as id left join tally on tally.petition_id = id group by id
    on conflict (petition_id) do update set received = excluded.received, confirmed = excluded.confirmed,
      private = excluded.private, changed_at = excluded.changed_at
  `.execute(trx)
}
