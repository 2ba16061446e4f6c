import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { HeldBack } from '~/office/officials/rosters/lines/understood-row'

/** An official who would leave office because a complete list does not name them. */
interface DepartingOfficial {
  membershipId: string
  postId: string
  name: string
  title: string
  /** The day the list was checked. */
  day: string
  source: string
}

/** How many lines and places to show; there may be thousands. */
const mostTold = 12

/**
 * Current members of the bodies in a complete list who are not in the list. Bodies of kind `other` are identified
 * by name, posts with role `other` by title. An official stays when any line names them (even a refused one), when they
 * were checked after the list was, or when their post is listed without a name. A refused line that does not say who
 * holds its post could be about any member of its place, so nobody leaves there.
 */
export async function readDepartures(
  db: Db,
  importId: string,
): Promise<{ left: DepartingOfficial[]; heldBack: HeldBack | null }> {
  const listed = sql`
    listed as (select line, understood, outcome from roster_import_row where import_id = ${importId}),
    body as (
      select understood->>'placeId' as place, understood->>'organizationKind' as kind, understood->>'role' as role,
        case understood->>'organizationKind' when 'other' then lower(understood->>'organization') end as name,
        case understood->>'role' when 'other' then lower(understood->>'title') end as title, max(understood->>'checkedOn')::date as day, max(understood->>'sourceUrl') as source
      from listed where outcome = 'good' and not (understood->>'isPast')::boolean group by 1, 2, 3, 4, 5),
    unread as (
      select line, understood->>'placeId' as place from listed where outcome = 'bad' and (understood is null or (understood->>'isUnread')::boolean))
  `
  const { rows: left } = await sql<DepartingOfficial>`
    with ${listed}
    select membership.id as "membershipId", post.id as "postId", official.name, concat_ws(' · ', post.title, nullif(post.district, '')) as title, body.day, body.source
    from body join organization on organization.division_id = body.place and organization.kind = body.kind and (body.name is null or body.name = lower(organization.name))
    join post on post.organization_id = organization.id and post.role = body.role and (body.title is null or body.title = lower(post.title)) and post.retired_on is null
    join membership on membership.post_id = post.id and membership.ended_on is null and membership.checked_on <= body.day
    join official on official.id = membership.official_id
    where not exists (select from listed where understood->>'nameKey' = official.name_key or understood->>'externalId' = official.external_id)
      and not exists (select from unread where coalesce(unread.place, body.place) = body.place)
      and not exists (
        select from listed where outcome = 'good' and understood->>'name' = '' and not (understood->>'isVacant')::boolean and not (understood->>'isPast')::boolean
          and understood->>'placeId' = body.place and understood->>'role' = body.role and lower(understood->>'district') = lower(post.district))
    order by title, official.name
  `.execute(db)
  const { rows: unread } = await sql<{ line: number; place: string | null }>`
    with ${listed}
    select unread.line, division.name as place from unread left join division on division.id = unread.place
    where exists (select from body where coalesce(unread.place, body.place) = body.place) order by unread.line
  `.execute(db)
  return { left, heldBack: unread.length === 0 ? null : heldBackBy(unread) }
}

function heldBackBy(unread: { line: number; place: string | null }[]): HeldBack {
  const places = unread.flatMap(({ place }) => place ?? [])
  return {
    count: unread.length,
    lines: unread.slice(0, mostTold).map(({ line }) => line),
    places: places.length < unread.length ? [] : [...new Set(places)].slice(0, mostTold),
  }
}
