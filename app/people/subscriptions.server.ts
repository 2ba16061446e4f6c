import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import type { Channel, ConsentPurpose, EndedHow } from '#db/schema'
import { siteDay } from '#db/site-day'

/**
 * Whom a message is from: the person's own campaign, or the network. Each is a subscription of its own.
 */
export type NewsScope = 'campaign' | 'network'

/**
 * The joins that `whyNoNews` needs, on `person` and the `contact_point` that would be written to.
 *
 * @param scope whose news it is
 */
export function newsJoins(scope: NewsScope = 'campaign'): RawBuilder<unknown> {
  return sql`
    ${newsStops}
    left join subscription as news on news.person_id = person.id and news.channel = contact_point.channel and news.scope = ${scope}
      and news.ended_on is null and news.confirmed_on is not null
  `
}

/** A second number or address counts for whoever gave it only while nobody else has it as their own: they alone can agree. */
const isSomebodyElses = sql`(person.contact_id <> contact_point.id and exists (select from person as owner where owner.contact_id = contact_point.id and owner.id <> person.id))`

const newsStops = sql`
    left join suppression as all_stopped on all_stopped.blind_index = contact_point.blind_index
    left join campaign_stop as stopped_here on stopped_here.campaign_id = contact_point.campaign_id and stopped_here.blind_index = contact_point.blind_index`

/**
 * Why somebody may not get what is sent to many; null when they may. This is the only place that decides it: planning asks
 * here, and so does the statement that claims. Plain joins, so that one statement plans a million.
 *
 * They may when they subscribed by this way and confirmed it from the contact (or by hand, on paper), have ended it neither
 * here nor altogether, and what we send there arrives.
 */
export const whyNoNews: RawBuilder<string | null> = sql`case
  when all_stopped.blind_index is not null or stopped_here.blind_index is not null then 'opted-out'
  when ${isSomebodyElses} or news.id is null or (contact_point.proven_on is null and news.how not in ('paper', 'import')) then 'no-consent'
  when contact_point.failing_since is not null then 'contact-failing'
end`

/** Whether somebody may get what is sent to many. */
export const getsNews: RawBuilder<SqlBool> = sql<SqlBool>`(${whyNoNews}) is null`

/**
 * Begins what was agreed to with signatures that are confirmed by now: a box that was checked is only a request until
 * somebody answers from the contact. Boxes on paper count at once, but bring back nothing that somebody has ended.
 */
export async function subscribeSigners(trx: Trx, signatureIds: string[], now: Date): Promise<void> {
  if (signatureIds.length === 0) return
  const ofThese = sql<SqlBool>`signature.id = any(${signatureIds}::uuid[])`
  await sql`
    delete from campaign_stop using signature join person on person.id = signature.person_id join contact_point on contact_point.id = person.contact_id
    where ${ofThese} and signature.channel <> 'paper' and campaign_stop.campaign_id = contact_point.campaign_id and campaign_stop.blind_index = contact_point.blind_index
      and exists (select from consent where consent.person_id = person.id and consent.petition_id = signature.petition_id and consent.withdrawn_on is null
        and consent.purpose = case contact_point.channel when 'mail' then 'email' else 'sms' end)
  `.execute(trx)
  await sql`
    insert into subscription (id, person_id, channel, scope, text_version, language, given_on, how, page, asked_at, confirmed_on)
    select gen_random_uuid(), given.*, ${siteDay(now)} from (${agreedWith(ofThese)}) as given
    where given.how <> 'paper' or not (
      exists (select from subscription as ended where ended.person_id = given.person_id and ended.channel = given.channel and ended.scope = given.scope and ended.ended_on is not null)
      or exists (select from person join contact_point on contact_point.id in (person.contact_id, person.other_contact_id) join campaign_stop
        on campaign_stop.campaign_id = contact_point.campaign_id and campaign_stop.blind_index = contact_point.blind_index
        where person.id = given.person_id and contact_point.channel = given.channel))
    on conflict (person_id, channel, scope) where ended_on is null do update set confirmed_on = excluded.confirmed_on where subscription.confirmed_on is null
  `.execute(trx)
}

