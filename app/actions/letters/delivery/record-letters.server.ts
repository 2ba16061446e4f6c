import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { utcDay } from '#db/utc-day'
import { openAt } from '~/actions/kind/advocacy.server'
import type { LetterBody } from '~/actions/letters/letter-body'
import { letterAskedAt } from '~/actions/petitions/signatures/asked-at'
import { areaOf } from '~/geography/area'
import { hoursToConfirm, takeNameSlots } from '~/people/name-slots.server'
import { ownPageLink, type Recipient } from '~/people/own-page-link'
import { displayNameOf } from '~/people/public-name'
import { notYetRemembered, rememberPeople, type Signer } from '~/people/remember-people.server'
import { signerIndexes } from '~/people/signer-indexes.server'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import { enqueueMessages, type QueuedMessage } from '~/queue/outbox/enqueue-messages.server'
import { sealText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { likenessOf } from './likeness'

/** A submission being turned into letters. */
interface Writing extends Signer {
  arrival: OpenedSubmission<'letter'>
  area: string
}

/** One copy of a letter, to one post. */
interface Copy {
  id: string
  postId: string
  writing: Writing
}

/**
 * Turns opened submissions into letters, one per official and person. Nothing is sent before the writer confirms it
 * from their mailbox.
 *
 * The unique keys of `letter` decide. A second letter never replaces the first, even an unconfirmed one, because people
 * must have read what they confirm; only the mailbox is notified, once a day. A third name on a mailbox is not
 * recorded, unless one of the other two has been unconfirmed for a day and loses its slot; the mailbox then gets a link
 * to the page that shows the other two, where they can be deleted.
 */
export async function recordLetters(recording: RecordContext, arrivals: OpenedSubmission<'letter'>[]): Promise<void> {
  const campaigns = await campaignsOf(recording, arrivals)
  const writings = arrivals.flatMap((arrival) => writingOf(recording, campaigns, arrival))
  if (writings.length === 0) return
  await rememberPeople(recording, writings)
  const added = await insertLetters(recording, writings)
  const again = writings.filter((writing) => !added.has(writing.arrival.id))
  const owed = writings.flatMap((writing) => owedConfirmation(writing, added.get(writing.arrival.id)))
  await enqueueMessages(
    recording.trx,
    recording.keyring,
    [...owed, ...(await owedAgain(recording, again))],
    arrivals[0]!.at,
  )
}

/**
 * Records a letter that its writer has already confirmed by text. It is ready to send without another confirmation.
 *
 * @param writer remembered, with the phone they write from
 * @returns `again`: they have already written to this official; `refused`: two others have written from this phone
 */
export async function recordTextedLetter(
  recording: RecordContext,
  writer: Signer,
  arrival: OpenedSubmission<'letter'>,
): Promise<'recorded' | 'again' | 'refused'> {
  const { actionId, postIds } = arrival.submission
  const own = recording.trx
    .selectFrom('letter')
    .select('id')
    .where('advocacy_campaign_id', '=', actionId)
    .where('post_id', 'in', postIds)
    .where('person_id', '=', writer.personId)
  // A failed letter is replaced by this attempt.
  await recording.trx
    .deleteFrom('letter')
    .where('id', 'in', own.where('state', '=', 'failed'))
    .execute()
  const added = await insertLetters(recording, [
    { ...writer, arrival, area: areaOf(arrival.submission.postalCode, 'US') },
  ])
  if (added.size === 0) return (await own.executeTakeFirst()) ? 'again' : 'refused'
  await recording.trx
    .updateTable('letter')
    .set({ state: 'waiting', confirmed_at: arrival.at })
    .where('writing_id', '=', arrival.id)
    .execute()
  return 'recorded'
}

/** Campaign ids by submission, for those whose action was open when they were accepted. */
async function campaignsOf(
  { trx }: RecordContext,
  arrivals: OpenedSubmission<'letter'>[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; campaignId: string }>`
    select given.id, campaign_id as "campaignId"
    from unnest(
      ${arrivals.map(({ id }) => id)}::uuid[],
      ${arrivals.map(({ submission }) => submission.actionId)}::uuid[],
      ${arrivals.map(({ at }) => at)}::timestamptz[]) as given (id, action_id, at)
    join advocacy_campaign on advocacy_campaign.id = action_id
    where kind = 'letter' and ${openAt('advocacy_campaign', sql.ref('given.at'))}
  `.execute(trx)
  return new Map(rows.map((row) => [row.id, row.campaignId]))
}

function writingOf(
  { keyring, vault }: RecordContext,
  campaigns: Map<string, string>,
  arrival: OpenedSubmission<'letter'>,
): Writing[] {
  const { submission } = arrival
  const keys = vault.byCampaign.get(campaigns.get(arrival.id) ?? '')
  // A closed campaign has no token key any more and accepts nothing.
  if (!keys?.tokenKey) return []
  const details = {
    givenName: submission.givenName,
    familyName: submission.familyName,
    postalCode: submission.postalCode,
    country: 'US' as const,
    language: submission.language,
  }
  return [
    {
      ...signerIndexes(keyring, keys.tokenKey, { ...details, email: submission.email, phone: null }),
      ...notYetRemembered,
      keys,
      details,
      arrival,
      area: areaOf(submission.postalCode, 'US'),
    },
  ]
}

/** Inserts letters, at most two names per contact. @returns the first letter id by submission @see takeNameSlots */
async function insertLetters(recording: RecordContext, writings: Writing[]): Promise<Map<string, string>> {
  const copies = writings.flatMap((writing) =>
    writing.arrival.submission.postIds.map((postId) => ({ id: randomUUID(), postId, writing })),
  )
  const placed = await takeNameSlots(recording.trx, copies, {
    idOf: (copy) => copy.id,
    insert: (standing, nameSlot) => insertInSlot(recording, standing, nameSlot),
    clear: (standing) => clearSlots(recording, standing),
  })
  const first = new Map<string, string>()
  for (const { id, writing } of placed) if (!first.has(writing.arrival.id)) first.set(writing.arrival.id, id)
  return first
}

/** Removes all unconfirmed copies of a replaced letter, because one confirmation request covers them all. */
async function clearSlots({ trx }: RecordContext, standing: Copy[]): Promise<string[]> {
  const column = <T>(value: (copy: Copy) => T) => standing.map(value)
  const { rows } = await sql<{ contactId: string }>`
    with giving_way as (
      select waiting.writing_id
      from unnest(
        ${column(({ writing }) => writing.arrival.submission.actionId)}::uuid[],
        ${column((copy) => copy.postId)}::uuid[],
        ${column(({ writing }) => writing.contactId)}::uuid[],
        ${column(({ writing }) => writing.personId)}::uuid[],
        ${column(({ writing }) => writing.arrival.at)}::timestamptz[]) as given (action_id, post_id, contact_id, person_id, at)
      cross join lateral (
        select letter.writing_id from letter
        where letter.advocacy_campaign_id = given.action_id and letter.post_id = given.post_id and letter.contact_id = given.contact_id
          and letter.state = 'unconfirmed' and ${letterAskedAt} < given.at - ${`${hoursToConfirm} hours`}::interval
          and not exists (select from message as request join letter as asked on asked.id = request.letter_id
            where asked.writing_id = letter.writing_id and request.template = 'confirm-letter' and request.state in ('queued', 'sending'))
        order by ${letterAskedAt} limit 1 for update skip locked
      ) as waiting
      where not exists (select from letter as same
        where same.advocacy_campaign_id = given.action_id and same.post_id = given.post_id and same.person_id = given.person_id)
    )
    delete from letter where id in (
      select id from letter where writing_id in (select writing_id from giving_way) and state = 'unconfirmed' for update skip locked)
    returning contact_id as "contactId"
  `.execute(trx)
  return [...new Set(rows.map(({ contactId }) => contactId))]
}

async function insertInSlot({ trx }: RecordContext, copies: Copy[], nameSlot: 1 | 2): Promise<Set<string>> {
  const column = <T>(value: (copy: Copy) => T) => copies.map(value)
  const { rows } = await sql<{ id: string }>`
    insert into letter (id, writing_id, advocacy_campaign_id, post_id, person_id, contact_id, sealed, likeness, language, area, source, written_at, name_slot)
    select given.id, writing_id, action_id, post_id, person_id, contact_id, sealed, likeness, language, area, source, written_at, ${nameSlot}::smallint from unnest(
      ${column((copy) => copy.id)}::uuid[],
      ${column(({ writing }) => writing.arrival.id)}::uuid[],
      ${column(({ writing }) => writing.arrival.submission.actionId)}::uuid[],
      ${column((copy) => copy.postId)}::uuid[],
      ${column(({ writing }) => writing.personId)}::uuid[],
      ${column(({ writing }) => writing.contactId)}::uuid[],
      ${column((copy) => sealText(copy.writing.keys, sealedAs('letter', copy.id), JSON.stringify(wordsOf(copy.writing))))}::bytea[],
      ${column(({ writing }) => likenessOf(writing.arrival.submission.body))}::bytea[],
      ${column(({ writing }) => writing.arrival.submission.language)}::text[],
      ${column(({ writing }) => writing.area)}::text[],
      ${column(({ writing }) => writing.arrival.submission.source)}::text[],
      ${column(({ writing }) => writing.arrival.at)}::timestamptz[]) with ordinality as given (id, writing_id, action_id, post_id, person_id, contact_id, sealed, likeness, language, area, source, written_at, place)
    join post on post.id = given.post_id
    -- Of two writings by one person the first stands.
    order by given.place
    on conflict do nothing
    returning id
  `.execute(trx)
  return new Set(rows.map((row) => row.id))
}

function wordsOf({ arrival }: Writing): LetterBody {
  const { submission } = arrival
  return {
    subject: submission.subject,
    body: submission.body,
    spanish: submission.spanish,
    name: [submission.givenName, submission.familyName].filter(Boolean).join(' '),
    place: submission.postalCode,
    replyTo: submission.wantsReplies ? submission.email : null,
    sender: submission.showName ? displayNameOf(submission.givenName, submission.familyName) : null,
    isToAll: submission.isToAll,
    meaning: submission.meaning,
  }
}

function owedConfirmation(writing: Writing, letterId: string | undefined): QueuedMessage[] {
  if (!letterId) return []
  return [
    { ...messageTo(writing), letterId, template: 'confirm-letter', onceKey: `confirm-letter ${writing.arrival.id}` },
  ]
}

/**
 * Messages for submissions that added no letter: asks for confirmation again, or says that they have already written.
 * For a third name on a mailbox, a link to the page that shows the other two.
 */
async function owedAgain({ trx }: RecordContext, writings: Writing[]): Promise<QueuedMessage[]> {
  if (writings.length === 0) return []
  const { rows } = await sql<{ actionId: string; personId: string; letterId: string; isWaiting: boolean }>`
    select distinct on (advocacy_campaign_id, person_id) advocacy_campaign_id as "actionId", person_id as "personId", id as "letterId", state = 'unconfirmed' as "isWaiting"
    from letter where person_id = any(${writings.map((writing) => writing.personId)}::uuid[])
    order by advocacy_campaign_id, person_id, state = 'unconfirmed' desc, written_at desc
  `.execute(trx)
  return writings.flatMap((writing) => {
    const known = rows.find(
      (row) => row.actionId === writing.arrival.submission.actionId && row.personId === writing.personId,
    )
    if (!known) return [ownPageLink(recipientOf(writing), writing.arrival.id)]
    const template = known.isWaiting ? ('confirm-letter' as const) : ('already-wrote' as const)
    return [
      {
        ...messageTo(writing),
        letterId: known.letterId,
        template,
        isAgain: true,
        onceKey: `${template} again ${known.letterId} ${utcDay(writing.arrival.at)}`,
      },
    ]
  })
}

function messageTo(writing: Writing) {
  return { ...recipientOf(writing), personId: writing.personId, signatureId: null, petitionId: null }
}

function recipientOf({ contactId, contactIndex: blindIndex, proven, arrival }: Writing): Recipient {
  return { channel: 'mail', language: arrival.submission.language, contactId, blindIndex, proven }
}
