import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import type { Channel } from '#db/schema'
import { changeOutcomes } from '~/actions/outreach/change-outcomes.server'
import { holdRest, pauseRest, refusalsUntilHold } from '~/channels/mail/mail-trouble.server'
import { cannotPaySegment } from '~/channels/money/reserve-spend.server'
import type { Sms } from '~/channels/sms/sms'
import { usualNewsPerWeek } from '~/env.server'
import { isChangeWaiting } from '~/people/contact-changes.server'
import { type NewsCap, type NewsCaps, newsCaps } from '~/people/news-caps'
import { newsJoins, whyNoNews } from '~/people/subscriptions.server'
import { unreadable } from '~/queue/intake/submission'
import { byDayOnly, type ClaimedMessage, evenWhenStopped, evenWithoutMoney, toMany } from '~/queue/outbox/message'
import { holdBudgets } from '~/queue/outbox/take-from-budgets.server'
import { type ClaimedRow, claimedColumns, claimedJoins, claimedOf } from './claimed-row'

/**
 * Claims due messages of one channel for sending; the claim is committed before anything is sent.
 *
 * The statement that claims is the one that checks: messages to a contact that has opted out, and requests to confirm
 * what is confirmed by now, are put aside instead; so are letters to an official who has agreed meanwhile, or whose
 * address is dead. Letters leave within their office's hours; texts that nobody waits for are put off until it is day where
 * they go. While our mail server refuses us, or a domain does, one mail is taken from time to time to see whether it takes mail
 * again, and the others wait. While the channel's switch is thrown, nothing is taken; and no text while somebody's STOP waits to be read, since
 * nobody knows yet whose it is; what was tried and was not sealed to us holds nothing back. Where today's money does not pay for one more segment, a text waits for tomorrow, except the answer to STOP.
 * Nobody is asked to a meeting that was called off. What is sent to many goes only to who may get it now (`whyNoNews`), and waits while its contact has had as much as we promise,
 * or somebody's stop waits to be read.
 *
 * @param limits what texts may cost (default: nothing, without a limit), and how much news a contact gets
 */
export async function claimMessages(
  db: Db,
  channel: Channel,
  most: number,
  now: Date,
  limits: SendingLimits = noLimits,
): Promise<ClaimedMessage[]> {
  return db.transaction().execute(async (trx) => {
    const rows = await checkAndClaim(trx, channel, most, now, limits)
    await changeOutcomes(
      trx,
      rows.filter((row) => row.state === 'suppressed' && row.contactDetailId !== null).map((row) => row.id),
      'failed',
    )
    return goingOf(rows)
  })
}

type Judged = ClaimedRow & { due_at: Date }

/** Price of a segment, and the default daily limit, in millionths of a dollar; how much news a contact gets. */
interface SendingLimits extends Pick<Sms, 'dayMicros' | 'segmentMicros'> {
  newsCaps?: NewsCaps | undefined
}

const noLimits: SendingLimits = { dayMicros: Number.MAX_SAFE_INTEGER, segmentMicros: 0 }

