import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import { isAway } from '#db/is-away'
import { siteDay } from '#db/site-day'
import { actsOf } from './broadcast-acts.server'
import type { BroadcastChannel } from './broadcast-content'
import { channelOf, mayGetIt, recipientJoins } from './recipients.server'
import { isReadable, readKeptSegment, whoIn } from './whom.server'

/** People looked at in one statement. */
const chunk = 2_000
/** Messages of one broadcast that wait in the outbox at most, before more people are planned. */
const mostWaiting = 4_000
/** Messages that are ended at once, when a broadcast is stopped or its time is over. */
const mostEnded = 5_000

interface DueWave {
  broadcastId: string
  number: number
  part: 'all' | 'test' | 'rest'
  zone: string | null
  dueAt: Date
  dueUntil: Date | null
  afterPerson: string | null
  channel: BroadcastChannel
  campaignId: string
  groupId: string
  groupZone: string
  segment: unknown
  testShare: number
  perHour: number | null
  winner: 'a' | 'b' | null
}

/**
 * Plans what is sent to many, a chunk of people at a time, just ahead of the sending: one statement finds the next people
 * of a broadcast and writes their messages, and moves on how far it is planned, in one transaction. Killed anywhere, it goes
 * on where it was; whoever has a message of this broadcast gets no second one. Also ends messages whose time is over or
 * whose broadcast was stopped, broadcasts of archived campaigns, and those of which every recipient has an outcome. One that
 * cannot be planned is paused, with why, and holds back no other.
 *
 * @returns how much was done; 0: nothing for now
 */
export async function planBroadcasts(db: Db, now: Date): Promise<number> {
  if (!(await isAnythingGoing(db))) return 0
  const stopped = await stopArchived(db, now)
  return (
    stopped + (await planChunk(db, now)) + (await endLate(db, now)) + (await endStopped(db)) + (await endDone(db, now))
  )
}

/** One look: the statements that plan take the database long to plan themselves, and most turns find nothing. */
async function isAnythingGoing(db: Db): Promise<boolean> {
  const { rows } = await sql`
    select from broadcast where state in ('scheduled', 'sending', 'paused')
    union all (select from message where state = 'queued' and broadcast_id is not null limit 1) limit 1
  `.execute(db)
  return rows.length > 0
}

async function planChunk(db: Db, now: Date): Promise<number> {
  const taken: { id: string | null } = { id: null }
  try {
    return await planNext(db, taken, now)
  } catch (error) {
    // The others go on with the next turn; what was wrong stands in the log.
    if (taken.id && !isAway(error)) await putAside(db, { id: taken.id, why: 'fault' }, now)
    throw error
  }
}

/** Pauses what cannot be planned; whoever lets it go on has it tried again. */
async function putAside(db: Db, { id, why }: { id: string; why: 'segment' | 'fault' }, now: Date): Promise<void> {
  await sql`
    update broadcast set state = 'paused', stuck_why = ${why}, stuck_at = ${now} where id = ${id} and state in ('scheduled', 'sending')
  `.execute(db)
}

/** @param taken says which broadcast it was about, should that fail */
async function planNext(db: Db, taken: { id: string | null }, now: Date): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const mails = await leftOfWarmUp(trx, now)
    const wave = await takeWave(trx, { takesMails: mails === null || mails > 0 }, now)
    if (!wave) return 0
    if (!isReadable(wave.segment)) {
      await putAside(trx, { id: wave.broadcastId, why: 'segment' }, now)
      return 1
    }
    taken.id = wave.broadcastId
    const winner = wave.part === 'rest' ? (wave.winner ?? (await chooseWinner(trx, wave))) : wave.winner
    const most = allowed(wave, mails)
    const { seen, planned, last } = await insertChunk(trx, wave, { winner, most }, now)
    const isOver = seen < most
    const pause = wave.perHour && planned > 0 ? (planned * 3_600_000) / wave.perHour : 0
    await sql`
      update broadcast_wave set after_person = ${isOver ? null : last}, seen = seen + ${seen}, planned = planned + ${planned}, is_planned = ${isOver}
      where broadcast_id = ${wave.broadcastId} and number = ${wave.number}
    `.execute(trx)
    // The limit is one for all its waves.
    await sql`
      update broadcast_wave set next_at = ${pause > 0 ? new Date(now.getTime() + pause) : null} where broadcast_id = ${wave.broadcastId} and not is_planned
    `.execute(trx)
    await sql`update broadcast set state = 'sending' where id = ${wave.broadcastId} and state = 'scheduled'`.execute(
      trx,
    )
    if (wave.channel === 'mail' && planned > 0)
      await sql`insert into mail_pace_day (day, planned) values (${siteDay(now)}, ${planned}) on conflict (day) do update set planned = mail_pace_day.planned + excluded.planned`.execute(
        trx,
      )
    return Math.max(seen, 1)
  })
}

