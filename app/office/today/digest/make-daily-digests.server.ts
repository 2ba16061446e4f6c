import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import type { Env } from '~/env.server'
import type { Bilingual, Language } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { allGroups, rolesOf } from '~/office/guard/organizers.server'
import { type Group, groupsWithRight, hasRight } from '~/office/guard/rights'
import { dayAfter, wallClock } from '~/ui/page/zoned-time'
import { usualZone } from '~/ui/page/zones'
import type { Keyring } from '~/vault/keyring'
import { linkHash, linkToken } from '~/vault/links.server'
import { readCries } from '../cries.server'
import { readWaiting } from '../waiting.server'
import { type DigestContent, isEmpty } from './digest-content'

interface Making {
  db: Db
  keyring: Keyring
  env: Pick<Env, 'contactStaleDays'>
  /** Called for an organizer with a role that was written by hand. */
  noteForgedRole: (organizerId: string) => void
}

interface Reader {
  id: string
  language: Language
  hour: number
  timeZone: string | null
  /** Lately, YYYY-MM-DD. */
  made: string[]
}

/** What is read once for all readers. */
interface Run extends Making {
  groups: ReadonlyMap<string, Group>
  /** What came in on a day in a zone, by both. */
  days: Map<string, Promise<CameIn[]>>
}

/** What of one kind came in for one group. */
interface CameIn {
  groupId: string
  kind: string
  count: number
}

/**
 * Queues the daily digests whose hour has come, one per organizer and day of their zone: the unique key of
 * `organizer_digest` decides, also between two workers. A day with nothing to say has a row and no mail.
 *
 * @returns how many mails were queued
 * @throws what went wrong for some, after all others were served
 */
