import { sql } from 'kysely'
import type { Trx } from '#db/client'
import { placeInSentence, placeName } from '~/geography/place-name'
import { type Bilingual, inBoth } from '~/i18n/language'
import type { Target } from '~/officials/posts/target'
import { readTargets } from '~/officials/posts/targets.server'
import type { OpenedRequest } from './requests.server'
import type { NewPlace } from './words-for-place'

/** The place of a request, with those who decide there. */
export interface Place extends NewPlace {
  officials: Target[]
  /** As a title says it: Saguaro County. */
  called: Bilingual
  /** As it reads in a sentence. */
  said: Bilingual
}

/** Reads the place of a request. */
export async function readPlace(trx: Trx, { divisionId }: OpenedRequest): Promise<Place> {
  const place = await trx
    .selectFrom('division')
    .select(['name', 'kind', 'slug', 'state'])
    .where('id', '=', divisionId)
    .executeTakeFirstOrThrow()
  return {
    ...place,
    officials: await officialsOf(trx, divisionId),
    called: inBoth((language) => placeName(language, place)),
    said: inBoth((language) => placeInSentence(language, place)),
  }
}

/** Who decides in the place, its districts' members included. */
async function officialsOf(trx: Trx, divisionId: string | null): Promise<Target[]> {
  const { rows } = await sql<{ id: string }>`
    select post.id from post join division on division.id = post.division_id
    where post.retired_on is null and (division.id = ${divisionId} or (division.parent_id = ${divisionId} and division.kind = 'district')) order by post.role, post.slug
  `.execute(trx)
  return readTargets(
    trx,
    rows.map(({ id }) => id),
  )
}

/** Whom a campaign's petitions and actions address. */
export async function addressedIn(trx: Trx, campaignId: string): Promise<Target[]> {
  const { rows } = await sql<{ id: string }>`
    select post.id from post where exists (select from petition where campaign_id = ${campaignId} and target_key in (post.slug, post.id::text))
      or exists (select from advocacy_target join advocacy_campaign on advocacy_campaign.id = advocacy_campaign_id where campaign_id = ${campaignId} and post_id = post.id)
    order by post.slug
  `.execute(trx)
  return readTargets(
    trx,
    rows.map(({ id }) => id),
  )
}
