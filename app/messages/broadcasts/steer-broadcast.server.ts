import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import type { BroadcastChannel } from './broadcast-content'
import { type Reach, readReach } from './reach.server'
import { readSchedule, type Waves, wavesOf, wavesOfRest } from './schedule'
import { hasTwoVersions } from './two-versions'
import { readKeptSegment, type Whom, whoIn } from './whom.server'

export type Started =
  | { outcome: 'started'; reach: Reach }
  | Extract<Waves, { outcome: 'refused' }>
  /** It was changed since, somebody has started it already, or its campaign is archived. */
  | { outcome: 'not-approved' }

interface Approved {
  channel: BroadcastChannel
  campaignId: string
  groupId: string
  groupZone: string
  schedule: unknown
  segment: unknown
  hasB: boolean
  testHours: number
}

/**
 * Sends what was approved, or has it wait for its time. Whom it reaches is counted now; nobody has a row of their own until
 * they are planned.
 */
export async function startBroadcast(db: Db, { id, by }: { id: string; by: string }, now: Date): Promise<Started> {
  return db.transaction().execute(async (trx): Promise<Started> => {
    const approved = await takeApproved(trx, id)
    if (!approved) return { outcome: 'not-approved' }
    const { campaignId, groupId, groupZone, hasB, testHours, channel } = approved
    const schedule = readSchedule(approved.schedule)
    const zones = schedule.when === 'local' ? await zonesOf(trx, campaignId) : []
    const planned = wavesOf({ schedule, zones, groupZone, compareHours: hasB ? testHours : null }, now)
    if (planned.outcome === 'refused') return planned
    const who = whoIn({ segment: readKeptSegment(approved.segment), groupId, campaignId }, now)
    const reach = await readReach(trx, { campaignId, channel, who })
    await trx
      .insertInto('broadcast_wave')
      .values(
        planned.waves.map(({ part, zone, dueAt, dueUntil }, at) => ({
          broadcast_id: id,
          number: at + 1,
          part,
          zone,
          due_at: dueAt,
          due_until: dueUntil,
        })),
      )
      .execute()
    await trx
      .updateTable('broadcast')
      .set({ state: 'scheduled', started_at: now, started_by: by, reach: JSON.stringify(reach) })
      .where('id', '=', id)
      .execute()
    return { outcome: 'started', reach }
  })
}

async function takeApproved(trx: Trx, id: string): Promise<Approved | null> {
  const { rows } = await sql<Approved>`
    select channel, campaign_id as "campaignId", campaign.group_id as "groupId", member_group.time_zone as "groupZone", schedule, segment,
      ${hasTwoVersions} as "hasB", test_hours as "testHours"
    from broadcast join campaign on campaign.id = broadcast.campaign_id join member_group on member_group.id = campaign.group_id
    where broadcast.id = ${id} and broadcast.state = 'approved' and approved_revision = broadcast.revision and campaign.state <> 'archived' for update of broadcast
  `.execute(trx)
  return rows[0] ?? null
}

/** Time zones that people of a campaign live in; null among them when some are unknown. */
async function zonesOf(db: Db, campaignId: string): Promise<(string | null)[]> {
  const { rows } = await sql<{ zone: string | null }>`
    select distinct time_zone as zone from person where campaign_id = ${campaignId}
  `.execute(db)
  return rows.length > 0 ? rows.map(({ zone }) => zone) : [null]
}

/** Whom a message that is being written would reach now. */
export async function reachOf(db: Db, { channel, ...whom }: Whom & { channel: BroadcastChannel }, now: Date) {
  return readReach(db, { campaignId: whom.campaignId, channel, who: whoIn(whom, now) })
}

/** From now on nothing of it leaves but what is on its way. @returns false when it was not going out */
export async function pauseBroadcast(db: Db, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('broadcast')
    .set({ state: 'paused' })
    .where('id', '=', id)
    .where('state', 'in', ['scheduled', 'sending'])
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Goes on where it was paused. */
export async function resumeBroadcast(db: Db, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('broadcast')
    .set({ state: 'sending', stuck_why: null, stuck_at: null })
    .where('id', '=', id)
    .where('state', '=', 'paused')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Ends it: who has not got it gets it no more, unless somebody sends it to them later. */
export async function stopBroadcast(db: Db, id: string, now: Date): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('broadcast')
      .set({ state: 'stopped', ended_at: now })
      .where('id', '=', id)
      .where('state', 'in', ['scheduled', 'sending', 'paused'])
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    await trx
      .updateTable('broadcast_wave')
      .set({ is_planned: true, after_person: null })
      .where('broadcast_id', '=', id)
      .execute()
    return true
  })
}

export type SentToRest =
  | { outcome: 'sent' }
  /** It was not to arrive after a time, and that is over everywhere. */
  | { outcome: 'too-late' }
  /** It is going out again by now, or its campaign is archived. */
  | { outcome: 'gone' }

/** Why a message that never left may leave after all. */
const sendable = ['broadcast-stopped', 'opted-out', 'no-consent', 'contact-failing', 'not-composed']

/**
 * Sends it to who has not got it yet: whoever came to the segment since, and those who were left out. Whoever got it, or may
 * have, gets no second one; the statement that claims asks once more who may get it. What was not to arrive after a time
 * does not: nobody gets it for whom that is over.
 */
export async function sendToRest(db: Db, id: string, now: Date): Promise<SentToRest> {
  return db.transaction().execute(async (trx): Promise<SentToRest> => {
    const { rows } = await sql<{ campaignId: string; groupZone: string; schedule: unknown }>`
      select campaign_id as "campaignId", member_group.time_zone as "groupZone", schedule
      from broadcast join campaign on campaign.id = broadcast.campaign_id join member_group on member_group.id = campaign.group_id
      where broadcast.id = ${id} and broadcast.state in ('done', 'stopped') and campaign.state <> 'archived' for update of broadcast
    `.execute(trx)
    const [ended] = rows
    if (!ended) return { outcome: 'gone' }
    const schedule = readSchedule(ended.schedule)
    const zones = schedule.when === 'local' ? await zonesOf(trx, ended.campaignId) : []
    const waves = wavesOfRest({ schedule, zones, groupZone: ended.groupZone }, now)
    if (waves.length === 0) return { outcome: 'too-late' }
    await trx.updateTable('broadcast').set({ state: 'sending', ended_at: null }).where('id', '=', id).execute()
    // Of two versions, the one that won, or else the first.
    await sql`update broadcast set winner = coalesce(winner, case when ${hasTwoVersions} then 'a' end) where id = ${id}`.execute(
      trx,
    )
    await sql`
      update message set state = 'queued', failure = null, attempts = 0, due_at = ${now}
      where broadcast_id = ${id} and state in ('suppressed', 'failed') and failure = any(${sendable}::text[]) and sent_at is null
        and (due_until is null or due_until > ${now})
    `.execute(trx)
    await sql`
      insert into broadcast_wave (broadcast_id, number, part, zone, due_at, due_until)
      select ${id}, last.number + wave.place, 'all', wave.zone, ${now}, wave.due_until
      from (select coalesce(max(number), 0) as number from broadcast_wave where broadcast_id = ${id}) as last,
        unnest(${waves.map(({ zone }) => zone)}::text[], ${waves.map(({ dueUntil }) => dueUntil)}::timestamptz[]) with ordinality as wave (zone, due_until, place)
    `.execute(trx)
    return { outcome: 'sent' }
  })
}