export async function makeDailyDigests(making: Making, now: Date): Promise<number> {
  const [groups, readers] = await Promise.all([allGroups(making.db), readReaders(making.db, now)])
  const run = { ...making, groups, days: new Map() }
  const errors: unknown[] = []
  let queued = 0
  for (const reader of readers) {
    try {
      if (await makeOne(run, reader, now)) queued += 1
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length > 1) throw new AggregateError(errors, `${errors.length} daily digests failed: ${errors[0]}`)
  if (errors.length === 1) throw errors[0]
  return queued
}

async function readReaders(db: Db, now: Date): Promise<Reader[]> {
  const { rows } = await sql<Reader>`
    select id, language, digest_hour as hour, time_zone as "timeZone",
      array(select day::text from organizer_digest where organizer_id = organizer.id and made_at > ${now}::timestamptz - interval '2 days') as made
    from organizer where digest_hour is not null and removed_at is null order by id
  `.execute(db)
  return rows
}

async function makeOne(run: Run, reader: Reader, now: Date): Promise<boolean> {
  const { db, keyring, groups } = run
  const roles = await rolesOf(db, keyring, reader.id, run.noteForgedRole)
  const zone = reader.timeZone ?? groups.get(roles[0]?.groupId ?? '')?.timeZone ?? usualZone
  const { day, time } = wallClock(zone, now)
  if (Number(time.slice(0, 2)) < reader.hour || reader.made.includes(day)) return false
  const office = {
    db,
    groups,
    now,
    env: run.env,
    may: (right, groupId) => hasRight(groups, roles, right, groupId),
    groupsWith: (right) => groupsWithRight(groups, roles, right),
  } satisfies Reading
  const content = await readDigest(run, office, { zone, day, organizerId: reader.id })
  return db.transaction().execute((trx) => queue(trx, keyring, { reader, day, content }, now))
}

async function queue(
  trx: Trx,
  keyring: Keyring,
  { reader, day, content }: { reader: Reader; day: string; content: DigestContent },
  now: Date,
): Promise<boolean> {
  const digest = await trx
    .insertInto('organizer_digest')
    .values({ id: randomUUID(), organizer_id: reader.id, day, content: JSON.stringify(content), made_at: now })
    .onConflict((conflict) => conflict.columns(['organizer_id', 'day']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!digest || isEmpty(content)) return false
  const id = randomUUID()
  await trx
    .insertInto('message')
    .values({
      id,
      channel: 'mail',
      template: 'daily-digest',
      language: reader.language,
      organizer_id: reader.id,
      organizer_digest_id: digest.id,
      once_key: `daily-digest ${reader.id} ${day}`,
      link_hash: linkHash(linkToken(keyring, id)),
      due_at: now,
      created_at: now,
    })
    .execute()
  return true
}

type Reading = Pick<Office, 'db' | 'groups' | 'may' | 'groupsWith' | 'now'> & { env: Pick<Env, 'contactStaleDays'> }

async function readDigest(
  run: Run,
  office: Reading,
  { zone, day, organizerId }: { zone: string; day: string; organizerId: string },
): Promise<DigestContent> {
  const groupIds = office.groupsWith('see-numbers')
  const [waiting, cries, came, goals] = await Promise.all([
    readWaiting(office),
    readCries(office),
    cameIn(run, { zone, day: dayAfter(day, -1) }),
    reachedSince(office.db, groupIds, organizerId, office.now),
  ])
  const counts = new Map<string, number>()
  for (const { groupId, kind, count } of came)
    if (groupIds.includes(groupId)) counts.set(kind, (counts.get(kind) ?? 0) + count)
  const { petition: signatures = 0, ...outreach } = Object.fromEntries(counts)
  const { inbox, held, comments, requests, stale } = waiting
  return { needs: { cries: cries.count, inbox, held, comments, requests, stale }, signatures, outreach, goals }
}

/**
 * What was confirmed and done on a day in a zone, of all groups. Of a private signature only the day is known, in the
 * network's zone: it counts on the reader's day of the same date.
 */
function cameIn({ db, days }: Run, { zone, day }: { zone: string; day: string }): Promise<CameIn[]> {
  const key = `${zone} ${day}`
  const read = days.get(key) ?? readDay(db, { zone, day })
  days.set(key, read)
  return read
}

async function readDay(db: Db, { zone, day }: { zone: string; day: string }): Promise<CameIn[]> {
  const from = sql`(${day}::timestamp at time zone ${zone})`
  const until = sql`(${dayAfter(day, 1)}::timestamp at time zone ${zone})`
  const { rows } = await sql<CameIn>`
    select group_id as "groupId", 'petition' as kind, count(*)::integer as count from signature join petition on petition.id = petition_id
      where signature.state = 'confirmed' and held is null
        and case when is_private then confirmed_at = ${day}::timestamp at time zone 'UTC' else confirmed_at >= ${from} and confirmed_at < ${until} end
      group by 1
    union all select group_id, kind, count(*)::integer from outreach join advocacy_campaign on advocacy_campaign.id = advocacy_campaign_id
      where done_at >= ${from} and done_at < ${until} group by 1, 2
  `.execute(db)
  return rows
}

/** Goals that were reached since their last digest, of a week at most: each is told once. */
async function reachedSince(
  db: Db,
  groupIds: string[],
  organizerId: string,
  now: Date,
): Promise<{ title: Bilingual; goal: number }[]> {
  const { rows } = await sql<{ title: Bilingual; goal: number }>`
    select petition.title, max(threshold) as goal from milestone join petition on petition.id = petition_id
    where withdrawn_at is null and reached_at <= ${now} and petition.group_id = any(${groupIds}::uuid[])
      and reached_at > greatest(${now}::timestamptz - interval '7 days',
        coalesce((select max(made_at) from organizer_digest where organizer_id = ${organizerId} and content <> 'null'), ${now}::timestamptz - interval '1 day'))
    group by petition.id order by goal desc, petition.id limit 10
  `.execute(db)
  return rows
}

/**
 * Turns somebody's digest on or off. Turned on after its hour, the first one comes tomorrow.
 *
 * @param hour 0 to 23 in their zone; null: none
 */
export async function setDigestHour(
  { db, organizer, zone, now }: Pick<Office, 'db' | 'organizer' | 'zone' | 'now'>,
  hour: number | null,
): Promise<void> {
  const { day, time } = wallClock(zone, now)
  await db.transaction().execute(async (trx) => {
    await trx.updateTable('organizer').set({ digest_hour: hour }).where('id', '=', organizer.id).execute()
    if (hour === null || Number(time.slice(0, 2)) < hour) return
    await trx
      .insertInto('organizer_digest')
      .values({ id: randomUUID(), organizer_id: organizer.id, day, content: JSON.stringify(null), made_at: now })
      .onConflict((conflict) => conflict.columns(['organizer_id', 'day']).doNothing())
      .execute()
  })
}

/** Days for which digests are kept: the last one says since when goals are told. */
const keptDays = 14

/** @returns how many old digests were deleted */
export async function forgetDigests(db: Db, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from organizer_digest where made_at < ${now}::timestamptz - make_interval(days => ${keptDays})
  `.execute(db)
  return Number(numAffectedRows ?? 0)
}
