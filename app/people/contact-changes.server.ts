import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '#db/client'
import type { Channel } from '#db/schema'
import type { Language } from '~/i18n/language'
import { enqueueMessages } from '~/queue/outbox/enqueue-messages.server'
import type { Keyring } from '~/vault/keyring'
import type { CampaignKeys } from '~/vault/open.server'
import { rememberContact } from './remember-people.server'
import { indexContact } from './signer-indexes.server'

/** The person whose address or number is corrected. */
interface Corrected {
  id: string
  campaign_id: string
  contact_id: string
  other_contact_id: string | null
  language: Language
}

export type ContactAsked =
  /** `isInstead`: it replaced a correction that was still waiting. */
  | { outcome: 'asked'; id: string; isInstead: boolean }
  /** It is theirs already. */
  | { outcome: 'same' }
  /** Its owner was asked within the last hour, for whomever. */
  | { outcome: 'too-often' }
  /** It opted out, or refuses our messages; only its owner can change that. */
  | { outcome: 'stopped' }
  /** Another person of the campaign has it, or is being asked whether it is theirs. */
  | { outcome: 'taken'; by: string }

/** Whether the contact of a message still waits for its owner's word, in SQL over the table `message`. */
export const isChangeWaiting: RawBuilder<boolean> = sql`exists (select from contact_change
  where contact_change.state = 'waiting' and contact_change.person_id = message.person_id
    and message.contact_id = case message.template when 'confirm-contact' then contact_change.new_contact_id else contact_change.old_contact_id end)`

/**
 * Corrects or adds a person's address or number: its owner is asked, and until they confirm it nothing changes. A
 * confirmed one that it would replace is told, so that its owner can object. Ends an earlier correction that waits.
 */
export async function askContactChange(
  trx: Trx,
  keyring: Keyring,
  { person, keys, channel, contact, askedBy }: ContactToAsk,
  now: Date,
): Promise<ContactAsked> {
  // Two organizers at once: one comes after the other.
  await trx.selectFrom('person').select('id').where('id', '=', person.id).forUpdate().execute()
  const indexed = indexContact(keyring, channel, contact)
  // One contact for several people at once: one after the other, too.
  await sql`select pg_advisory_xact_lock(hashtext(${`contact ${indexed.contactIndex.toString('hex')}`}))`.execute(trx)
  const old = await contactOf(trx, person, channel)
  if (old?.blind_index.equals(indexed.contactIndex)) return { outcome: 'same' }
  const by = await takenBy(trx, person, { blindIndex: indexed.contactIndex, withAsked: true })
  if (by) return { outcome: 'taken', by }
  if (await isStopped(trx, indexed.contactIndex)) return { outcome: 'stopped' }
  if (await wasAskedLately(trx, indexed.contactIndex, now)) return { outcome: 'too-often' }
  const isInstead = await endWaiting(trx, person.id, channel, now)
  const { id: newId, proven } = await rememberContact({ trx }, keys, indexed, now)
  const id = randomUUID()
  await trx
    .insertInto('contact_change')
    .values({
      id,
      person_id: person.id,
      channel,
      new_contact_id: newId,
      old_contact_id: old?.id ?? null,
      asked_by: askedBy,
      asked_at: now,
      ended_at: null,
      state: 'waiting',
    })
    .execute()
  const about = { channel, language: person.language, personId: person.id, signatureId: null, petitionId: null }
  const owed = [
    {
      ...about,
      template: 'confirm-contact' as const,
      contactId: newId,
      blindIndex: indexed.contactIndex,
      proven,
      onceKey: `confirm-contact ${id}`,
    },
    ...(old?.proven_on
      ? [
          {
            ...about,
            template: 'contact-changing' as const,
            contactId: old.id,
            blindIndex: old.blind_index,
            proven: true,
            onceKey: `contact-changing ${id}`,
          },
        ]
      : []),
  ]
  await enqueueMessages(trx, keyring, owed, now)
  return { outcome: 'asked', id, isInstead }
}

/** A correction to this contact that the same organizer has asked for since then, and that still waits; or null. */
export async function askedSince(
  trx: Trx,
  keyring: Keyring,
  { person, channel, contact, askedBy }: Omit<ContactToAsk, 'keys'>,
  since: Date,
): Promise<string | null> {
  const change = await trx
    .selectFrom('contact_change')
    .innerJoin('contact_point', 'contact_point.id', 'new_contact_id')
    .select('contact_change.id')
    .where('contact_change.person_id', '=', person.id)
    .where('contact_change.state', '=', 'waiting')
    .where('asked_by', '=', askedBy)
    .where('asked_at', '>', since)
    .where('blind_index', '=', indexContact(keyring, channel, contact).contactIndex)
    .executeTakeFirst()
  return change?.id ?? null
}

