import { sql } from 'kysely'
import type { Trx } from '#db/client'
import type { Channel, EndedHow } from '#db/schema'
import { utcDay } from '#db/utc-day'
import type { RecordContext } from '~/queue/intake/opened-submission'
import { endSubscriptions } from './subscriptions.server'

/** A contact that is to get no messages, and how we know. */
export interface Stopped {
  channel: Channel
  blindIndex: Buffer
  how: EndedHow
}

/** Stops all messages to this contact, queued ones included, and ends everything it is subscribed to. */
export async function suppress({ trx }: Pick<RecordContext, 'trx'>, stopped: Stopped, now: Date): Promise<void> {
  const { channel, blindIndex } = stopped
  const day = utcDay(now)
  await trx
    .insertInto('suppression')
    .values({ blind_index: blindIndex, channel, reason: 'opted-out', since: day })
    .onConflict((conflict) =>
      conflict.column('blind_index').doUpdateSet({ reason: 'opted-out', since: day, recorded_by: null }),
    )
    .execute()
  await endMessages(trx, stopped, now)
}

/**
 * Stops all messages to this contact because an organizer was told so, and keeps who recorded it and when.
 *
 * @param listId the list of opt-outs it was on, if any
 * @returns false when they had opted out before: what was recorded first stands
 */
export async function recordOptOut(
  trx: Trx,
  {
    channel,
    blindIndex,
    recordedBy,
    listId,
  }: { channel: Channel; blindIndex: Buffer; recordedBy: string; listId?: string },
  now: Date,
): Promise<boolean> {
  const values = { reason: 'opted-out', since: utcDay(now), recorded_by: recordedBy } as const
  const recorded = await trx
    .insertInto('suppression')
    .values({ blind_index: blindIndex, channel, ...values })
    .onConflict((conflict) =>
      conflict.column('blind_index').doUpdateSet(values).where('suppression.reason', '<>', 'opted-out'),
    )
    .executeTakeFirst()
  if (recorded.numInsertedOrUpdatedRows !== 1n) return false
  await endMessages(trx, { channel, blindIndex, how: listId ? 'list' : 'organizer', listId }, now)
  return true
}

async function endMessages(trx: Trx, stopped: Stopped & { listId?: string | undefined }, now: Date): Promise<void> {
  // This stop also covers messages that were allowed in spite of an earlier one.
  await sql`
    update message set is_despite_stop = false from contact_point
    where contact_point.id = message.contact_id and contact_point.blind_index = ${stopped.blindIndex} and message.is_despite_stop and message.state in ('queued', 'deferred')
  `.execute(trx)
  await endSubscriptions(trx, { ...stopped, campaignId: null }, now)
}

/**
 * Ends the news of one campaign for this contact, and remembers it when the contact is erased and comes back. What they ask
 * for themselves, and news of other campaigns, still reach them.
 */
export async function stopCampaign(
  { trx }: Pick<RecordContext, 'trx'>,
  { campaignId, ...stopped }: Stopped & { campaignId: string },
  now: Date,
): Promise<void> {
  await trx
    .insertInto('campaign_stop')
    .values({
      campaign_id: campaignId,
      blind_index: stopped.blindIndex,
      channel: stopped.channel,
      since: utcDay(now),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await endSubscriptions(trx, { ...stopped, campaignId }, now)
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
