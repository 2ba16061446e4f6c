import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '#db/client'
import type { Channel, ConsentPurpose } from '#db/schema'
import { siteDay } from '#db/site-day'
import type { RecordContext } from '~/queue/intake/opened-submission'

/** Stops all messages to this contact, queued ones included, and withdraws its consents. */
export async function suppress(
  { trx }: Pick<RecordContext, 'trx'>,
  channel: Channel,
  blindIndex: Buffer,
  now: Date,
): Promise<void> {
  const day = siteDay(now)
  await trx
    .insertInto('suppression')
    .values({ blind_index: blindIndex, channel, reason: 'opted-out', since: day })
    .onConflict((conflict) =>
      conflict.column('blind_index').doUpdateSet({ reason: 'opted-out', since: day, recorded_by: null }),
    )
    .execute()
  await endMessages(trx, channel, blindIndex, day)
}

/** What somebody agreed to, until it was withdrawn. */
export interface EndedConsent {
  person_id: string
  petition_id: string
  purpose: ConsentPurpose
}

/**
 * Stops all messages to this contact because an organizer was told so, and keeps who recorded it and when.
 *
 * @returns the consents that it ended, in every campaign; null when they had opted out before: what was recorded first
 *   stands
 */
export async function recordOptOut(
  trx: Trx,
  { channel, blindIndex, recordedBy }: { channel: Channel; blindIndex: Buffer; recordedBy: string },
  now: Date,
): Promise<EndedConsent[] | null> {
  const day = siteDay(now)
  const values = { reason: 'opted-out', since: day, recorded_by: recordedBy } as const
  const recorded = await trx
    .insertInto('suppression')
    .values({ blind_index: blindIndex, channel, ...values })
    .onConflict((conflict) =>
      conflict.column('blind_index').doUpdateSet(values).where('suppression.reason', '<>', 'opted-out'),
    )
    .executeTakeFirst()
  if (recorded.numInsertedOrUpdatedRows !== 1n) return null
  return endMessages(trx, channel, blindIndex, day)
}

/**
 * Takes back opt-outs that an organizer recorded by mistake, and sends what waited or was stopped since. What the people
 * have stopped themselves meanwhile, or what was recorded once more, stays stopped; consents are the caller's.
 *
 * @returns the channels on which messages go out again
 */
export async function takeBackOptOut(
  trx: Trx,
  { contactIds, recordedBy, recordedAt }: { contactIds: string[]; recordedBy: string; recordedAt: Date },
  now: Date,
): Promise<Channel[]> {
  const { rows } = await sql<{ channel: Channel; blind_index: Buffer }>`
    with lifted as (
      delete from suppression using contact_point
      where contact_point.id = any(${contactIds}::uuid[]) and suppression.blind_index = contact_point.blind_index
        and reason = 'opted-out' and recorded_by = ${recordedBy} and since = ${siteDay(recordedAt)}
        and not exists (select from recorded_stop as newer join contact_point as same on same.id = any(newer.contact_ids)
          where same.blind_index = suppression.blind_index and newer.recorded_at > ${recordedAt} and newer.undone_at is null)
      returning contact_point.channel, contact_point.blind_index)
    select channel, blind_index from lifted
  `.execute(trx)
  await sql`
    update message set state = 'queued', failure = null, due_at = ${now} from contact_point
    where contact_point.id = message.contact_id and contact_point.blind_index = any(${rows.map((row) => row.blind_index)}::bytea[])
      and message.state = 'suppressed' and message.failure = 'opted-out' and message.claimed_at >= ${recordedAt}
  `.execute(trx)
  return rows.map(({ channel }) => channel)
}

/** @returns the consents that it withdrew */
async function endMessages(
  trx: Trx,
  channel: Channel,
  blindIndex: Buffer,
  day: RawBuilder<string>,
): Promise<EndedConsent[]> {
  // This stop also covers messages that were allowed in spite of an earlier one.
  await sql`
    update message set is_despite_stop = false from contact_point
    where contact_point.id = message.contact_id and contact_point.blind_index = ${blindIndex} and message.is_despite_stop and message.state in ('queued', 'deferred')
  `.execute(trx)
  const { rows } = await sql<EndedConsent>`
    update consent set withdrawn_on = ${day}
    from person join contact_point on contact_point.id in (person.contact_id, person.other_contact_id)
    where consent.person_id = person.id and contact_point.blind_index = ${blindIndex} and consent.withdrawn_on is null
      and consent.purpose in (${channel === 'mail' ? 'email' : 'sms'}, 'network')
    returning consent.person_id, consent.petition_id, consent.purpose
  `.execute(trx)
  return rows
}

/**
 * Lets messages that a person asks for reach them again. Withdrawn consents stay withdrawn until they are ticked again.
 * Signatures made during the stop get their confirmation request now.
 */
export async function resume({ trx }: Pick<RecordContext, 'trx'>, blindIndex: Buffer, now: Date): Promise<void> {
  await trx.deleteFrom('suppression').where('blind_index', '=', blindIndex).where('reason', '=', 'opted-out').execute()
  await sql`
    update message set state = 'queued', failure = null, due_at = ${now}
    where id in (
      select message.id from message join contact_point on contact_point.id = message.contact_id join signature on signature.id = message.signature_id
      where contact_point.blind_index = ${blindIndex} and message.state = 'suppressed' and message.failure = 'opted-out' and message.template = 'confirm-signature'
        and signature.state = 'unconfirmed' and message.created_at > ${now}::timestamptz - interval '7 days'
      order by message.created_at desc limit ${mostAskedAgain}
    )
  `.execute(trx)
}

const mostAskedAgain = 3