async function checkAndClaim(
  db: Trx,
  channel: Channel,
  most: number,
  now: Date,
  limits: SendingLimits,
): Promise<Judged[]> {
  const counted = await holdNewsOf(db, channel, most, now)
  const { rows } = await sql<Judged>`
    with spent as materialized (select campaign_id from (${cannotPaySegment(limits.dayMicros, limits.segmentMicros, now)}) as purse where ${channel} = 'sms'),
    pausing as materialized (select resumes_at from mail_pause where resumes_at is not null and ${channel} = 'mail'), most as materialized (
      select places, case when exists (select from message where ${isDue(channel, now)} and ${isBroadcast}) then places - places / ${shareOfBroadcasts} else places end as of_others
      from (select coalesce((select case when resumes_at > ${now} then 0 else 1 end from pausing), ${most}::integer) as places) as claimed
    ), others as (
      select message.id from message where ${isDue(channel, now)} and ${mayLeave(channel)} and broadcast_id is null
      order by due_at limit (select of_others from most) for update skip locked
    ), broadcasts as (
      select message.id from message where ${isDue(channel, now)} and ${mayLeave(channel)} and ${isBroadcast}
      order by due_at limit (select places from most) - (select count(*) from others) for update skip locked
    ), due as (select id from others union all select id from broadcasts), checked as (
      select ${claimedColumns}, message.due_at, message.letter_id, hold.domain_mark as held_domain, contact_point.domain_mark, ${domainOpensAt(now)} as domain_opens_at,
        case
          when suppression.blind_index is not null and not message.is_despite_stop and message.template <> all(${evenWhenStopped}::text[]) then 'opted-out'
          when message.template = any(${toMany}::text[]) and ${whyNoNews} is not null then ${whyNoNews}
          when message.template = 'ladder-message' and ${isOfMeetingCalledOff(now)} then 'no-longer-needed'
          when message.template = 'own-page-link' and message.created_at < ${now}::timestamptz - interval '15 minutes' then 'too-late'
          when message.invitation_id is not null and invitation.sealed is null then 'no-longer-needed'
          when message.organizer_id is not null and organizer.removed_at is not null then 'no-longer-needed'
          when message.contact_detail_id is not null and contact_detail.status = 'dead' then 'contact-dead'
          when message.template = 'letter-to-official' and letter.state <> 'queued' then 'no-longer-needed'
          when message.template = 'letter-to-official' and advocacy_target.has_agreed then 'already-agreed'
          when message.template = 'confirm-letter' and letter.state <> 'unconfirmed' then 'no-longer-needed'
          when message.template = 'confirm-news' and news_request.id is null then 'no-longer-needed'
          when message.template in ('confirm-signature', 'confirm-reminder') and signature.state = 'confirmed' then 'no-longer-needed'
          when message.template in ('confirm-contact', 'contact-changing') and not ${isChangeWaiting} then 'no-longer-needed'
        end as why_not,
        greatest(${domainOpensAt(now)}, case when hold.domain_mark is not null and not exists (select from pausing) and (hold.resumes_at > ${now} or row_number() over (partition by hold.domain_mark order by message.due_at, message.id) > 1)
            then greatest(hold.resumes_at, ${now}::timestamptz + interval '5 minutes')
          when message.channel = 'sms' and message.template = any(${byDayOnly}::text[])
          then texts_open_at(${now}::timestamptz, coalesce(person.time_zone, conversation.time_zone)) else ${now}::timestamptz end) as opens_before_news
      from due
      join message on message.id = due.id
      ${claimedJoins}
      left join mail_domain_hold as hold on hold.domain_mark = contact_point.domain_mark and hold.refused >= ${refusalsUntilHold}
      ${newsJoins()}
      left join mail_pace on message.template = 'broadcast' and message.channel = 'mail'
      left join mail_domain_hour on mail_domain_hour.domain_mark = contact_point.domain_mark and hour = ${hourOf(now)} and mail_pace.domain_per_hour is not null
      left join suppression on suppression.blind_index = coalesce(contact_point.blind_index, conversation.blind_index)
      left join signature on signature.id = message.signature_id
      left join advocacy_target on advocacy_target.advocacy_campaign_id = letter.advocacy_campaign_id and advocacy_target.post_id = letter.post_id
    ), news_going as (
      select id, row_number() over (partition by "blindIndex" order by due_at, id) as place from checked
      where why_not is null and opens_before_news <= ${now} and template = any(${toMany}::text[])
        and not exists (select from news_sent where news_sent.message_id = checked.id)
    ), judged as (
      select checked.*, case when news_going.id is null then opens_before_news
          when "blindIndex" <> all(${counted}::bytea[]) then ${now}::timestamptz + interval '1 second'
          else greatest(opens_before_news, ${newsOpensAt((limits.newsCaps ?? newsCaps(usualNewsPerWeek))[channel], now)}) end as opens_at,
        news_going.id is not null as is_news
      from checked left join news_going using (id)
    ), put_aside as (
      update letter set state = case judged.why_not when 'contact-dead' then 'returned' else 'failed' end, failure = judged.why_not
      from judged where letter.id = judged.letter_id and letter.state = 'queued' and judged.why_not in ('contact-dead', 'already-agreed')
    ), going as (
      select held_domain, id, "blindIndex", is_news, case when template = 'broadcast' then domain_mark end as bulk_domain from judged where why_not is null and opens_at <= ${now}
    ), told as (
      insert into news_sent (message_id, blind_index, sent_at) select id, "blindIndex", ${now} from going where is_news on conflict do nothing
    ), paced as (
      insert into mail_domain_hour (domain_mark, hour, sent) select bulk_domain, ${hourOf(now)}, count(*) from going
      where bulk_domain is not null and exists (select from mail_pace where domain_per_hour is not null) group by bulk_domain order by bulk_domain
      on conflict (domain_mark, hour) do update set sent = mail_domain_hour.sent + excluded.sent
    ), tried as (
      update mail_domain_hold set rests = least(rests + 1, 100), resumes_at = ${now}::timestamptz + ${holdRest(sql`rests + 1`)} where domain_mark in (select held_domain from going)
    ), tried_all as (
      update mail_pause set rests = least(rests + 1, 100), resumes_at = ${now}::timestamptz + ${pauseRest(sql`rests + 1`)} where resumes_at <= ${now} and exists (select from pausing) and exists (select from going)
    )
    update message set
      state = case when judged.why_not is not null then 'suppressed' when judged.opens_at > ${now} then 'queued' else 'sending' end,
      due_at = greatest(message.due_at, judged.opens_at),
      failure = coalesce(judged.why_not, case when judged.opens_at > ${now} and judged.is_news then 'enough-news' when judged.opens_at > ${now} and judged.domain_opens_at is not null then 'domain-pace' when judged.opens_at > ${now} and judged.held_domain is not null then 'mail-held' end), claimed_at = ${now}, attempts = message.attempts + case when judged.opens_at > ${now} then 0 else 1 end
    from judged
    where message.id = judged.id
    returning judged.*, message.state, message.attempts
  `.execute(db)
  return rows
}

