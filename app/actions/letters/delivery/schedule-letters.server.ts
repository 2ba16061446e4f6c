import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import type { Channel } from '#db/schema'
import type { Language } from '~/i18n/language'
import type { Target } from '~/officials/posts/target'
import { readTargets } from '~/officials/posts/targets.server'
import {
  enqueueMessages,
  type OwedToOfficial,
  oweToOfficials,
  type QueuedMessage,
} from '~/queue/outbox/enqueue-messages.server'
import type { Keyring } from '~/vault/keyring'
import { type Drip, dueTimes, usualHours } from './drip'

/** What scheduling needs. */
export interface Scheduling {
  keyring: Keyring
  /** Maximum letters an office gets in its busiest hour. */
  perHour: number
}

/** A letter to be scheduled. */
interface Waiting {
  id: string
  writingId: string
  postId: string
  organizationId: string
  mailMode: 'each' | 'digest'
  state: 'waiting' | 'returned'
  /** Messages that carried it or tried to. */
  tries: number
  /** Contacts at which it failed for good. */
  refusedBy: string[]
}

const atOnce = 500
/** Blocked letters are retried later, up to this many attempts. */
const mostTries = 5
const fallbackZone = 'America/Chicago'

/**
 * Finds the next address for letters that were confirmed or returned, and schedules each within the office's hours and
 * hourly limit, in order of confirmation, or keeps it for the daily digest. A letter without an address left has
 * failed; its writer is notified once, by mail or text, the way they wrote.
 *
 * @returns how many letters were processed
 */
export async function scheduleLetters(
  db: Db,
  { keyring, perHour }: Scheduling,
  now: Date,
  random: () => number = Math.random,
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const letters = await takeWaiting(trx)
    if (letters.length === 0) return 0
    const targets = new Map(
      (await readTargets(trx, [...new Set(letters.map((letter) => letter.postId))])).map((target) => [
        target.postId,
        target,
      ]),
    )
    const placed = letters.map((letter) => ({
      letter,
      target: targets.get(letter.postId),
      contact: nextAddress(letter, targets.get(letter.postId)),
    }))
    const going = placed.flatMap(({ letter, target, contact }) =>
      target && contact ? [{ letter, target, contact }] : [],
    )
    await fail(
      trx,
      keyring,
      placed.filter((one) => !one.contact).map((one) => one.letter),
      now,
    )
    await keepForDigest(
      trx,
      going.filter(({ letter }) => letter.mailMode === 'digest'),
    )
    await queue(
      trx,
      { keyring, perHour },
      going.filter(({ letter }) => letter.mailMode === 'each'),
      now,
      random,
    )
    return letters.length
  })
}

/** Reschedules letters that missed their time because the worker was down, mail was stopped or the server was busy. */
export async function rescheduleLate(
  db: Db,
  { perHour }: Pick<Scheduling, 'perHour'>,
  now: Date,
  random: () => number = Math.random,
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: string; postId: string; organizationId: string }>`
      select message.id, letter.post_id as "postId", post.organization_id as "organizationId"
      from message join letter on letter.id = message.letter_id join post on post.id = letter.post_id
      where message.state = 'queued' and message.due_until <= ${now} and message.due_at <= ${now}
      order by message.due_at, message.id limit ${atOnce} for update of message skip locked
    `.execute(trx)
    const targets = new Map(
      (await readTargets(trx, [...new Set(rows.map((row) => row.postId))])).map((target) => [target.postId, target]),
    )
    for (const [organizationId, late] of byOffice(rows)) {
      const times = await giveTimes(
        trx,
        organizationId,
        dripOf(targets.get(late[0]!.postId), perHour),
        late.length,
        now,
        random,
      )
      await sql`
        update message set due_at = given.at, due_until = given.until
        from unnest(${late.slice(0, times.length).map((row) => row.id)}::uuid[], ${times.map((time) => time.at)}::timestamptz[], ${times.map((time) => time.until)}::timestamptz[]) as given (id, at, until)
        where message.id = given.id and message.state = 'queued'
      `.execute(trx)
    }
    return rows.length
  })
}

async function takeWaiting(trx: Trx): Promise<Waiting[]> {
  // First take back letters whose digest could not be sent.
  await sql`
    update letter set state = 'returned', digest_id = null, failure = message.failure
    from message where message.id = letter.digest_id and letter.state = 'in-digest' and message.state in ('failed', 'suppressed')
  `.execute(trx)
  const { rows } = await sql<Waiting>`
    select letter.id, letter.writing_id as "writingId", letter.post_id as "postId", post.organization_id as "organizationId", organization.mail_mode as "mailMode", letter.state,
      (select count(*)::integer from message where message.letter_id = letter.id and message.template = 'letter-to-official') as tries,
      array(select message.contact_detail_id from message where message.letter_id = letter.id and message.contact_detail_id is not null
        and message.state in ('failed', 'suppressed') and message.failure is distinct from 'mail-refused' and message.failure is distinct from 'blocked') as "refusedBy"
    from letter join post on post.id = letter.post_id join organization on organization.id = post.organization_id
    where letter.state in ('waiting', 'returned')
    order by letter.confirmed_at, letter.id limit ${atOnce} for update of letter skip locked
  `.execute(trx)
  return rows
}

