import { sql } from 'kysely'
import { announce } from '#db/announce'
import type { Db, Trx } from '#db/client'
import { contains } from '#db/folded'
import type { UploadedFile } from '~/channels/uploads/uploaded-file.server'
import type { Office } from '~/office/guard/guard.server'
import { type Division, findDivision } from '~/officials/divisions/lookup.server'
import { announcePosts } from '~/officials/posts/announce-posts.server'
import { boundaryFile } from './boundary-file'
import { districtOf } from './district'
import type { AreaMap } from './draw-areas.server'
import { type BoundaryProblem, guessName, namingProperties, type Properties } from './read-boundaries'

/** A county or a place, and how much we have of it. */
export interface FoundPlace {
  name: string
  slug: string
  state: string | null
  within: string | null
  kind: 'county' | 'place'
  districts: number
  lines: number
  posts: number
}

/**
 * Finds places by part of their name, those with districts first; without a name, only places we know something about.
 *
 * @returns the first fifty, and how many there are
 */
export async function searchPlaces(db: Db, words: string): Promise<{ places: FoundPlace[]; count: number }> {
  const { rows } = await sql<FoundPlace & { count: number }>`
    select division.name, division.slug, division.state, (select string_agg(name, ', ' order by name) from division as county where county.id = any(division.county_ids)) as within, division.kind, count(distinct district.id)::integer as districts, count(distinct boundary.division_id)::integer as lines, count(distinct post.id)::integer as posts, count(*) over ()::integer as count
    from division left join division as district on district.parent_id = division.id and district.kind = 'district' left join boundary on boundary.division_id = district.id
    left join post on post.division_id in (division.id, district.id) and post.retired_on is null
    where division.kind in ('county', 'place') and (${words} = '' or ${contains(sql`division.name`, words)})
    group by division.id having ${words} <> '' or count(boundary.division_id) + count(district.id) + count(post.id) > 0
    order by districts desc, posts desc, division.name, division.state limit 50
  `.execute(db)
  return { places: rows, count: rows[0]?.count ?? 0 }
}

export async function countCities(db: Db): Promise<number> {
  const { rows } = await sql<{ places: number }>`
    select count(*)::integer as places from division where kind = 'place'
  `.execute(db)
  return rows[0]!.places
}

/**
 * Reads a place's districts and its unconfirmed upload.
 *
 * @param property the property that names the uploaded areas, if chosen
 */
export async function readBoundaries(db: Db, place: Division, property: string | null) {
  const districts = await db
    .selectFrom('division')
    .leftJoin('boundary', 'boundary.division_id', 'division.id')
    .select(['division.id', 'name', 'slug', 'boundary.source_url as sourceUrl', 'boundary.checked_on as checkedOn'])
    .where('parent_id', '=', place.id)
    .where('kind', '=', 'district')
    .orderBy(sql`substring(name from '\\d+')::integer nulls last`)
    .orderBy('name')
    .execute()
  const { rows } = await sql<{ properties: Properties[]; map: AreaMap | null }>`
    select jsonb_path_query_array(areas, '$[*].properties') as properties, map from boundary_upload where division_id = ${place.id}
  `.execute(db)
  const [row] = rows
  if (!row) return { districts, upload: null }
  const properties = namingProperties(row.properties)
  const chosen = properties.find((one) => one === property) ?? guessName(properties, row.properties)
  const names = row.properties.map((of, index) => districtOf(place, chosen ? of[chosen]! : String(index + 1)).district)
  return { districts, upload: { count: names.length, properties, chosen, names, map: row.map } }
}

export type TakenUp = { outcome: 'taken' } | { outcome: 'refused'; problem: BoundaryProblem; which: number | null }

/**
 * Stores uploaded areas for a place until somebody confirms which property names them; replaces an earlier upload.
 *
 * @throws RefusedFile
 */
export async function takeUpAreas(
  { db, parser, request, organizer, now }: Pick<Office, 'db' | 'parser' | 'request' | 'organizer' | 'now'>,
  place: Division,
  { files, url, checkedOn }: { files: readonly UploadedFile[]; url: string; checkedOn: string },
): Promise<TakenUp> {
  for await (const read of parser.parse(boundaryFile, {
    files,
    options: { countyIds: countiesOf(place), state: place.state },
    signal: request.signal,
  })) {
    if ('problem' in read) return { outcome: 'refused', ...read }
    const values = {
      areas: read.areas,
      map: read.map,
      source_url: url,
      checked_on: checkedOn,
      uploaded_by: organizer.id,
      uploaded_at: now,
    }
    await db
      .insertInto('boundary_upload')
      .values({ division_id: place.id, ...values })
      .onConflict((conflict) => conflict.column('division_id').doUpdateSet(values))
      .execute()
  }
  return { outcome: 'taken' }
}

