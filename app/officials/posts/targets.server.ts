import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Target } from './target'

/**
 * Reads posts with their holders, contacts and powers, in one statement.
 *
 * @param postIds the result keeps their order; unknown and retired posts are left out
 */
export async function readTargets(db: Db, postIds: readonly string[]): Promise<Target[]> {
  if (postIds.length === 0) return []
  const { rows } = await sql<Target>`
    select post.id as "postId", post.slug, post.role, post.title, post.district, post.division_id as "divisionId",
      jsonb_build_object('name', coalesce(outer_place.name, place.name), 'slug', coalesce(outer_place.slug, place.slug), 'state', place.state,
        'kind', coalesce(outer_place.kind, place.kind)) as place,
      jsonb_build_object('id', organization.id, 'kind', organization.kind, 'name', organization.name, 'timeZone', coalesce(organization.time_zone, place.time_zone),
        'officeHours', organization.office_hours) as organization,
      case when official.id is not null then jsonb_build_object('officialId', official.id, 'name', official.name, 'startedOn', membership.started_on,
        'termEndsOn', membership.term_ends_on, 'sourceUrl', membership.source_url, 'checkedOn', membership.checked_on) end as holder,
      coalesce(contacts.list, '[]') as contacts, coalesce(powers.list, '[]') as powers
    from unnest(${postIds}::uuid[]) with ordinality as wanted (id, place)
    join post on post.id = wanted.id and post.retired_on is null
    join organization on organization.id = post.organization_id
    join division as place on place.id = post.division_id
    left join division as outer_place on outer_place.id = place.parent_id and place.kind = 'district'
    left join membership on membership.post_id = post.id and membership.ended_on is null
    left join official on official.id = membership.official_id
    left join lateral (
      select jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'value', value, 'extension', extension, 'note', note, 'sourceUrl', source_url,
          'checkedOn', checked_on, 'status', status)
        order by status = 'doubtful', post_id is null, organization_id is null, checked_on desc, value) as list
      from contact_detail where status <> 'dead'
        and (contact_detail.post_id = post.id or contact_detail.organization_id = organization.id or contact_detail.official_id = official.id)
    ) as contacts on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('topic', topic, 'may', may, 'note', note, 'law', law, 'sourceUrl', source_url, 'checkedOn', checked_on) order by topic) as list
      from post_power where post_power.state = place.state and post_power.role = post.role
    ) as powers on true
    order by wanted.place
  `.execute(db)
  return rows
}

/** A post by the slug in its URL; null when unknown or retired. */
export async function findTarget(db: Db, slug: string): Promise<Target | null> {
  const post = await db
    .selectFrom('post')
    .select('id')
    .where('slug', '=', slug)
    .where('retired_on', 'is', null)
    .executeTakeFirst()
  return post ? ((await readTargets(db, [post.id]))[0] ?? null) : null
}
