import { sql } from 'kysely'
import type { Trx } from '#db/client'
import type { Channel, EndedHow } from '#db/schema'
import { siteDay } from '#db/site-day'
import type { RecordContext } from '~/queue/intake/opened-submission'
import { type EndedConsent, type Ending, endSubscriptions } from './subscriptions.server'

/** A contact that is to get no messages, and how we know. */
export interface Stopped {
  channel: Channel
  blindIndex: Buffer
  how: EndedHow
}

/** Stops all messages to this contact, queued ones included, and ends everything it is subscribed to. */
export async function suppress({ trx }: Pick<RecordContext, 'trx'>, stopped: Stopped, now: Date): Promise<void> {
  const { channel, blindIndex } = stopped
  const day = siteDay(now)
  await trx
    .insertInto('suppression')
    .values({ blind_index: blindIndex, channel, reason: 'opted-out', since: day })
    .onConflict((conflict) =>
      conflict.column('blind_index').doUpdateSet({ reason: 'opted-out', since: day, recorded_by: null }),
    )
    .execute()
  await endMessages(trx, { channel, how: stopped.how, blindIndexes: [blindIndex] }, now)
}

/**
 * Stops all messages to this contact because an organizer was told so, and keeps who recorded it and when.
 *
 * @param optOut `endedWith`: see `recordOptOuts`
 * @returns the consents that it ended, in every campaign; null when they had opted out before: what was recorded first
 *   stands
 */
export async function recordOptOut(
  trx: Trx,
  { blindIndex, ...optOut }: { channel: Channel; blindIndex: Buffer; recordedBy: string; endedWith?: string },
  now: Date,
): Promise<EndedConsent[] | null> {
  const { stopped, consents } = await recordOptOuts(trx, { ...optOut, blindIndexes: [blindIndex] }, now)
  return stopped.length === 1 ? consents : null
}

/**
 * The same for many.
 *
 * @param optOuts `endedWith`: the list of opt-outs that they were on, or the stop that was recorded, to take it back;
 *   `how`: default: an organizer was told
 * @returns those who had not opted out before, and the consents that this ended
 */
export async function recordOptOuts(
  trx: Trx,
  optOuts: {
    channel: Channel
    blindIndexes: readonly Buffer[]
    recordedBy: string
    endedWith?: string
    how?: EndedHow
  },
  now: Date,
): Promise<{ stopped: Buffer[]; consents: EndedConsent[] }> {
  const { channel, recordedBy, endedWith, how = 'organizer' } = optOuts
  const { rows } = await sql<{ blindIndex: Buffer }>`
    insert into suppression (blind_index, channel, reason, since, recorded_by)
    select blind_index, ${channel}, 'opted-out', ${siteDay(now)}, ${recordedBy}::uuid from unnest(${optOuts.blindIndexes}::bytea[]) as given (blind_index) order by blind_index
    on conflict (blind_index) do update set reason = excluded.reason, since = excluded.since, recorded_by = excluded.recorded_by where suppression.reason <> 'opted-out'
    returning blind_index as "blindIndex"
  `.execute(trx)
  const stopped = rows.map(({ blindIndex }) => blindIndex)
  if (stopped.length === 0) return { stopped, consents: [] }
  return { stopped, consents: await endMessages(trx, { channel, blindIndexes: stopped, how, endedWith }, now) }
}

/**
 * Takes back opt-outs that an organizer recorded by mistake, and sends what waited or was stopped since. What the people
 * have stopped themselves meanwhile, or a list of opt-outs has, stays stopped; consents and subscriptions are the caller's.
 *
 * @returns the channels on which messages go out again
 */
export async function takeBackOptOut(
  trx: Trx,
  { contactIds, recordedBy, recordedAt }: { contactIds: string[]; recordedBy: string; recordedAt: Date },
  now: Date,
): Promise<Channel[]> {
  const { rows } = await sql<{ blindIndex: Buffer; channel: Channel }>`
    with lifted as (
      delete from suppression using contact_point
      where contact_point.id = any(${contactIds}::uuid[]) and suppression.blind_index = contact_point.blind_index
        and reason = 'opted-out' and recorded_by = ${recordedBy} and since = ${siteDay(recordedAt)}
        and not exists (select from opt_out_line join opt_out_list on opt_out_list.id = list_id where opt_out_line.blind_index = suppression.blind_index and undone_at is null)
      returning suppression.blind_index, suppression.channel)
    select blind_index as "blindIndex", channel from lifted
  `.execute(trx)
  await sendAgain(
    trx,
    rows.map(({ blindIndex }) => blindIndex),
    recordedAt,
    now,
  )
  return rows.map(({ channel }) => channel)
}

/** Queues again what a stop that was taken back had put aside. @param since when it was recorded */
export async function sendAgain(trx: Trx, blindIndexes: readonly Buffer[], since: Date, now: Date): Promise<void> {
  await sql`
    update message set state = 'queued', failure = null, due_at = ${now} from contact_point
    where contact_point.id = message.contact_id and contact_point.blind_index = any(${blindIndexes}::bytea[])
      and message.state = 'suppressed' and message.failure = 'opted-out' and message.claimed_at >= ${since}
  `.execute(trx)
}

/** @returns the consents that it withdrew */
async function endMessages(trx: Trx, stopped: Omit<Ending, 'campaignId'>, now: Date): Promise<EndedConsent[]> {
  // This stop also covers messages that were allowed in spite of an earlier one.
  await sql`
    update message set is_despite_stop = false from contact_point
    where contact_point.id = message.contact_id and contact_point.blind_index = any(${stopped.blindIndexes}::bytea[]) and message.is_despite_stop and message.state in ('queued', 'deferred')
  `.execute(trx)
  return endSubscriptions(trx, { ...stopped, campaignId: null }, now)
}

/**
 * Ends the news of one campaign for this contact, and remembers it when the contact is erased and comes back. What they ask
 * for themselves, and news of other campaigns, still reach them.
 */
export async function stopCampaign(
  { trx }: Pick<RecordContext, 'trx'>,
  { campaignId, channel, blindIndex, how }: Stopped & { campaignId: string },
  now: Date,
): Promise<void> {
  await trx
    .insertInto('campaign_stop')
    .values({
      campaign_id: campaignId,
      blind_index: blindIndex,
      channel,
      since: siteDay(now),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await endSubscriptions(trx, { channel, blindIndexes: [blindIndex], campaignId, how }, now)
}

/**
 * Lets messages that a person asks for reach them again. What they have ended stays ended until they ask for it again.
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