/** What was agreed to with some signatures. The network writes by the way that was confirmed. */
function agreedWith(signatures: RawBuilder<SqlBool>): RawBuilder<unknown> {
  return sql`
    select distinct on (consent.person_id, way.channel, way.scope) consent.person_id, way.channel, way.scope, consent.text_version, consent.language, consent.given_on,
      case when signature.channel = 'paper' then 'paper' when signature.source = 'text' then 'keyword' else 'form' end as how,
      'petitions/' || petition.slug as page, signature.accepted_at as asked_at
    from signature join petition on petition.id = signature.petition_id
      join person on person.id = signature.person_id join contact_point as main on main.id = person.contact_id
      join consent on consent.person_id = signature.person_id and consent.petition_id = signature.petition_id
        and consent.withdrawn_on is null and consent.purpose in ('email', 'sms', 'network')
      cross join lateral (select case consent.purpose when 'email' then 'mail' when 'sms' then 'sms' else main.channel end as channel,
        case consent.purpose when 'network' then 'network' else 'campaign' end as scope) as way
    where ${signatures}
    order by consent.person_id, way.channel, way.scope, consent.given_on desc
  `
}

/** Which subscriptions end, and how. */
export interface Ending {
  channel: Channel
  /** Of one contact, or of many. */
  blindIndexes: readonly Buffer[]
  /** Only what this campaign sends; null: everything. */
  campaignId: string | null
  how: EndedHow
  /** What an organizer recorded, which can be taken back for a day: a list of opt-outs, or a stop. */
  endedWith?: string | undefined
}

/** What somebody agreed to, until it was withdrawn. */
export interface EndedConsent {
  person_id: string
  petition_id: string
  purpose: ConsentPurpose
}

/**
 * Ends what contacts are subscribed to, and what was asked for there and never confirmed; withdraws their consents to news.
 *
 * @returns the consents that it withdrew
 */
export async function endSubscriptions(
  trx: Trx,
  { channel, blindIndexes, campaignId, how, endedWith }: Ending,
  now: Date,
): Promise<EndedConsent[]> {
  const day = siteDay(now)
  await sql`
    update subscription set ended_on = ${day}, ended_how = ${how}, ended_with = ${endedWith ?? null}
    from person join contact_point on contact_point.id in (person.contact_id, person.other_contact_id)
    where subscription.person_id = person.id and contact_point.blind_index = any(${blindIndexes}::bytea[]) and subscription.ended_on is null
      and (${campaignId}::uuid is null and (subscription.channel = ${channel} or subscription.scope = 'network')
        or contact_point.campaign_id = ${campaignId} and subscription.channel = ${channel} and subscription.scope = 'campaign')
  `.execute(trx)
  const { rows } = await sql<EndedConsent>`
    update consent set withdrawn_on = ${day}
    from person join contact_point on contact_point.id in (person.contact_id, person.other_contact_id)
    where consent.person_id = person.id and contact_point.blind_index = any(${blindIndexes}::bytea[]) and consent.withdrawn_on is null
      and (consent.purpose = ${channel === 'mail' ? 'email' : 'sms'} or consent.purpose = 'network' and ${campaignId}::uuid is null)
      and (${campaignId}::uuid is null or contact_point.campaign_id = ${campaignId})
    returning consent.person_id, consent.petition_id, consent.purpose
  `.execute(trx)
  return rows
}

/** What was ended by mistake and goes on. */
export interface Reopened {
  personId: string
  purpose: ConsentPurpose
  endedOn: string
}

/**
 * Begins again what a list of opt-outs or a recorded stop ended, once its opt-outs are lifted. What is still stopped at a
 * contact stays ended, the network's news at any contact, and so does what somebody has asked for or ended since.
 *
 * @param endedWith the list or the stop, and others that were taken back before
 */
export async function reopenSubscriptions(trx: Trx, endedWith: readonly string[]): Promise<Reopened[]> {
  const { rows } = await sql<Reopened>`
    with again as (
      select subscription.id, subscription.ended_on from subscription
      where subscription.ended_with = any(${endedWith}::uuid[]) and not exists (
        select from subscription as other where other.person_id = subscription.person_id and other.channel = subscription.channel and other.scope = subscription.scope
          and other.id <> subscription.id and (other.ended_on is null or other.ended_how <> 'merged' and (other.asked_at, other.id) > (subscription.asked_at, subscription.id)))
      and not exists (
        select from person join contact_point on contact_point.id in (person.contact_id, person.other_contact_id)
          left join suppression on suppression.blind_index = contact_point.blind_index and suppression.reason = 'opted-out'
          left join campaign_stop on campaign_stop.campaign_id = contact_point.campaign_id and campaign_stop.blind_index = contact_point.blind_index and subscription.scope = 'campaign'
        where person.id = subscription.person_id and (contact_point.channel = subscription.channel or subscription.scope = 'network')
          and (suppression.blind_index is not null or campaign_stop.blind_index is not null))
    )
    update subscription set ended_on = null, ended_how = null, ended_with = null from again where again.id = subscription.id
    returning subscription.person_id as "personId", again.ended_on::text as "endedOn",
      case when subscription.scope = 'network' then 'network' when subscription.channel = 'mail' then 'email' else 'sms' end as purpose
  `.execute(trx)
  return rows
}