/**
 * The wave that is due first, of a broadcast that is going out and has not enough waiting in the outbox. What cannot go on now
 * is passed over, so that it holds back no other. The rest waits until everybody of the test is planned.
 */
async function takeWave(trx: Trx, { takesMails }: { takesMails: boolean }, now: Date): Promise<DueWave | null> {
  const { rows } = await sql<DueWave>`
    select wave.broadcast_id as "broadcastId", wave.number, wave.part, wave.zone, wave.due_at as "dueAt", wave.due_until as "dueUntil", wave.after_person as "afterPerson",
      broadcast.channel, broadcast.campaign_id as "campaignId", campaign.group_id as "groupId", member_group.time_zone as "groupZone", broadcast.segment,
      broadcast.test_share as "testShare", broadcast.per_hour as "perHour", broadcast.winner
    from broadcast_wave as wave join broadcast on broadcast.id = wave.broadcast_id join campaign on campaign.id = broadcast.campaign_id
      join member_group on member_group.id = campaign.group_id
    where not wave.is_planned and wave.due_at <= ${now} and (wave.next_at is null or wave.next_at <= ${now} or broadcast.per_hour is null) and broadcast.state in ('scheduled', 'sending')
      and (wave.due_until is null or wave.due_until > ${now}) and (broadcast.channel = 'text' or ${takesMails})
      and not (wave.part = 'rest' and exists (select from broadcast_wave as test where test.broadcast_id = wave.broadcast_id and test.part = 'test' and not test.is_planned))
      and (select count(*) from (select from message where message.state = 'queued' and message.broadcast_id = broadcast.id limit ${mostWaiting}) as waiting) < ${mostWaiting}
    order by wave.due_at, wave.broadcast_id, wave.number limit 1
    for update of wave, broadcast skip locked
  `.execute(trx)
  return rows[0] ?? null
}

/**
 * The version that brought more acts from those who got it first; the first one where they are even. The rest gets it.
 */
async function chooseWinner(trx: Trx, { broadcastId }: DueWave): Promise<'a' | 'b'> {
  const { byVariant } = await actsOf(trx, broadcastId)
  const winner = byVariant.b > byVariant.a ? 'b' : 'a'
  await sql`update broadcast set winner = ${winner} where id = ${broadcastId}`.execute(trx)
  return winner
}

/** How many mails to many the day's part of a warm-up leaves; null: no limit. */
async function leftOfWarmUp(trx: Trx, now: Date): Promise<number | null> {
  const { rows } = await sql<{ left: number | null }>`
    select (first_day * power(2, least(greatest(${siteDay(now)} - warms_up_from, 0), 20)) - coalesce((select planned from mail_pace_day where day = ${siteDay(now)}), 0))::float8 as left
    from mail_pace where warms_up_from is not null
  `.execute(trx)
  return rows[0]?.left ?? null
}

/** How many people may be planned now, by the limit per hour and, of mail, by what a warm-up leaves. */
function allowed({ channel, perHour }: DueWave, mails: number | null): number {
  const ofHour = perHour ? Math.min(chunk, Math.max(1, Math.ceil(perHour / 60))) : chunk
  return channel === 'text' || mails === null ? ofHour : Math.min(ofHour, mails)
}

interface Planned {
  /** People of the segment that were looked at. */
  seen: number
  planned: number
  last: string | null
}

/**
 * One statement, with nothing done for each person outside of it: the words are filled in when a message leaves. Its hash is
 * of the message's id with a byte before it that no link's token begins with: it finds whoever stops by it, and opens nothing.
 */
