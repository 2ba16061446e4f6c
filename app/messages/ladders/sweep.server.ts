import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import type { Channel } from '#db/schema'
import type { Language } from '~/i18n/language'
import { newsJoins, whyNoNews } from '~/people/subscriptions.server'
import type { Keyring } from '~/vault/keyring'
import { whoAnswersYes } from './answer.server'
import { takeBackQueued } from './climb.server'
import { doStep, type Walked, type Walking } from './do-step.server'
import { type Ladder, ladderOf } from './ladder'
import { ladderContent } from './ladder-content'
import { takeStep } from './take-step'

/** Most people at once: what a sweep needs of memory does not grow with how many are due. */
const atOnce = 1_000
/** More steps than anybody takes without waiting, in a ladder that could be published. */
const mostRounds = 200

/** Somebody whose step is due, and where they go. */
interface Place extends Walking {
  key: string
  hasWaited: boolean
  zone: string
  leaves: { why: 'end' | 'opted-out' | 'bounced' | 'closed' } | null
  isMoving: boolean
}

/**
 * Takes the steps that are due, of one ladder after the other, some people at a time: claimed, walked on and written in one
 * transaction, so that a worker that is killed leaves them as they were, and two workers never take the same.
 *
 * @returns how many people were moved; zero when nothing is due
 */
export async function sweepLadders(db: Db, keyring: Keyring, now: Date, most = atOnce): Promise<number> {
  await dropLate(db, now)
  await emptyClosed(db, now)
  const { rows } = await sql<{ id: string }>`
    select ladder.id from ladder where state = 'open' and paused_at is null
      and exists (select from ladder_place where ladder_id = ladder.id and left_at is null and due_at <= ${now})
  `.execute(db)
  let moved = 0
  let failure: unknown = null
  for (const { id } of rows) {
    try {
      moved += await db.transaction().execute((trx) => sweepOne(trx, { keyring, id, most }, now))
    } catch (error) {
      // The others go on.
      failure ??= error
    }
  }
  if (failure) throw failure
  return moved
}

/** Messages that could not leave in their time, such as by night: they speak of something that is over. */
async function dropLate(db: Db, now: Date): Promise<void> {
  await sql`
    update message set state = 'suppressed', failure = 'too-late' where state = 'queued' and due_until <= ${now} and template = 'ladder-message'
  `.execute(db)
}

/** A ladder that was closed is left by everybody, once closing it can no longer be undone. */
async function emptyClosed(db: Db, now: Date): Promise<void> {
  const { rows } = await sql<{ ladderId: string; personId: string }>`
    update ladder_place set left_at = ${now}, left_why = 'closed' from (
      select ladder_id, person_id from ladder_place join ladder on ladder.id = ladder_id
      where ladder.state in ('closed', 'archived') and ladder.updated_at < ${now}::timestamptz - interval '24 hours' and left_at is null limit ${atOnce} for update of ladder_place skip locked
    ) as closed where ladder_place.ladder_id = closed.ladder_id and ladder_place.person_id = closed.person_id
    returning ladder_place.ladder_id as "ladderId", ladder_place.person_id as "personId"
  `.execute(db)
  await takeBackQueued(db, rows)
}

async function sweepOne(
  trx: Trx,
  { keyring, id, most }: { keyring: Keyring; id: string; most: number },
  now: Date,
): Promise<number> {
  // Whoever pauses or publishes waits for these people; whoever did so before is heard.
  const { rows } = await sql<Walked & { content: unknown; isOver: boolean; zone: string }>`
    select ladder.id, ladder.campaign_id as "campaignId", campaign.group_id as "groupId", ladder.revision, ladder.content, member_group.time_zone as zone,
      campaign.state = 'archived' or coalesce(campaign.ends_at <= ${now}, false) as "isOver"
    from ladder join campaign on campaign.id = ladder.campaign_id join member_group on member_group.id = campaign.group_id
    where ladder.id = ${id} and ladder.state = 'open' and ladder.paused_at is null for share of ladder
  `.execute(trx)
  const [ladder] = rows
  if (!ladder) return 0
  const places = await claim(trx, ladder, most, now)
  if (places.length === 0) return 0
  if (ladder.isOver) for (const place of places) place.leaves ??= { why: 'closed' }
  await walk(trx, { keyring, ladder, lines: ladderOf(ladderContent.parse(ladder.content).steps), places }, now)
  await settle(trx, id, places, now)
  await takeBackQueued(
    trx,
    places.filter(({ leaves }) => leaves && leaves.why !== 'end').map(({ personId }) => ({ ladderId: id, personId })),
  )
  return places.length
}