/** Begins the news that somebody has asked for at a contact which an organizer corrected, and which they confirm now. */
export async function beginAsked(
  trx: Trx,
  { personId, contactId }: { personId: string; contactId: string },
  at: Date,
): Promise<void> {
  await sql`
    update subscription set confirmed_on = ${siteDay(at)} from contact_point ${newsStops}
    where contact_point.id = ${contactId} and subscription.person_id = ${personId} and subscription.channel = contact_point.channel and subscription.scope = 'campaign'
      and subscription.ended_on is null and subscription.confirmed_on is null and all_stopped.blind_index is null and stopped_here.blind_index is null
  `.execute(trx)
}

/**
 * Hands the subscriptions of one person over to another in their campaign. What either has ended, or can no longer get, ends
 * for both.
 */
export async function mergeSubscriptions(
  trx: Trx,
  { stays, goes, optedOut }: { stays: string; goes: string; optedOut: readonly Channel[] },
  now: Date,
): Promise<void> {
  await sql`
    update subscription as live set ended_on = ${siteDay(now)}, ended_how = 'merged'
    where live.person_id in (${stays}, ${goes}) and live.ended_on is null and (live.channel = any(${optedOut}::text[]) or live.scope = 'network' and ${optedOut.length > 0}
      or exists (select from subscription as ended where ended.person_id in (${stays}, ${goes}) and ended.person_id <> live.person_id and ended.channel = live.channel and ended.scope = live.scope
        and ended.ended_on is not null and not exists (select from subscription as again where again.person_id = ended.person_id and again.channel = ended.channel and again.scope = ended.scope and again.ended_on is null)))
  `.execute(trx)
  await sql`
    update subscription as live set confirmed_on = other.confirmed_on from subscription as other
    where live.person_id = ${stays} and live.ended_on is null and live.confirmed_on is null and other.person_id = ${goes} and other.ended_on is null
      and other.channel = live.channel and other.scope = live.scope
  `.execute(trx)
  await sql`
    update subscription as moved set person_id = ${stays} where moved.person_id = ${goes} and (moved.ended_on is not null or not exists (
      select from subscription as live where live.person_id = ${stays} and live.ended_on is null and live.channel = moved.channel and live.scope = moved.scope))
  `.execute(trx)
}

/**
 * Takes over what the previous version recorded while both were running: it knows consents only. Idempotent.
 *
 * @param since the previous version was stopped after this
 */
export async function carryConsents(db: Db, since: Date): Promise<void> {
  await sql`
    insert into subscription (id, person_id, channel, scope, text_version, language, given_on, how, page, asked_at, confirmed_on)
    select gen_random_uuid(), given.*, given.given_on
    from (${agreedWith(sql<SqlBool>`signature.state = 'confirmed' and signature.accepted_at > ${since}`)}) as given
    where not exists (
      select from subscription as known where known.person_id = given.person_id and known.channel = given.channel and known.scope = given.scope
        and (known.ended_on is null or known.ended_on >= given.given_on))
    on conflict do nothing
  `.execute(db)
  await sql`
    update subscription set ended_on = ended.withdrawn_on, ended_how = 'own-page'
    from (
      select person_id, purpose, max(withdrawn_on) as withdrawn_on from consent where purpose in ('email', 'sms', 'network')
      group by person_id, purpose having bool_and(withdrawn_on is not null) and max(withdrawn_on) >= ${siteDay(since)}
    ) as ended
    where subscription.person_id = ended.person_id and subscription.ended_on is null and subscription.given_on <= ended.withdrawn_on
      and (subscription.page like 'petitions/%' or subscription.page = 'me') and (case when subscription.scope = 'network' then 'network' when subscription.channel = 'mail' then 'email' else 'sms' end) = ended.purpose
  `.execute(db)
}
