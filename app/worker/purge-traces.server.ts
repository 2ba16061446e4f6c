import { sql } from 'kysely'
import type { Db } from '#db/client'
import { isStillToAsk } from '~/actions/petitions/signatures/asked-at'
import { isInChange } from '~/people/sweep-people.server'

/** How many rows a purge deleted. */
export interface PurgedTraces {
  receipts: number
  budgets: number
  messages: number
  people: number
}

/**
 * Deletes what has reached the end of its time:
 *
 * - `receipt`: after an hour, from a kiosk after 30 days
 * - `message_budget`: after 31 days
 * - `mail_domain_hold`: after 30 days
 * - `recovery_attempt`, `sign_in_attempt`: after 2 days
 * - `access_link`: 30 days after it expired
 * - `address_change`: when it expires, a day after somebody asked
 * - `campaign_request`: after 90 days of waiting; who asked, a day after it was decided
 * - `broadcast`: a dropped draft, after 30 days
 * - `contact_change`: 30 days after it ended, or was last asked for
 * - `person_note`: a day after it was removed
 * - `segment_person`: a day after the segment was removed, or finds people by its rule again, unless a message to them is still going out
 * - `subscription`: a request that nobody confirmed, after 7 days, or 30 if we could not ask
 * - `news_sent`: after 31 days
 * - `mail_arrival`: after 60 days; `soft_bounce`: after 8
 * - `thread_note`: a day after it was removed
 * - `opt_out_line`: after a day, when its list can no longer be taken back
 * - `mail_domain_hour`, `mail_pace_day`: after 2 days
 * - `message`: after a year
 * - `person`: once nothing of theirs is left here (a third name on a contact leaves one)
 * - `contact_point`: once it has no person and its messages are sent
 */
export async function purgeTraces(db: Db, now: Date): Promise<PurgedTraces> {
  return db.transaction().execute(async (trx) => {
    const receipts = await sql`
      delete from receipt where created_at < ${now}::timestamptz - case outcome when 'kiosk' then interval '30 days' else interval '1 hour' end
    `.execute(trx)
    const budgets =
      await sql`delete from message_budget where owed_at < ${now}::timestamptz - interval '31 days'`.execute(trx)
    await sql`delete from mail_domain_hold where since < ${now}::timestamptz - interval '30 days'`.execute(trx)
    await sql`delete from recovery_attempt where hour < ${now}::timestamptz - interval '2 days'`.execute(trx)
    await sql`delete from sign_in_attempt where hour < ${now}::timestamptz - interval '2 days'`.execute(trx)
    await sql`delete from access_link where expires_at < ${now}::timestamptz - interval '30 days'`.execute(trx)
    await sql`delete from address_change where expires_at <= ${now}`.execute(trx)
    await sql`delete from campaign_request where state = 'waiting' and asked_at < ${now}::timestamptz - interval '90 days'`.execute(
      trx,
    )
    // A decision can be taken back for a day; then nobody has to know anymore who asked.
    await sql`
      update campaign_request set sealed = '' where state <> 'waiting' and sealed <> '' and decided_at < ${now}::timestamptz - interval '1 day'
    `.execute(trx)
    await sql`delete from broadcast where state = 'dropped' and updated_at < ${now}::timestamptz - interval '30 days'`.execute(
      trx,
    )
    await sql`delete from contact_change where coalesce(ended_at, asked_at) < ${now}::timestamptz - interval '30 days'`.execute(
      trx,
    )
    await sql`
      delete from segment_person using segment where segment.id = segment_id
        and (removed_at < ${now}::timestamptz - interval '1 day' or frozen_at is null and updated_at < ${now}::timestamptz - interval '1 day')
        and not exists (select from broadcast where broadcast.state in ('approved', 'scheduled', 'sending', 'paused')
          and broadcast.segment ->> 'id' = segment.id::text and broadcast.segment ->> 'frozenAt' is not null)
    `.execute(trx)
    await sql`
      delete from person_field_value using person_field where person_field.id = field_id and removed_at < ${now}::timestamptz - interval '1 day'
    `.execute(trx)
    await sql`delete from person_note where removed_at < ${now}::timestamptz - interval '1 day'`.execute(trx)
    await sql`
      delete from subscription where confirmed_on is null and asked_at < ${now}::timestamptz - case when exists (
        select from message as request where request.person_id = subscription.person_id and request.template = 'confirm-news' and ${isStillToAsk(now)}) then interval '30 days' else interval '7 days' end
        and not exists (select from contact_change where contact_change.person_id = subscription.person_id and contact_change.channel = subscription.channel
          and contact_change.state = 'waiting' and contact_change.asked_at > ${now}::timestamptz - interval '7 days')
    `.execute(trx)
    await sql`delete from news_sent where sent_at < ${now}::timestamptz - interval '31 days'`.execute(trx)
    await sql`delete from mail_arrival where arrived_at < ${now}::timestamptz - interval '60 days'`.execute(trx)
    await sql`delete from soft_bounce where at < ${now}::timestamptz - interval '8 days'`.execute(trx)
    await sql`delete from thread_note where removed_at < ${now}::timestamptz - interval '1 day'`.execute(trx)
    await sql`delete from opt_out_line using opt_out_list where opt_out_list.id = list_id and made_at < ${now}::timestamptz - interval '1 day'`.execute(
      trx,
    )
    await sql`delete from mail_domain_hour where hour < ${now}::timestamptz - interval '2 days'`.execute(trx)
    await sql`delete from mail_pace_day where day < site_day(${now}) - 2`.execute(trx)
    const messages = await sql`delete from message where created_at < ${now}::timestamptz - interval '1 year'`.execute(
      trx,
    )
    const people = await sql`
      delete from person where not exists (select from signature where signature.person_id = person.id) and not exists (select from letter where letter.person_id = person.id)
        and not exists (select from outreach where outreach.person_id = person.id)
        and not exists (select from subscription where subscription.person_id = person.id and subscription.ended_on is null)
    `.execute(trx)
    await sql`
      delete from contact_point where not exists (
        select from person where person.contact_id = contact_point.id or person.other_contact_id = contact_point.id)
        and not exists (select from message where message.contact_id = contact_point.id and message.state in ('queued', 'sending', 'deferred'))
        and not ${isInChange}
    `.execute(trx)
    return {
      receipts: Number(receipts.numAffectedRows),
      budgets: Number(budgets.numAffectedRows),
      messages: Number(messages.numAffectedRows),
      people: Number(people.numAffectedRows),
    }
  })
}