async function insertChunk(
  trx: Trx,
  wave: DueWave,
  { winner, most }: { winner: 'a' | 'b' | null; most: number },
  now: Date,
): Promise<Planned> {
  const { broadcastId, channel, campaignId } = wave
  const who = whoIn({ segment: readKeptSegment(wave.segment), groupId: wave.groupId, campaignId }, now)
  const variant =
    wave.part === 'test'
      ? sql`case when ${mark(broadcastId, 'subject')} % 2 = 0 then 'a' else 'b' end`
      : sql`${winner}::text`
  const { rows } = await sql<Planned>`
    with next as materialized (
      select person.id from person
      where person.campaign_id = ${campaignId} and ${wave.afterPerson ? sql`person.id > ${wave.afterPerson}` : sql`true`} and ${inWave(wave)} and ${who}
      order by person.id limit ${most}
    ), reached as (
      select gen_random_uuid() as id, person.id as person_id, person.language, contact_point.id as contact_id, ${variant} as variant
      from next join person using (id) ${recipientJoins(channelOf(channel))} where ${mayGetIt}
    ), added as (
      insert into message (id, link_hash, channel, template, language, contact_id, person_id, once_key, due_at, due_until, campaign_id, broadcast_id, variant, created_at)
      select id, ${broadcastHash(sql`id`)}, ${channelOf(channel)}, 'broadcast', language, contact_id, person_id, 'broadcast ' || ${broadcastId}::text || ' ' || contact_id,
        ${new Date(Math.max(wave.dueAt.getTime(), now.getTime()))}, ${wave.dueUntil}, ${campaignId}, ${broadcastId}, variant, ${now}
      from reached on conflict do nothing returning 1
    )
    select (select count(*) from next)::integer as seen, (select count(*) from added)::integer as planned, (select id from next order by id desc limit 1) as last
  `.execute(trx)
  return rows[0]!
}

/** A number from 0 on that is the same for a person and a broadcast each time, and another one for the next broadcast. */
function mark(broadcastId: string, what: string): RawBuilder<number> {
  return sql<number>`(hashtextextended(person.id::text, hashtextextended(${`${broadcastId} ${what}`}, 0)) & 1048575)`
}

function inWave({ broadcastId, part, zone, groupZone, testShare }: DueWave): RawBuilder<SqlBool> {
  if (zone !== null) return sql<SqlBool>`coalesce(person.time_zone, ${groupZone}) = ${zone}`
  if (part === 'all') return sql<SqlBool>`true`
  const isTest = sql<SqlBool>`${mark(broadcastId, 'part')} % 100 < ${testShare}`
  return part === 'test' ? isTest : sql<SqlBool>`not (${isTest})`
}

/** The same as `hashOfBroadcast`, in SQL. */
function broadcastHash(id: RawBuilder<unknown>): RawBuilder<Buffer> {
  return sql<Buffer>`sha256('\\xff'::bytea || uuid_send(${id}))`
}

/** Messages that were to arrive by a time that is over now never leave; nor are further people planned. */
async function endLate(db: Db, now: Date): Promise<number> {
  const messages = await sql`
    update message set state = 'suppressed', failure = 'too-late' where id in (
      select id from message where state = 'queued' and due_until <= ${now} and broadcast_id is not null limit ${mostEnded} for update skip locked)
  `.execute(db)
  const waves = await sql`
    update broadcast_wave set is_planned = true, after_person = null where not is_planned and due_until <= ${now}
  `.execute(db)
  return Number(messages.numAffectedRows) + Number(waves.numAffectedRows)
}

/** Nobody hears anymore from a campaign that was archived. */
async function stopArchived(db: Db, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    with archived as (
      update broadcast set state = 'stopped', ended_at = ${now} from campaign
      where campaign.id = broadcast.campaign_id and campaign.state = 'archived' and broadcast.state in ('scheduled', 'sending', 'paused')
      returning broadcast.id
    )
    update broadcast_wave set is_planned = true, after_person = null from archived where broadcast_wave.broadcast_id = archived.id
  `.execute(db)
  return Number(numAffectedRows)
}

/** What waits of a broadcast that was stopped. */
async function endStopped(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`
    update message set state = 'suppressed', failure = 'broadcast-stopped' where id in (
      select message.id from message join broadcast on broadcast.id = message.broadcast_id
      where message.state = 'queued' and message.broadcast_id is not null and broadcast.state = 'stopped' limit ${mostEnded} for update of message skip locked)
  `.execute(db)
  return Number(numAffectedRows)
}

/** A broadcast is done once everybody is planned and no message of it is waiting or on its way. */
async function endDone(db: Db, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update broadcast set state = 'done', ended_at = ${now}
    where state in ('scheduled', 'sending') and not exists (select from broadcast_wave where broadcast_id = broadcast.id and not is_planned)
      and not exists (select from message where message.broadcast_id = broadcast.id and message.state = 'queued')
      and not exists (select from message where message.broadcast_id = broadcast.id and message.state = 'sending')
  `.execute(db)
  return Number(numAffectedRows)
}
