import { sql } from 'kysely'
import { announce } from '#db/announce'
import type { Db, Trx } from '#db/client'
import { announcePosts } from '~/officials/posts/announce-posts.server'
import { findDivision, type Division } from '~/officials/divisions/lookup.server'
import type { Office } from '~/office/guard/guard.server'
import type { UploadedFile } from '~/channels/uploads/uploaded-file.server'
import { boundaryFile } from './boundary-file'
import { districtOf } from './district'
import type { AreaMap } from './draw-areas.server'
import { guessName, namingProperties, type BoundaryProblem, type Properties } from './read-boundaries'

/** Places by a part of their name, those with districts first. */
export async function searchPlaces(db: Db, words: string) {
  const { rows } = await sql<{ name: string; slug: string; state: string | null; within: string | null; kind: 'county' | 'place'; districts: number; lines: number; posts: number }>`
    select division.name, division.slug, division.state, (select string_agg(name, ', ' order by name) from division as county where county.id = any(division.county_ids)) as within, division.kind, count(distinct district.id)::integer as districts, count(distinct boundary.division_id)::integer as lines, count(distinct post.id)::integer as posts
    from division left join division as district on district.parent_id = division.id and district.kind = 'district' left join boundary on boundary.division_id = district.id
    left join post on post.division_id in (division.id, district.id) and post.retired_on is null
    where division.kind in ('county', 'place') and (${words} = '' or division.name ilike ${`%${words.replace(/[%_\\]/g, '\\$&')}%`})
    group by division.id having ${words} <> '' or count(boundary.division_id) + count(district.id) + count(post.id) > 0
    order by districts desc, posts desc, division.name, division.state limit 50
  `.execute(db)
  return rows
}

/** What the page of a place's districts shows: those there are, and a file that waits. @param property what is to name its areas */
export async function readBoundaries(db: Db, place: Division, property: string | null) {
  const districts = await db.selectFrom('division').leftJoin('boundary', 'boundary.division_id', 'division.id').select(['division.id', 'name', 'slug', 'boundary.source_url as sourceUrl', 'boundary.checked_on as checkedOn']).where('parent_id', '=', place.id).where('kind', '=', 'district').orderBy(sql`substring(name from '\\d+')::integer nulls last`).orderBy('name').execute()
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
 * Takes in files of areas for a place and keeps them until somebody says what names them.
 *
 * @throws RefusedFile
 */
export async function takeUpAreas({ db, parser, request, organizer, now }: Pick<Office, 'db' | 'parser' | 'request' | 'organizer' | 'now'>, place: Division, { files, url, checkedOn }: { files: readonly UploadedFile[]; url: string; checkedOn: string }): Promise<TakenUp> {
  for await (const read of parser.parse(boundaryFile, { files, options: { countyIds: countiesOf(place), state: place.state }, signal: request.signal })) {
    if ('problem' in read) return { outcome: 'refused', ...read }
    const values = { areas: read.areas, map: read.map, source_url: url, checked_on: checkedOn, uploaded_by: organizer.id, uploaded_at: now }
    await db.insertInto('boundary_upload').values({ division_id: place.id, ...values }).onConflict((conflict) => conflict.column('division_id').doUpdateSet(values)).execute()
  }
  return { outcome: 'taken' }
}

export async function dropUpload(db: Db, place: Division): Promise<void> {
  await db.deleteFrom('boundary_upload').where('division_id', '=', place.id).execute()
}

/**
 * Turns the waiting areas into districts with their lines, and gives each a post in the place's board or council where
 * it has one and the district has none. A second time it changes nothing but the lines.
 *
 * @returns how many districts, or null when nothing waits or nothing of that name tells them apart
 */
export async function confirmAreas(trx: Trx, place: Division, property: string | null, now: Date): Promise<number | null> {
  const { rows } = await sql<{ properties: Properties[] }>`
    select jsonb_path_query_array(areas, '$[*].properties') as properties from boundary_upload where division_id = ${place.id} for update
  `.execute(trx)
  const areas = rows[0]?.properties
  if (!areas) return null
  if (property === null ? areas.length > 1 : !namingProperties(areas).includes(property)) return null
  const districts = areas.map((properties, index) => ({ at: index, ...districtOf(place, property === null ? String(index + 1) : properties[property]!) }))
  if (new Set(districts.map(({ id }) => id)).size < districts.length) return null
  await sql`
    insert into division (id, kind, state, parent_id, name, slug, time_zone, county_ids)
    select id, 'district', ${place.state}, ${place.id}, name, slug, ${place.timeZone}, ${countiesOf(place)}::text[] from jsonb_to_recordset(${JSON.stringify(districts)}::jsonb) as one (id text, name text, slug text)
    on conflict (id) do nothing
  `.execute(trx)
  // The lines themselves stay in the database: they may be many megabytes.
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

const rolesOf = { 'county-board': ['county-supervisor', 'Supervisor'], 'city-council': ['council-member', 'Council Member'] } as const

/** `ward 4` and `4` are one district to us. */
const bare = (district: string) => sql`regexp_replace(lower(${sql.ref(district)}), '^(ward|precinct|district) ', '')`

/** Posts that name such a district stand for it from now on; a district without one gets one. */
async function givePosts(trx: Trx, place: Division, districts: { id: string; district: string }[], now: Date): Promise<void> {
  const bodies = await trx.selectFrom('organization').select(['id', 'kind']).where('division_id', '=', place.id).where('kind', 'in', ['county-board', 'city-council']).execute()
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
    await announcePosts(trx, rows.map(({ id }) => id))
  }
}

function countiesOf(place: Division): string[] {
  return place.kind === 'county' ? [place.id] : place.countyIds
}

/** A county or city whose districts can have lines, or null. */
export async function findBoundaryPlace(db: Db, slug: string): Promise<Division | null> {
  const place = await findDivision(db, slug)
  return place && (place.kind === 'county' || place.kind === 'place') ? place : null
}
