import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#db/client'
import { siteDay } from '#db/site-day'

/** Number of items in the stale queue. Every page of the office says it, so nothing of the items is read. */
export async function countStale(db: Db, staleDays: number, now: Date): Promise<number> {
  const today = siteDay(now)
  const { rows } = await sql<{ count: number }>`
    with open_report as (select distinct post_id, contact_detail_id from contact_report where handled_at is null and post_id is not null)
    select (
      (select count(*) from contact_detail where (${isOld(today, staleDays)} or contact_detail.id in (select contact_detail_id from open_report))
        and exists (select from post where ${usesContact}))
      + (select count(*) from membership join post on post.id = post_id where ${isPastTerm(today)})
      + (select count(*) from post where ${isUnfilled(today, staleDays)})
      + (select count(*) from open_report join post on post.id = post_id where retired_on is null and contact_detail_id is null)
      + (select count(*) from contact_report join division on division.id = contact_report.division_id where handled_at is null)
    )::integer as count
  `.execute(db)
  return rows[0]!.count
}

const isOld = (today: RawBuilder<string>, staleDays: number) =>
  sql`(contact_detail.status = 'doubtful' or (contact_detail.status = 'fine' and contact_detail.checked_on < ${today} - ${staleDays}::integer))`

const usesContact = sql`post.retired_on is null and (post.id = contact_detail.post_id or post.organization_id = contact_detail.organization_id
  or exists (select from membership where membership.post_id = post.id and membership.official_id = contact_detail.official_id and ended_on is null))`

const isPastTerm = (today: RawBuilder<string>) =>
  sql`post.retired_on is null and membership.ended_on is null and term_ends_on < ${today}`

const isUnfilled = (today: RawBuilder<string>, staleDays: number) =>
  sql`post.retired_on is null and (vacant_checked_on is null or vacant_checked_on < ${today} - ${staleDays}::integer)
    and not exists (select from membership where membership.post_id = post.id and ended_on is null)`

/** Query for the ids of posts whose data is in the queue, other than that nobody is known in them. */
export function stalePosts(staleDays: number, now: Date): RawBuilder<unknown> {
  return sql`${queue(staleDays, now)} select "postId" from item where what <> 'holder'`
}

/** The queue as a statement's first part; `item` is what waits. */
export function queue(staleDays: number, now: Date): RawBuilder<unknown> {
  const note = sql`encode(sealed_note, 'base64')`
  const today = siteDay(now)
  return sql`
    with open_report as (
      select post_id, contact_detail_id, jsonb_agg(jsonb_build_object('id', id, 'what', what, 'origin', origin, 'at', reported_at, 'sealed', ${note}) order by reported_at) as reports
      from contact_report where handled_at is null and post_id is not null group by post_id, contact_detail_id),
    contact as (
      select distinct on (contact_detail.id) contact_detail.id, kind, value, extension, status, status_reason, source_url, checked_on, post.id as used_by, open_report.reports
      from contact_detail
      join post on ${usesContact}
      left join open_report on open_report.contact_detail_id = contact_detail.id
      where open_report.reports is not null or ${isOld(today, staleDays)}
      order by contact_detail.id, post.created_at, post.id),
    thing as (
      select 'contact' as what, id, used_by as post_id, kind, value, extension, status, status_reason, source_url, checked_on, null::date as term_ends_on, coalesce(reports, '[]') as reports,
        case when reports is not null then 0 when status = 'doubtful' then 1 else 3 end as harm from contact
      union all
      select 'term', membership.id, post_id, null, '', '', null, null, source_url, checked_on, term_ends_on, '[]', 2
      from membership join post on post.id = post_id where ${isPastTerm(today)}
      union all
      select 'holder', post.id, post.id, null, '', '', null, null, null, vacant_checked_on, null, '[]', 4
      from post where ${isUnfilled(today, staleDays)}
      union all
      select 'report', post.id, post.id, null, '', '', null, null, null, null, null, reports, 0 from open_report join post on post.id = post_id and post.retired_on is null where contact_detail_id is null),
    item as (
      select thing.what, thing.id, post.id as "postId", post.slug, concat_ws(' · ', post.title, nullif(post.district, '')) as title, concat_ws(', ', division.name, division.state) as place, official.name as holder,
        thing.kind, thing.value, thing.extension, thing.status, thing.status_reason as "statusReason", thing.source_url as "sourceUrl", thing.checked_on as "checkedOn", thing.term_ends_on as "termEndsOn", thing.reports,
        coalesce(${today} - thing.checked_on, 0) as days, thing.harm
      from thing join post on post.id = thing.post_id join division on division.id = post.division_id
      left join membership on membership.post_id = post.id and membership.ended_on is null left join official on official.id = membership.official_id
      union all
      select 'unknown', contact_report.id, null, division.slug, '', concat_ws(', ', division.name, division.state), null, null, '', '', null, null, null, null, null,
        jsonb_build_array(jsonb_build_object('id', contact_report.id, 'what', what, 'origin', origin, 'at', reported_at, 'sealed', ${note})), 0, 0
      from contact_report join division on division.id = contact_report.division_id where handled_at is null)`
}
