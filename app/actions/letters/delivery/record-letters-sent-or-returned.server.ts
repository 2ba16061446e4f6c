import { sql } from 'kysely'
import type { Trx } from '#db/client'
import type { LetterOutcome } from '~/actions/letters/letter-outcomes'
import { changeOutcomes } from '~/actions/outreach/change-outcomes.server'
import { outreachId } from '~/actions/outreach/outreach-id'
import { addOutreach } from '~/actions/outreach/record-outreach.server'
import type { Language } from '~/i18n/language'
import { setMailMode } from '~/officials/posts/mail-mode.server'
import { reportContact } from '~/officials/posts/report-contact.server'

/** A letter whose mail was sent, refused or returned. */
interface Moved {
  id: string
  /** The mail that carried it, alone or in a digest. */
  messageId: string
  actionId: string
  postId: string
  organizationId: string
  personId: string
  contactDetailId: string | null
  language: Language
  area: string
  source: string
}

/**
 * Why a mail was not delivered: the address is bad, it may be, the office blocks us, or others that say nothing about the
 * address.
 */
export type Returned = 'bad-address' | 'unclear' | 'blocked' | 'other'

/** Refusals by one office within 24 hours after which it gets a digest instead. */
const blocksUntilDigest = 3

/** Marks letters as sent with their mail, single or digest, and records an outreach for each. */
export async function recordLettersSent(trx: Trx, messageIds: string[], now: Date): Promise<void> {
  if (messageIds.length === 0) return
  const { rows } = await sql<Moved>`
    update letter set state = 'sent', sent_at = ${now}, failure = null
    from (
      select letter.id, message.id as message_id, post.organization_id from message join letter on letter.id = message.letter_id and message.template = 'letter-to-official' and letter.state = 'queued'
        join post on post.id = letter.post_id where message.id = any(${messageIds}::uuid[])
      union select letter.id, letter.digest_id, post.organization_id from letter join post on post.id = letter.post_id where letter.digest_id = any(${messageIds}::uuid[]) and letter.state = 'in-digest'
    ) as gone
    where letter.id = gone.id returning ${moved}
  `.execute(trx)
  await count(trx, rows, 'sent', now)
}

/**
 * Handles letters whose mail was refused or bounced: they are scheduled again. Reports the contact if the address is
 * bad; an office that refuses several in a day gets a digest from then on.
 */
export async function recordLettersReturned(
  trx: Trx,
  messageId: string,
  why: Returned,
  outcome: 'refused' | 'bounced',
  reason: string,
  now: Date,
): Promise<void> {
  const { rows } = await sql<Moved>`
    update letter set state = 'returned', failure = ${reason}, digest_id = null
    from (
      select letter.id, message.id as message_id, post.organization_id from message join letter on letter.id = message.letter_id or letter.digest_id = message.id join post on post.id = letter.post_id
      where message.id = ${messageId} and message.contact_detail_id is not null and letter.state in ('queued', 'sent', 'in-digest')
    ) as gone
    where letter.id = gone.id returning ${moved}
  `.execute(trx)
  if (why === 'bad-address' || why === 'unclear') await reportAddress(trx, messageId, now)
  const [first] = rows
  if (!first) return
  // A letter already counted as sent keeps its outreach.
  const known = await changeOutcomes(trx, rows.map(outreachIdOf), outcome)
  await count(
    trx,
    rows.filter((letter) => !known.has(outreachIdOf(letter))),
    outcome,
    now,
  )
  if (why === 'blocked' && (await blocksToday(trx, first.organizationId, now)) >= blocksUntilDigest)
    await setMailMode(trx, first.organizationId, 'digest')
}

/** Puts the address into the queue of what is to be checked, also when the letter has been erased meanwhile. */
async function reportAddress(trx: Trx, messageId: string, now: Date): Promise<void> {
  const { rows } = await sql<{ postId: string; contactDetailId: string }>`
    select coalesce(letter.post_id, post.id) as "postId", contact_detail.id as "contactDetailId" from message
    join contact_detail on contact_detail.id = message.contact_detail_id
    left join letter on letter.id = message.letter_id
    join post on post.id = contact_detail.post_id or post.organization_id = contact_detail.organization_id
      or exists (select from membership where membership.post_id = post.id and membership.official_id = contact_detail.official_id and ended_on is null)
    where message.id = ${messageId} order by post.id = letter.post_id desc nulls last, post.retired_on nulls first, post.created_at, post.id limit 1
  `.execute(trx)
  const [found] = rows
  if (found) await reportContact(trx, { ...found, what: 'bounced', origin: 'mail' }, now)
}

/** Switches an office that complains about our mail to a digest. */
export async function recordOfficeComplaint(trx: Trx, messageId: string): Promise<void> {
  const { rows } = await sql<{ organizationId: string }>`
    select post.organization_id as "organizationId" from message join letter on letter.id = message.letter_id join post on post.id = letter.post_id where message.id = ${messageId}
  `.execute(trx)
  if (rows[0]) await setMailMode(trx, rows[0].organizationId, 'digest')
}

const moved = sql`letter.id, gone.message_id as "messageId", letter.advocacy_campaign_id as "actionId", letter.post_id as "postId", gone.organization_id as "organizationId", letter.person_id as "personId",
  letter.contact_detail_id as "contactDetailId", letter.language, letter.area, letter.source`

async function count(trx: Trx, letters: Moved[], outcome: LetterOutcome, now: Date): Promise<void> {
  await addOutreach(
    trx,
    letters.map(({ actionId, postId, personId, contactDetailId, language, area, source, ...letter }) => ({
      id: outreachIdOf(letter),
      channel: 'letter',
      outcome,
      via: 'sent-for-me',
      advocacyId: actionId,
      postId,
      contactDetailId,
      language,
      area,
      source,
      durationSeconds: null,
      personId,
      doneAt: now,
    })),
  )
}

/** One outreach per letter and mail, whatever its outcome. */
function outreachIdOf({ id, messageId }: Pick<Moved, 'id' | 'messageId'>): string {
  return outreachId(`letter ${id} ${messageId}`)
}

async function blocksToday(trx: Trx, organizationId: string, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from message join letter on letter.id = message.letter_id join post on post.id = letter.post_id
    where post.organization_id = ${organizationId} and message.template = 'letter-to-official' and message.state = 'failed' and message.failure in ('mail-refused', 'blocked')
      and message.claimed_at > ${now}::timestamptz - interval '1 day'
  `.execute(trx)
  return rows[0]!.count
}
