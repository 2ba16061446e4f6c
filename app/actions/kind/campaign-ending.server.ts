import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#db/client'
import { usualZone } from '~/ui/page/zones'
import { openAt } from './advocacy.server'

/** Days after the edit that set a campaign's end during which no one is forgotten and no key is destroyed. */
const daysAfterEdit = 7

/** A campaign with an end, and when its people's data is deleted. */
export interface Ending {
  campaignId: string
  slug: string
  endsAt: Date
  /** When the campaign's token key, which detects repeat signatures, is destroyed. */
  finalAt: Date
  /** When its people are forgotten; at least a week after owners were notified. */
  forgetAt: Date
  people: number
}

/** Lists campaigns that have an end. @param days how long people are kept after it */
export async function listEndings(db: Db, days: number, now: Date): Promise<Ending[]> {
  const { rows } = await sql<Ending>`
    select campaign.id as "campaignId", campaign.slug, ends_at as "endsAt", ${finalAt()} as "finalAt",
      greatest(${dueAt(days)}, coalesce(week.noticed_at, ${now}::timestamptz) + make_interval(days => ${daysAfterEdit})) as "forgetAt",
      (select count(*)::integer from person where person.campaign_id = campaign.id) as people
    from campaign left join forgetting_notice as week on week.campaign_id = campaign.id and week.days_before = 7 and week.forget_on = ${dayOf(dueAt(days))}
    where ends_at is not null and state <> 'draft' order by campaign.created_at
  `.execute(db)
  return rows
}

/**
 * Whether a campaign's people are to be forgotten now: the retention period is over, the end was last edited at least a
 * week ago, owners were notified at least a week ago, and none of its pages is open. A condition on `campaign`.
 */
export function isForgettable(days: number, now: Date): RawBuilder<boolean> {
  return sql`(campaign.state <> 'draft' and campaign.ends_at is not null and ${dueAt(days)} <= ${now} and ${hasNoOpenPage(now)} and exists (
    select from forgetting_notice as week where week.campaign_id = campaign.id and week.days_before = 7 and week.forget_on = ${dayOf(dueAt(days))}
      and week.noticed_at <= ${now}::timestamptz - make_interval(days => ${daysAfterEdit})))`
}

/** Whether a campaign ended at least a week ago and none of its pages is open. A condition on `campaign`. */
export function isFinal(now: Date): RawBuilder<boolean> {
  return sql`(campaign.state <> 'draft' and campaign.ends_at is not null and ${finalAt()} <= ${now} and ${hasNoOpenPage(now)})`
}

/**
 * When the people of `campaign` are due to be forgotten, whether or not owners were notified. Null if it has no end.
 */
export function dueAt(days: number): RawBuilder<Date> {
  return sql`(case when campaign.ends_at is not null then greatest(campaign.ends_at + make_interval(days => ${days}), ${finalAt()}) end)`
}

/** The calendar day of a moment, in the time zone in which campaigns close. */
export function dayOf(at: RawBuilder<Date>): RawBuilder<string> {
  return sql`((${at}) at time zone ${usualZone})::date`
}

function finalAt(): RawBuilder<Date> {
  return sql`greatest(campaign.ends_at, campaign.ending_changed_at) + make_interval(days => ${daysAfterEdit})`
}

function hasNoOpenPage(now: Date): RawBuilder<boolean> {
  return sql`not exists (select from petition where petition.campaign_id = campaign.id and ${openAt('petition', now)})
    and not exists (select from advocacy_campaign where advocacy_campaign.campaign_id = campaign.id and ${openAt('advocacy_campaign', now)})`
}
