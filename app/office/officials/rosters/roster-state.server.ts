import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { UnderstoodRow } from '~/office/officials/rosters/lines/understood-row'
import { forgetVacancies } from '~/officials/posts/edit-holders.server'
import type { Plan, RosterState } from './roster-plan'

/** Reads the current data for the places in these lines. */
export async function readRosterState(db: Db, rows: readonly UnderstoodRow[]): Promise<RosterState> {
  const places = [...new Set(rows.map((row) => row.placeId))]
  const districts = [...new Set(rows.map((row) => row.divisionId))]
  const externalIds = [...new Set(rows.flatMap((row) => row.externalId ?? []))]
  const organizations = await db
    .selectFrom('organization')
    .select(['id', 'division_id as divisionId', 'kind', 'name'])
    .where(sql<boolean>`division_id = any(${places}::text[])`)
    .orderBy('created_at')
    .execute()
  const organizationIds = organizations.map((one) => one.id)
  const posts = await db
    .selectFrom('post')

    .select([
      'id',
      'organization_id as organizationId',
      'role',
      'title',
      'district',
      'seat',
      'vacant_checked_on as vacantOn',
    ])
    .where(sql<boolean>`organization_id = any(${organizationIds}::uuid[])`)
    .where('retired_on', 'is', null)
    .orderBy('created_at')
    .orderBy('seat')
    .execute()
  const postIds = posts.map((one) => one.id)
  const memberships = await db
    .selectFrom('membership')
    .select([
      'id',
      'post_id as postId',
      'official_id as officialId',
      'started_on as startedOn',
      'term_ends_on as termEndsOn',
      'ended_on as endedOn',
      'source_url as sourceUrl',
      'checked_on as checkedOn',
    ])
    .where(sql<boolean>`post_id = any(${postIds}::uuid[])`)
    .execute()
  const officialIds = memberships.map((one) => one.officialId)
  const officials = await db
    .selectFrom('official')
    .select(['id', 'name', 'external_id as externalId'])
    .where(sql<boolean>`id = any(${officialIds}::uuid[]) or external_id = any(${externalIds}::text[])`)
    .execute()
  const owners = [...organizationIds, ...postIds, ...officials.map((one) => one.id)]
  const { rows: contacts } = await sql<RosterState['contacts'][number]>`
    select id, coalesce(post_id, organization_id, official_id) as "ownerId", kind, value, extension, source_url as "sourceUrl", checked_on as "checkedOn", status
    from contact_detail where post_id = any(${owners}::uuid[]) or organization_id = any(${owners}::uuid[]) or official_id = any(${owners}::uuid[])
  `.execute(db)
  const divisions = await db
    .selectFrom('division')
    .select('id')
    .where(sql<boolean>`id = any(${districts}::text[])`)
    .execute()
  const { rows: slugs } = await sql<{ slug: string }>`
    select post.slug from post join organization on organization.id = organization_id where organization.division_id = any(${places}::text[])
    union select slug from division where parent_id = any(${places}::text[])
  `.execute(db)
  return {
    divisions: new Set(divisions.map((one) => one.id)),
    slugs: new Set(slugs.map((one) => one.slug)),
    organizations,
    posts,
    memberships,
    officials,
    contacts,
  }
}

/**
 * Writes a plan, one statement per table; ended memberships before current ones, since a post has one current holder.
 */
export async function writePlan(trx: Db, plan: Plan, now: Date): Promise<void> {
  await sql`
    insert into division (id, kind, state, parent_id, name, slug, time_zone, county_ids)
    select one.id, 'district', parent.state, parent.id, one.name, one.slug, parent.time_zone, case parent.kind when 'county' then array[parent.id] else parent.county_ids end
    from jsonb_to_recordset(${JSON.stringify(plan.divisions)}::jsonb) as one (id text, "parentId" text, name text, slug text) join division as parent on parent.id = one."parentId"
    on conflict (id) do nothing
  `.execute(trx)
  await sql`
    insert into organization (id, division_id, kind, name, created_at)
    select id, "divisionId", kind, name, ${now}::timestamptz from jsonb_to_recordset(${JSON.stringify(plan.organizations)}::jsonb) as one (id uuid, "divisionId" text, kind text, name text)
  `.execute(trx)
  await sql`
    insert into post (id, organization_id, division_id, role, title, district, seat, slug, created_at)
    select id, "organizationId", "divisionId", role, title, district, seat, slug, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(plan.posts)}::jsonb) as one (id uuid, "organizationId" uuid, "divisionId" text, role text, title text, district text, seat text, slug text)
  `.execute(trx)
  await sql`
    insert into official (id, name, name_key, external_id, created_at)
    select id, name, "nameKey", "externalId", ${now}::timestamptz from jsonb_to_recordset(${JSON.stringify(plan.officials)}::jsonb) as one (id uuid, name text, "nameKey" text, "externalId" text)
    on conflict (id) do update set name = excluded.name, name_key = excluded.name_key, external_id = excluded.external_id
  `.execute(trx)
  for (const memberships of [
    plan.memberships.filter((one) => one.endedOn !== null),
    plan.memberships.filter((one) => one.endedOn === null),
  ]) {
    await sql`
      insert into membership (id, post_id, official_id, started_on, term_ends_on, ended_on, source_url, checked_on)
      select id, "postId", "officialId", "startedOn", "termEndsOn", "endedOn", "sourceUrl", "checkedOn" from jsonb_to_recordset(${JSON.stringify(memberships)}::jsonb)
        as one (id uuid, "postId" uuid, "officialId" uuid, "startedOn" date, "termEndsOn" date, "endedOn" date, "sourceUrl" text, "checkedOn" date)
      on conflict (id) do update set started_on = excluded.started_on, term_ends_on = excluded.term_ends_on, ended_on = excluded.ended_on, source_url = excluded.source_url, checked_on = excluded.checked_on
    `.execute(trx)
  }
  await sql`
    update post set vacant_checked_on = "vacantOn" from jsonb_to_recordset(${JSON.stringify(plan.vacancies)}::jsonb) as one (id uuid, "vacantOn" date) where post.id = one.id
  `.execute(trx)
  await forgetVacancies(
    trx,
    plan.memberships.map((one) => one.postId),
  )
  await sql`
    insert into contact_detail (id, post_id, organization_id, official_id, kind, value, extension, source_url, checked_on, status, status_reason, status_at)
    select id, case owner when 'post' then "ownerId" end, case owner when 'organization' then "ownerId" end, case owner when 'official' then "ownerId" end,
      kind, value, extension, "sourceUrl", "checkedOn", status, case status when 'doubtful' then 'not-in-newer-list' end, case status when 'doubtful' then ${now}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(plan.contacts)}::jsonb) as one (id uuid, owner text, "ownerId" uuid, kind text, value text, extension text, "sourceUrl" text, "checkedOn" date, status text)
    on conflict (id) do update set source_url = excluded.source_url, checked_on = excluded.checked_on,
      status_reason = case when contact_detail.status = excluded.status then contact_detail.status_reason else excluded.status_reason end,
      status_at = case when contact_detail.status = excluded.status then contact_detail.status_at else excluded.status_at end, status = excluded.status
  `.execute(trx)
}