interface ContactToAsk {
  person: Corrected
  keys: CampaignKeys
  channel: Channel
  /** Address as typed, or E.164. */
  contact: string
  /** The organizer. */
  askedBy: string
}

/** A correction that its owner has not confirmed yet. */
export interface WaitingChange {
  id: string
  channel: Channel
  /** The organizer. */
  askedBy: string
  askedAt: Date
  contact: { id: string; campaign_id: string; sealed: Buffer }
}

/** The corrections of a person that wait, at most one on each channel. */
export async function waitingChanges(trx: Trx, personId: string): Promise<WaitingChange[]> {
  const rows = await trx
    .selectFrom('contact_change')
    .innerJoin('contact_point', 'contact_point.id', 'new_contact_id')
    .select(['contact_change.id', 'contact_change.channel', 'asked_by', 'asked_at'])
    .select(['contact_point.id as contact_id', 'contact_point.campaign_id', 'contact_point.sealed'])
    .where('contact_change.person_id', '=', personId)
    .where('contact_change.state', '=', 'waiting')
    .execute()
  return rows.map(({ id, channel, asked_by, asked_at, contact_id, ...contact }) => ({
    id,
    channel,
    askedBy: asked_by,
    askedAt: asked_at,
    contact: { ...contact, id: contact_id },
  }))
}

/**
 * Asks the owner of a corrected contact once more.
 *
 * @returns `too-often`: they were asked as often as we may today; `not-waiting`: there is nothing to ask anymore
 */
export async function askContactAgain(
  trx: Trx,
  keyring: Keyring,
  { person, changeId }: { person: Corrected; changeId: string },
  now: Date,
): Promise<'asked' | 'too-often' | 'not-waiting'> {
  const change = await trx
    .selectFrom('contact_change')
    .innerJoin('contact_point', 'contact_point.id', 'new_contact_id')
    .select(['contact_change.channel', 'contact_point.id', 'contact_point.blind_index', 'contact_point.proven_on'])
    .where('contact_change.id', '=', changeId)
    .where('contact_change.person_id', '=', person.id)
    .where('contact_change.state', '=', 'waiting')
    .executeTakeFirst()
  if (!change) return 'not-waiting'
  const queued = await enqueueMessages(
    trx,
    keyring,
    [
      {
        channel: change.channel,
        template: 'confirm-contact',
        language: person.language,
        contactId: change.id,
        blindIndex: change.blind_index,
        proven: change.proven_on !== null,
        isAgain: true,
        personId: person.id,
        signatureId: null,
        petitionId: null,
        onceKey: `confirm-contact ${changeId} ${now.toISOString()}`,
      },
    ],
    now,
  )
  if (queued === 0) return 'too-often'
  await trx.updateTable('contact_change').set({ asked_at: now }).where('id', '=', changeId).execute()
  return 'asked'
}

/**
 * Ends a correction that waits. Its message is not sent anymore, and the link in it does nothing. An earlier one, which
 * waited when this one took its place, waits again.
 */
