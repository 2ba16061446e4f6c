import { sql } from 'kysely'
import type { Db } from '#db/client'
import { readSchedule, type Waves, wavesOf } from './schedule'
import { hasTwoVersions } from './two-versions'

export type Moved =
  /** `was`: local time at which it would have gone out. */
  | { outcome: 'moved'; was: string }
  | Extract<Waves, { outcome: 'refused' }>
  /** It is going out by now, or somebody stopped it. */
  | { outcome: 'gone' }

interface Waiting {
  schedule: unknown
  zones: (string | null)[]
  groupZone: string
  compareHours: number | null
}

/**
 * Lets a message that waits for its time go out at another. Nobody of it is planned yet: the row that the planner locks
 * decides. Whoever paused it still has to let it go on.
 *
 * @param at YYYY-MM-DDTHH:MM in the zone of its plan
 */
export async function moveBroadcast(db: Db, { id, at }: { id: string; at: string }, now: Date): Promise<Moved> {
  return db.transaction().execute(async (trx): Promise<Moved> => {
    const { rows } = await sql<Waiting>`
      select schedule, member_group.time_zone as "groupZone", case when ${hasTwoVersions} then test_hours end as "compareHours",
        array(select distinct zone from broadcast_wave where broadcast_id = broadcast.id) as zones
      from broadcast join campaign on campaign.id = broadcast.campaign_id join member_group on member_group.id = campaign.group_id
      where broadcast.id = ${id} and ${isMovable} for update of broadcast
    `.execute(trx)
    const [waiting] = rows
    if (!waiting) return { outcome: 'gone' }
    const before = readSchedule(waiting.schedule)
    const schedule = { ...before, at }
    const planned = wavesOf({ ...waiting, schedule }, now)
    if (planned.outcome === 'refused') return planned
    await trx.deleteFrom('broadcast_wave').where('broadcast_id', '=', id).execute()
    await trx
      .insertInto('broadcast_wave')
      .values(
        planned.waves.map(({ part, zone, dueAt, dueUntil }, place) => ({
          broadcast_id: id,
          number: place + 1,
          part,
          zone,
          due_at: dueAt,
          due_until: dueUntil,
        })),
      )
      .execute()
    await trx
      .updateTable('broadcast')
      .set({ schedule: JSON.stringify(schedule), updated_at: now })
      .where('id', '=', id)
      .execute()
    return { outcome: 'moved', was: before.at }
  })
}

/** In SQL over the table `broadcast`: it waits for its time, and nobody is planned yet. */
export const isMovable = sql<boolean>`(broadcast.state in ('scheduled', 'paused') and broadcast.schedule ->> 'when' <> 'now'
  and not exists (select from broadcast_wave as begun where begun.broadcast_id = broadcast.id and (begun.is_planned or begun.seen > 0 or begun.after_person is not null)))`
