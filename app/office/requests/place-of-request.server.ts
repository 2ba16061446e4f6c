import { sql } from 'kysely'
import type { Db } from '#db/client'
import { placeInSentence, placeName } from '~/geography/place-name'
import { type Bilingual, inBoth } from '~/i18n/language'
import type { PostRole, Target } from '~/officials/posts/target'
import { readTargets } from '~/officials/posts/targets.server'
import { hasRole, type NewPlace } from './words-for-place'

/** The place of a request, with those who decide there. */
export interface Place extends NewPlace {
  officials: Target[]
  /** As a title says it: Saguaro County. */
  called: Bilingual
  /** As it reads in a sentence. */
  said: Bilingual
}

/** Reads the place of a request. */
export async function readPlace(db: Db, { divisionId }: { divisionId: string | null }): Promise<Place> {
  const place = await db
    .selectFrom('division')
    .select(['name', 'kind', 'slug', 'state'])
    .where('id', '=', divisionId)
    .executeTakeFirstOrThrow()
  return {
    ...place,
    officials: await officialsOf(db, divisionId),
    called: inBoth((language) => placeName(language, place)),
    said: inBoth((language) => placeInSentence(language, place)),
  }
}

/** Who decides in the place, its districts' members included. */
async function officialsOf(db: Db, divisionId: string | null): Promise<Target[]> {
  const { rows } = await sql<{ id: string }>`
    select post.id from post join division on division.id = post.division_id
    where post.retired_on is null and (division.id = ${divisionId} or (division.parent_id = ${divisionId} and division.kind = 'district')) order by post.role, post.slug
  `.execute(db)
  return readTargets(
    db,
    rows.map(({ id }) => id),
  )
}

/** Whom a campaign's petitions and actions address. */
export async function addressedIn(db: Db, campaignId: string): Promise<Target[]> {
  const { rows } = await sql<{ id: string }>`
    select post.id from post where exists (select from petition where campaign_id = ${campaignId} and target_key in (post.slug, post.id::text))
      or exists (select from advocacy_target join advocacy_campaign on advocacy_campaign.id = advocacy_campaign_id where campaign_id = ${campaignId} and post_id = post.id)
    order by post.slug
  `.execute(db)
  return readTargets(
    db,
    rows.map(({ id }) => id),
  )
}

/** Roles to whom a campaign's open actions are addressed, where the copies for the place would reach nobody. */
export async function unfilledRoles(db: Db, campaignId: string, place: Place): Promise<PostRole[]> {
  const { rows } = await sql<{ roles: PostRole[] }>`
    select array_agg(distinct post.role) as roles
    from advocacy_campaign as action join advocacy_target on advocacy_campaign_id = action.id join post on post.id = post_id
    where campaign_id = ${campaignId} and action.state = 'open' and targeting ->> 'how' = 'posts' group by action.id
  `.execute(db)
  const known = new Set(place.officials.map(({ role }) => role))
  const missing = rows.filter(({ roles }) => !roles.some((role) => known.has(role))).flatMap(({ roles }) => roles)
  return [...new Set(missing)].filter((role) => hasRole(place, role))
}