export async function takeBackContact(
  trx: Trx,
  { person, changeId }: { person: Corrected; changeId: string },
  now: Date,
): Promise<'not-waiting' | 'taken-back' | 'earlier-waits'> {
  await trx.selectFrom('person').select('id').where('id', '=', person.id).forUpdate().execute()
  const ended = await trx
    .updateTable('contact_change')
    .set({ state: 'taken-back', ended_at: now })
    .where('id', '=', changeId)
    .where('person_id', '=', person.id)
    .where('state', '=', 'waiting')
    .returning(['channel', 'new_contact_id', 'asked_at'])
    .executeTakeFirst()
  if (!ended) return 'not-waiting'
  const earlier = await trx
    .selectFrom('contact_change')
    .innerJoin('contact_point', 'contact_point.id', 'new_contact_id')
    .select(['contact_change.id', 'new_contact_id', 'old_contact_id', 'ended_at', 'blind_index'])
    .where('person_id', '=', person.id)
    .where('contact_change.channel', '=', ended.channel)
    .where('state', '=', 'taken-back')
    .where('ended_at', '=', ended.asked_at)
    .where('new_contact_id', 'is distinct from', ended.new_contact_id)
    .executeTakeFirst()
  if (!earlier) return 'taken-back'
  const old = await contactOf(trx, person, ended.channel)
  const isOpen =
    earlier.old_contact_id === (old?.id ?? null) &&
    !(await takenBy(trx, person, { blindIndex: earlier.blind_index, withAsked: true })) &&
    !(await isStopped(trx, earlier.blind_index))
  if (!isOpen) return 'taken-back'
  await trx
    .updateTable('contact_change')
    .set({ state: 'waiting', ended_at: null })
    .where('id', '=', earlier.id)
    .execute()
  await trx
    .updateTable('message')
    .set({ state: 'queued', failure: null, due_at: now })
    .where('person_id', '=', person.id)
    .where('template', '=', 'confirm-contact')
    .where('contact_id', '=', earlier.new_contact_id)
    .where('state', '=', 'suppressed')
    .where('failure', '=', 'no-longer-needed')
    .where('claimed_at', '>=', earlier.ended_at)
    .execute()
  return 'earlier-waits'
}

/** Contacts that wait to become these people's, or were theirs: to be deleted with them. */
export async function correctedContacts(trx: Trx, personIds: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select new_contact_id as id from contact_change where person_id = any(${personIds}::uuid[]) and new_contact_id is not null
    union select old_contact_id from contact_change where person_id = any(${personIds}::uuid[]) and old_contact_id is not null
  `.execute(trx)
  return rows.map((row) => row.id)
}

/** The person's contact on a channel; a person has one on each. */
export async function contactOf(
  trx: Trx,
  person: Pick<Corrected, 'contact_id' | 'other_contact_id'>,
  channel: Channel,
) {
  return trx
    .selectFrom('contact_point')
    .selectAll()
    .where('id', 'in', [person.contact_id, person.other_contact_id ?? person.contact_id])
    .where('channel', '=', channel)
    .executeTakeFirst()
}

/**
 * Another person of the same campaign who has this contact, or null.
 *
 * @param withAsked also one who is being asked whether it is theirs
 */
export async function takenBy(
  trx: Trx,
  person: Pick<Corrected, 'id' | 'campaign_id'>,
  { blindIndex, withAsked }: { blindIndex: Buffer; withAsked: boolean },
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    with wanted as (select id from contact_point where campaign_id = ${person.campaign_id} and blind_index = ${blindIndex}), has as (
      select person.id from person join wanted on wanted.id = person.contact_id union select person.id from person join wanted on wanted.id = person.other_contact_id
      union select person_id from contact_change join wanted on wanted.id = new_contact_id where state = 'waiting' and ${withAsked})
    select person.id from person join has using (id) where id <> ${person.id} and not ${onlyAskedForNews} order by created_on, id limit 1
  `.execute(trx)
  return rows[0]?.id ?? null
}

/** Whether all that is known of a person is a request for news that nobody has confirmed: anybody can type an address. */
const onlyAskedForNews = sql`(exists (select from subscription where subscription.person_id = person.id)
  and not exists (select from subscription where subscription.person_id = person.id and confirmed_on is not null)
  and not exists (select from signature where signature.person_id = person.id))`

async function isStopped(trx: Trx, blindIndex: Buffer): Promise<boolean> {
  const stop = await trx
    .selectFrom('suppression')
    .select('reason')
    .where('blind_index', '=', blindIndex)
    .executeTakeFirst()
  return stop !== undefined
}

/** Whether a question went to the contact within the last hour, or is about to, in whatever campaign. */
async function wasAskedLately(trx: Trx, blindIndex: Buffer, now: Date): Promise<boolean> {
  const asked = await trx
    .selectFrom('message')
    .innerJoin('contact_point', 'contact_point.id', 'contact_id')
    .select('message.id')
    .where('blind_index', '=', blindIndex)
    .where('template', '=', 'confirm-contact')
    .where('message.created_at', '>', new Date(now.getTime() - 3_600_000))
    .where('message.state', '<>', 'suppressed')
    .limit(1)
    .executeTakeFirst()
  return asked !== undefined
}

/** @returns whether one waited */
async function endWaiting(trx: Trx, personId: string, channel: Channel, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('contact_change')
    .set({ state: 'taken-back', ended_at: now })
    .where('person_id', '=', personId)
    .where('channel', '=', channel)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