export async function dropUpload(db: Db, place: Division): Promise<void> {
  await db.deleteFrom('boundary_upload').where('division_id', '=', place.id).execute()
}

/**
 * Turns the uploaded areas into districts with boundaries. If the place has a board or council, districts without a
 * post in it get one. Running it again with the same names only updates the boundaries.
 *
 * @returns the number of districts; null when nothing is uploaded, or the property does not give each area its own name
 */
export async function confirmAreas(
  trx: Trx,
  place: Division,
  property: string | null,
  now: Date,
): Promise<number | null> {
  const { rows } = await sql<{ properties: Properties[] }>`
    select jsonb_path_query_array(areas, '$[*].properties') as properties from boundary_upload where division_id = ${place.id} for update
  `.execute(trx)
  const areas = rows[0]?.properties
  if (!areas) return null
  if (property === null ? areas.length > 1 : !namingProperties(areas).includes(property)) return null
  const districts = areas.map((properties, index) => ({
    at: index,
    ...districtOf(place, property === null ? String(index + 1) : properties[property]!),
  }))
  if (new Set(districts.map(({ id }) => id)).size < districts.length) return null
  await sql`
    insert into division (id, kind, state, parent_id, name, slug, time_zone, county_ids)
    select id, 'district', ${place.state}, ${place.id}, name, slug, ${place.timeZone}, ${countiesOf(place)}::text[] from jsonb_to_recordset(${JSON.stringify(districts)}::jsonb) as one (id text, name text, slug text)
    on conflict (id) do nothing
  `.execute(trx)
  // Copied within the database: boundaries may be many megabytes.
  await sql`
    insert into boundary (division_id, geometry, source_url, checked_on, uploaded_by)
    select one.id, areas->one.at->'geometry', source_url, checked_on, uploaded_by
    from boundary_upload, jsonb_to_recordset(${JSON.stringify(districts)}::jsonb) as one (id text, at integer) where division_id = ${place.id}
    on conflict (division_id) do update set geometry = excluded.geometry, source_url = excluded.source_url, checked_on = excluded.checked_on, uploaded_by = excluded.uploaded_by
  `.execute(trx)
  await givePosts(trx, place, districts, now)
  await dropUpload(trx, place)
  await announce(trx, [`place:${place.slug}`])
  return districts.length
}

const rolesOf = {
  'county-board': ['county-supervisor', 'Supervisor'],
  'city-council': ['council-member', 'Council Member'],
} as const

/** `ward 4` and `4` count as the same district. */
const bare = (district: string) => sql`regexp_replace(lower(${sql.ref(district)}), '^(ward|precinct|district) ', '')`

/** Links existing posts to the districts they name, and creates a post for each district without one. */
async function givePosts(
  trx: Trx,
  place: Division,
  districts: { id: string; district: string }[],
  now: Date,
): Promise<void> {
  const bodies = await trx
    .selectFrom('organization')
    .select(['id', 'kind'])
    .where('division_id', '=', place.id)
    .where('kind', 'in', ['county-board', 'city-council'])
    .execute()
  for (const body of bodies) {
    const [role, title] = rolesOf[body.kind as keyof typeof rolesOf]
    const { rows } = await sql<{ id: string }>`
      with one as (select * from jsonb_to_recordset(${JSON.stringify(districts)}::jsonb) as one (id text, district text)),
      moved as (update post set division_id = one.id from one where post.organization_id = ${body.id} and ${bare('post.district')} = ${bare('one.district')}
        and (lower(post.district) in (lower(one.district), ${bare('one.district')}) or lower(one.district) = ${bare('post.district')}) and post.retired_on is null returning post.id, post.district),
      made as (
        insert into post (organization_id, division_id, role, title, district, slug, created_at)
        select ${body.id}, one.id, ${role}, ${title}, one.district, ${place.slug} || ${`-${role}-`} || regexp_replace(split_part(one.id, '/', -1), '[^a-z0-9]+', '-', 'g'), ${now}
        from one where not exists (select from moved where ${bare('moved.district')} = ${bare('one.district')}) on conflict do nothing returning id)
      select id from moved union all select id from made
    `.execute(trx)
    await announcePosts(
      trx,
      rows.map(({ id }) => id),
    )
  }
}

function countiesOf(place: Division): string[] {
  return place.kind === 'county' ? [place.id] : place.countyIds
}

/** A county or city, which can have districts with boundaries; null for anything else. */
export async function findBoundaryPlace(db: Db, slug: string): Promise<Division | null> {
  const place = await findDivision(db, slug)
  return place && (place.kind === 'county' || place.kind === 'place') ? place : null
}