function nextAddress(letter: Waiting, target: Target | undefined): string | null {
  if (!target || letter.tries >= mostTries) return null
  return (
    target.contacts.find((contact) => contact.kind === 'email' && !letter.refusedBy.includes(contact.id))?.id ?? null
  )
}

interface Going {
  letter: Waiting
  target: Target
  contact: string
}

async function queue(
  trx: Trx,
  { keyring, perHour }: Scheduling,
  going: Going[],
  now: Date,
  random: () => number,
): Promise<void> {
  const owed: OwedToOfficial[] = []
  const offices = byOffice(going.map((one) => ({ ...one, organizationId: one.letter.organizationId })))
  for (const [organizationId, ones] of offices) {
    const times = await giveTimes(trx, organizationId, dripOf(ones[0]!.target, perHour), ones.length, now, random)
    for (const [index, { at, until }] of times.entries()) {
      const { letter, contact } = ones[index]!
      owed.push({
        id: randomUUID(),
        template: 'letter-to-official',
        contactDetailId: contact,
        letterId: letter.id,
        onceKey: `letter ${letter.id} ${letter.tries}`,
        dueAt: at,
        dueUntil: until,
      })
    }
  }
  await oweToOfficials(trx, keyring, owed, now)
  await moveTo(
    trx,
    'queued',
    owed.map((one) => ({ id: one.letterId!, contact: one.contactDetailId })),
  )
}

async function keepForDigest(trx: Trx, going: Going[]): Promise<void> {
  await moveTo(
    trx,
    'in-digest',
    going.map(({ letter, contact }) => ({ id: letter.id, contact })),
  )
}

async function moveTo(
  trx: Trx,
  state: 'queued' | 'in-digest',
  letters: { id: string; contact: string }[],
): Promise<void> {
  if (letters.length === 0) return
  await sql`
    update letter set state = ${state}, contact_detail_id = given.contact
    from unnest(${letters.map((one) => one.id)}::uuid[], ${letters.map((one) => one.contact)}::uuid[]) as given (id, contact)
    where letter.id = given.id and letter.state in ('waiting', 'returned')
  `.execute(trx)
}

/** The next free times of an office. Locks its row in `letter_drip`, so that no time is given out twice. */
async function giveTimes(trx: Trx, organizationId: string, drip: Drip, count: number, now: Date, random: () => number) {
  const { rows } = await sql<{ last: Date }>`
    insert into letter_drip (organization_id, last_due_at) values (${organizationId}, ${now})
    on conflict (organization_id) do update set last_due_at = greatest(letter_drip.last_due_at, ${now})
    returning last_due_at as last
  `.execute(trx)
  const times = dueTimes(drip, count, rows[0]!.last, random)
  const last = times.at(-1)
  if (last)
    await trx
      .updateTable('letter_drip')
      .set({ last_due_at: last.at })
      .where('organization_id', '=', organizationId)
      .execute()
  return times
}

/** An office's hours in its own zone; weekdays eight to five when unknown. */
export function dripOf(target: Pick<Target, 'organization'> | undefined, perHour: number): Drip {
  const { officeHours, timeZone } = target?.organization ?? { officeHours: null, timeZone: null }
  return {
    hours: officeHours && officeHours.length > 0 ? officeHours : usualHours,
    timeZone: timeZone ?? fallbackZone,
    perHour,
  }
}

/** Always in the same order, so that two workers cannot deadlock. */
function byOffice<Row extends { organizationId: string }>(rows: Row[]): [string, Row[]][] {
  return [...Map.groupBy(rows, (row) => row.organizationId)].sort(([one], [two]) => (one < two ? -1 : 1))
}

interface Writer {
  writingId: string
  letterId: string
  personId: string
  contactId: string
  channel: Channel
  blindIndex: Buffer
  language: Language
}

async function fail(trx: Trx, keyring: Keyring, letters: Waiting[], now: Date): Promise<void> {
  if (letters.length === 0) return
  const { rows } = await sql<Writer>`
    with failed as (
      update letter set state = 'failed', failure = coalesce(failure, 'no-address') where id = any(${letters.map((letter) => letter.id)}::uuid[]) returning *
    )
    select failed.writing_id as "writingId", failed.id as "letterId", person.id as "personId", failed.contact_id as "contactId", contact_point.channel, contact_point.blind_index as "blindIndex", person.language
    from failed join person on person.id = failed.person_id join contact_point on contact_point.id = failed.contact_id
  `.execute(trx)
  await enqueueMessages(trx, keyring, rows.map(cameBack), now)
}

function cameBack({ writingId, letterId, personId, contactId, channel, blindIndex, language }: Writer): QueuedMessage {
  return {
    channel,
    template: 'letter-came-back',
    language,
    contactId,
    blindIndex,
    proven: true,
    personId,
    signatureId: null,
    petitionId: null,
    letterId,
    onceKey: `letter-came-back ${writingId}`,
  }
}