/** Whether a message of a ladder is about a meeting that was taken down before it took place. In SQL over `message`. */
function isOfMeetingCalledOff(now: Date): RawBuilder<SqlBool> {
  return sql<SqlBool>`exists (select from ladder_done join meeting on meeting.id = ladder_done.thing_id
    where ladder_done.message_id = message.id and meeting.state <> 'open' and meeting.starts_at > ${now})`
}

/** In SQL. */
const hourOf = (now: Date) => sql<Date>`date_trunc('hour', ${now}::timestamptz, 'UTC')`

/**
 * When a mail to many may leave whose domain has had as many this hour as it is to get; null: now. In SQL over `mail_pace` and
 * `mail_domain_hour`.
 */
function domainOpensAt(now: Date): RawBuilder<Date | null> {
  return sql<Date | null>`case when mail_pace.domain_per_hour < coalesce(mail_domain_hour.sent, 0)
    + row_number() over (partition by contact_point.domain_mark, message.template order by message.due_at, message.id) then ${hourOf(now)} + interval '1 hour' end`
}

/** Of the places of a claim, one in so many is kept for broadcasts: all else overtakes them, and they still arrive. */
const shareOfBroadcasts = 10

/** In SQL over `message`. */
function isDue(channel: Channel, now: Date): RawBuilder<SqlBool> {
  return sql<SqlBool>`message.state = 'queued' and message.channel = ${channel} and message.due_at <= ${now} and (message.due_until is null or message.due_until > ${now})`
}

/** A message of a broadcast that is going out: nothing of one that is paused or stopped leaves. */
const isBroadcast = sql<SqlBool>`(message.broadcast_id is not null and exists (select from broadcast where broadcast.id = message.broadcast_id and broadcast.state = 'sending'))`

/** No switch, stop that waits to be read, or lack of money is in the way. */
function mayLeave(channel: Channel): RawBuilder<SqlBool> {
  return sql<SqlBool>`not exists (select from stop_switch where stop_switch.name = ${channel} and stop_switch.is_on)
    and (message.channel <> 'sms' or not exists (select from intake where kind = 'opt-out-text' and failure is distinct from ${unreadable}))
    and (message.template <> all(${toMany}::text[]) or not exists (select from intake where kind = 'stop' and failure is null))
    and (message.template <> 'ladder-message' or not exists (select from ladder_done join ladder on ladder.id = ladder_id where ladder_done.message_id = message.id and (ladder.paused_at is not null or ladder.state <> 'open')))
    and (message.template = any(${evenWithoutMoney}::text[]) or not exists (select from spent where spent.campaign_id is null or spent.campaign_id = message.campaign_id))`
}

/**
 * Locks what counts the news of the contacts that some is due for, so that two workers do not both send the last that is
 * allowed.
 */
async function holdNewsOf(db: Trx, channel: Channel, most: number, now: Date): Promise<Buffer[]> {
  const { rows } = await sql<{ blindIndex: Buffer }>`
    select distinct contact_point.blind_index as "blindIndex" from (
      (select contact_id from message where ${isDue(channel, now)} and broadcast_id is null and template = any(${toMany}::text[]) order by due_at limit ${most})
      union all (select contact_id from message where ${isDue(channel, now)} and ${isBroadcast} order by due_at limit ${most})
    ) as due join contact_point on contact_point.id = due.contact_id
  `.execute(db)
  const contacts = rows.map(({ blindIndex }) => blindIndex)
  if (contacts.length > 0) await holdBudgets(db, contacts)
  return contacts
}

/** When a contact may get one more, after those that go before it now. In SQL over `checked` and `news_going`. */
function newsOpensAt(caps: readonly NewsCap[], now: Date): RawBuilder<Date> {
  const after = ({
    most,
    days,
  }: NewsCap) => sql`case when news_going.place > ${most} then ${now}::timestamptz + ${days}::integer * interval '1 day' else (
    select sent_at + ${days}::integer * interval '1 day' from news_sent where news_sent.blind_index = checked."blindIndex" and news_sent.message_id <> checked.id
    order by sent_at desc offset ${most}::integer - least(news_going.place, ${most}) limit 1) end`
  return sql`greatest(${sql.join(caps.map(after))}, ${now}::timestamptz)`
}

/** Sorted, so that messages to the same phone are sent in the order they were due. */
function goingOf(rows: Judged[]): ClaimedMessage[] {
  return rows
    .filter((row) => row.state === 'sending')
    .toSorted((one, other) => one.due_at.getTime() - other.due_at.getTime())
    .map(claimedOf)
}

/** Reads one message as if claimed, in any state. */
export async function readClaimed(db: Db, messageId: string): Promise<ClaimedMessage | null> {
  const { rows } = await sql<ClaimedRow>`
    select ${claimedColumns}, message.state, message.attempts from message ${claimedJoins} where message.id = ${messageId}
  `.execute(db)
  return rows[0] ? claimedOf(rows[0]) : null
}
