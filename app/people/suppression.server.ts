import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Trx } from '#db/client'
import type { Channel, EndedHow } from '#db/schema'
import { siteDay } from '#db/site-day'
import type { RecordContext } from '~/queue/intake/opened-submission'
import {
  type EndedConsent,
  type Ending,
  endSubscriptions,
  type Reopened,
  reopenSubscriptions,
} from './subscriptions.server'

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

/** For how long a list of opt-outs or a recorded stop can be taken back. */
export const undoHours = 24

/**
 * Whether an opt-out stands by another list or recorded stop, which nobody has taken back.
 *
 * @param id the list or stop that does not count
 */
function standsWithout(id: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`(
    exists (select from opt_out_line join opt_out_list on opt_out_list.id = list_id
      where opt_out_line.blind_index = suppression.blind_index and list_id <> ${id} and undone_at is null)
    or exists (select from recorded_stop join contact_point on contact_point.id = any(recorded_stop.contact_ids)
      where contact_point.blind_index = suppression.blind_index and recorded_stop.id <> ${id} and undone_at is null))`
}

/**
 * Whether an opt-out was recorded by an organizer who can still take it back. A recorded stop is not recorded twice.
 *
 * @param how what records it again
 */
function canBeTakenBack(how: EndedHow, now: Date): RawBuilder<SqlBool> {
  const since = new Date(now.getTime() - undoHours * 3_600_000)
  const byStop = sql`exists (select from recorded_stop join contact_point on contact_point.id = any(recorded_stop.contact_ids)
      where contact_point.blind_index = suppression.blind_index and undone_at is null and recorded_at > ${since})`
  const byList = sql`exists (select from opt_out_line join opt_out_list on opt_out_list.id = list_id
      where opt_out_line.blind_index = suppression.blind_index and is_new and undone_at is null and made_at > ${since})`
  return sql<SqlBool>`(suppression.recorded_by is not null and ${how === 'list' ? sql`(${byList} or ${byStop})` : sql`${byList} and not ${byStop}`})`
}

/**
 * Stops all messages to this contact because an organizer was told so, and keeps who recorded it and when.
 *
 * @param optOut `endedWith`: see `recordOptOuts`
 * @returns the consents that it ended, in every campaign; null when they had opted out before, for good: what was
 *   recorded first stands
 */
export async function recordOptOut(
  trx: Trx,
  { blindIndex, ...optOut }: { channel: Channel; blindIndex: Buffer; recordedBy: string; endedWith?: string },
  now: Date,
): Promise<EndedConsent[] | null> {
  const { stopped, consents } = await recordOptOuts(trx, { ...optOut, blindIndexes: [blindIndex] }, now)
  return stopped.length > 0 ? consents : null
}

/**
 * The same for many. What another list or stop has recorded, which can still be taken back, is recorded again: then it
 * stands by both.
 *
 * @param optOuts `endedWith`: the list of opt-outs that they were on, or the stop that was recorded, to take it back;
 *   `how`: default: an organizer was told
 * @returns those that stand by this; those of them who had not opted out before; the consents that this ended
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
): Promise<{ stopped: Buffer[]; fresh: Buffer[]; consents: EndedConsent[] }> {
  const { channel, recordedBy, endedWith, how = 'organizer' } = optOuts
  const { rows } = await sql<{ blindIndex: Buffer; isNew: boolean }>`
    insert into suppression (blind_index, channel, reason, since, recorded_by)
    select blind_index, ${channel}, 'opted-out', ${siteDay(now)}, ${recordedBy}::uuid from unnest(${optOuts.blindIndexes}::bytea[]) as given (blind_index) order by blind_index
    on conflict (blind_index) do update set reason = excluded.reason, since = excluded.since, recorded_by = excluded.recorded_by
      where suppression.reason <> 'opted-out' or ${canBeTakenBack(how, now)}
    returning blind_index as "blindIndex", xmax = 0 as "isNew"
  `.execute(trx)
  const stopped = rows.map(({ blindIndex }) => blindIndex)
  const fresh = rows.filter(({ isNew }) => isNew).map(({ blindIndex }) => blindIndex)
  if (stopped.length === 0) return { stopped, fresh, consents: [] }
  return { stopped, fresh, consents: await endMessages(trx, { channel, blindIndexes: stopped, how, endedWith }, now) }
}

/**
 * From now on the opt-out of a contact stands by itself: undoing a list or a stop that an organizer recorded before does not
 * take it back.
 */
export async function keepStopped(trx: Trx, blindIndex: Buffer): Promise<void> {
  await trx
    .updateTable('opt_out_line')
    .set({ is_new: false })
    .where('blind_index', '=', blindIndex)
    .where('is_new', '=', true)
    .execute()
  await sql`
    update recorded_stop set contact_ids = array_remove(contact_ids, contact_point.id) from contact_point
    where contact_point.blind_index = ${blindIndex} and contact_point.id = any(contact_ids) and undone_at is null
  `.execute(trx)
}

/** What an organizer recorded, a list of opt-outs or a stop, and takes back. */
export interface TakenBack {
  id: string
  blindIndexes: readonly Buffer[]
  recordedAt: Date
}

/**
 * Takes back opt-outs that an organizer recorded by mistake, and sends what waited or was stopped since; subscriptions begin
 * again, and consents that ended with them. What the people have stopped themselves meanwhile, or what stands by another
 * list or recorded stop, stays stopped.
 *
 * @returns the contacts to which messages go out again
 */
export async function takeBackOptOuts(
  trx: Trx,
  { id, blindIndexes, recordedAt }: TakenBack,
  now: Date,
): Promise<{ channel: Channel; blindIndex: Buffer }[]> {
  const { rows } = await sql<{ blindIndex: Buffer; channel: Channel }>`
    delete from suppression where blind_index = any(${blindIndexes}::bytea[]) and reason = 'opted-out' and recorded_by is not null and not ${standsWithout(id)}
    returning blind_index as "blindIndex", channel
  `.execute(trx)
  const lifted = rows.map(({ blindIndex }) => blindIndex)
  await sendAgain(trx, lifted, recordedAt, now)
  // What another recording ended, which was taken back while this one stood, begins again with it.
  const { rows: others } = await sql<{ id: string }>`
    select list_id as id from opt_out_line join opt_out_list on opt_out_list.id = list_id where blind_index = any(${lifted}::bytea[]) and undone_at is not null
    union select recorded_stop.id from recorded_stop join contact_point on contact_point.id = any(recorded_stop.contact_ids)
      where blind_index = any(${lifted}::bytea[]) and undone_at is not null
  `.execute(trx)
  const ended = [...new Set([id, ...others.map((one) => one.id)])]
  await reopenConsents(trx, await reopenSubscriptions(trx, ended))
  return rows
}

/** Consents that ended with these subscriptions hold again. */
async function reopenConsents(trx: Trx, reopened: readonly Reopened[]): Promise<void> {
  await sql`
    update consent set withdrawn_on = null
    from unnest(${reopened.map(({ personId }) => personId)}::uuid[], ${reopened.map(({ purpose }) => purpose)}::text[], ${reopened.map(({ endedOn }) => endedOn)}::date[]) as again (person_id, purpose, ended_on)
    where consent.person_id = again.person_id and consent.purpose = again.purpose and consent.withdrawn_on = again.ended_on
  `.execute(trx)
}

/** Queues again what a stop that was taken back had put aside. @param since when it was recorded */
async function sendAgain(trx: Trx, blindIndexes: readonly Buffer[], since: Date, now: Date): Promise<void> {
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