/** Takes people whose step is due; those who have stopped us, or whom nothing reaches, leave. */
async function claim(trx: Trx, ladder: Walked & { zone: string }, most: number, now: Date): Promise<Place[]> {
  const { rows } = await sql<{
    personId: string
    entry: number
    key: string
    hasWaited: boolean
    dueAt: Date
    thingId: string | null
    language: Language
    zone: string
  }>`
    with due as materialized (
      select * from ladder_place where ladder_id = ${ladder.id} and left_at is null and due_at <= ${now} order by due_at limit ${most} for update skip locked
    )
    select due.person_id as "personId", due.entry, due.step as key, due.has_waited as "hasWaited", due.due_at as "dueAt", due.thing_id as "thingId", person.language,
      coalesce(person.time_zone, ${ladder.zone}) as zone
    from due join person on person.id = due.person_id
  `.execute(trx)
  const contacts = await contactsOf(
    trx,
    rows.map(({ personId }) => personId),
  )
  return rows.map((row) => {
    const own = contacts.get(row.personId) ?? []
    const open = own.filter(({ why }) => why === null)
    return { ...row, contacts: open, leaves: open.length > 0 ? null : leavesFor(own), isMoving: true }
  })
}

interface Contact {
  personId: string
  channel: Channel
  contactId: string
  blindIndex: Buffer
  why: string | null
}

async function contactsOf(trx: Trx, people: readonly string[]): Promise<Map<string, Contact[]>> {
  const { rows } = await sql<Contact>`
    select person.id as "personId", contact_point.channel, contact_point.id as "contactId", contact_point.blind_index as "blindIndex", ${whyNoNews} as why
    from person join contact_point on contact_point.id in (person.contact_id, person.other_contact_id) ${newsJoins()}
    where person.id = any(${people}::uuid[]) order by contact_point.id = person.contact_id desc
  `.execute(trx)
  return Map.groupBy(rows, ({ personId }) => personId)
}

/** Why somebody whom no message may or can reach leaves; null for those who have not agreed to news, or not yet. */
function leavesFor(contacts: readonly Contact[]): Place['leaves'] {
  if (contacts.some(({ why }) => why === 'opted-out')) return { why: 'opted-out' }
  return contacts.some(({ why }) => why === 'contact-failing') ? { why: 'bounced' } : null
}

interface Walk {
  keyring: Keyring
  ladder: Walked
  lines: Ladder
  places: Place[]
}

/** All who stand at one step take it together, until everybody waits or has left. */
async function walk(trx: Trx, { keyring, ladder, lines, places }: Walk, now: Date): Promise<void> {
  for (let round = 0; round < mostRounds; round += 1) {
    const moving = places.filter(({ isMoving, leaves }) => isMoving && !leaves)
    if (moving.length === 0) return
    for (const [key, people] of Map.groupBy(moving, (one) => one.key)) {
      const step = lines.step(key)
      const yes =
        step?.kind === 'condition'
          ? await whoAnswersYes(
              trx,
              step,
              { campaignId: ladder.campaignId, people: people.map((one) => one.personId) },
              now,
            )
          : null
      if (step?.kind === 'message' || step?.kind === 'tag' || step?.kind === 'task')
        await doStep(trx, { keyring, ladder, step }, people, now)
      for (const place of people) {
        const walker = {
          zone: place.zone,
          answer: () => yes?.has(place.personId) ?? false,
          lot: () => lotOf(ladder.id, key, place),
        }
        takeTo(place, takeStep(lines, place, walker, now))
      }
    }
  }
  throw new Error(`ladder ${ladder.id} never waits`)
}

function takeTo(place: Place, taken: ReturnType<typeof takeStep>): void {
  if (taken.outcome === 'waits') {
    place.dueAt = taken.until
    place.hasWaited = true
    place.isMoving = false
  } else if (taken.to === null) place.leaves = { why: 'end' }
  else {
    place.key = taken.to
    place.hasWaited = false
  }
}

/** The same for everybody each time it is drawn, so that whoever goes on after a crash draws no other. */
function lotOf(ladderId: string, key: string, { personId, entry }: Place): number {
  return createHash('sha256').update(`${ladderId} ${key} ${personId} ${entry}`).digest().readUInt32BE() % 100
}

async function settle(trx: Trx, ladderId: string, places: readonly Place[], now: Date): Promise<void> {
  const column = <T>(value: (one: Place) => T) => places.map(value)
  await sql`
    update ladder_place set step = one.step, has_waited = one.has_waited, due_at = one.due_at, left_at = case when one.left_why is not null then ${now}::timestamptz end, left_why = one.left_why
    from unnest(${column((one) => one.personId)}::uuid[], ${column((one) => one.key)}::text[], ${column((one) => one.hasWaited)}::boolean[],
      ${column((one) => one.dueAt)}::timestamptz[], ${column((one) => one.leaves?.why ?? null)}::text[]) as one (person_id, step, has_waited, due_at, left_why)
    where ladder_place.ladder_id = ${ladderId} and ladder_place.person_id = one.person_id
  `.execute(trx)
}
