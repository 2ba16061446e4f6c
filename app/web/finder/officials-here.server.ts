import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { ActionCard } from '~/actions/kind/kind'
import { listActionCards } from '~/actions/registry.server'
import type { Language } from '~/i18n/language'
import type { Target } from '~/officials/posts/target'
import { readTargets } from '~/officials/posts/targets.server'

/**
 * Everybody who decides in a place: its own posts and those of its districts; the sheriff first, districts in order.
 *
 * @param districts only these, when the districts somebody lives in are known; null for all
 */
export async function officialsHere(
  db: Db,
  divisionId: string,
  districts: readonly string[] | null = null,
): Promise<Target[]> {
  const { rows } = await sql<{ id: string }>`
    select post.id from post join organization on organization.id = post.organization_id join division on division.id = post.division_id
    where post.retired_on is null and (division.id = ${divisionId}
      or (division.parent_id = ${divisionId} and division.kind = 'district' and (${districts}::text[] is null or division.id = any(${districts}::text[]))))
    order by array_position(array['sheriff','jail','county-board','prosecutor','mayor','city-council','police','other'], organization.kind), organization.name,
      post.district <> '', substring(post.district from '\\d+')::integer nulls last, post.district, post.slug
  `.execute(db)
  return readTargets(
    db,
    rows.map(({ id }) => id),
  )
}

/** A city with at least one known official. */
export interface CityHere {
  name: string
  slug: string
  known: number
}

/** Cities wholly or partly within a county that have known officials. */
export async function citiesHere(db: Db, countyId: string): Promise<CityHere[]> {
  const { rows } = await sql<CityHere>`
    select division.name, division.slug, count(post.id)::integer as known
    from division join division as own on own.id = division.id or (own.parent_id = division.id and own.kind = 'district')
    join post on post.division_id = own.id and post.retired_on is null
    where division.kind = 'place' and division.county_ids @> array[${countyId}]::text[]
    group by division.id order by division.name
  `.execute(db)
  return rows
}

/** Open actions about these officials: those that lead to them, or to holders of such posts. */
export async function actionsAbout(
  db: Db,
  targets: readonly Target[],
  language: Language,
  now: Date,
): Promise<ActionCard[]> {
  if (targets.length === 0) return []
  const { rows } = await sql<{ tag: string }>`
    select 'action:' || id as tag from advocacy_campaign where state = 'open' and case when targeting ->> 'how' = 'lookup' then targeting -> 'roles' ?| ${targets.map(({ role }) => role)}::text[]
      else exists (select from advocacy_target where advocacy_campaign_id = advocacy_campaign.id and post_id = any(${targets.map(({ postId }) => postId)}::uuid[])) end
    union all select 'petition:' || id from petition where state = 'open' and target_key = any(${targets.map(({ slug }) => slug)}::text[])
  `.execute(db)
  const tags = new Set(rows.map(({ tag }) => tag))
  return (await listActionCards(db, language, now, null)).filter((card) => card.state === 'open' && tags.has(card.tag))
}

/** Open actions about one official. One that finds officials by place is left out where another of its kind names them. */
export async function actionsAboutOne(db: Db, target: Target, language: Language, now: Date): Promise<ActionCard[]> {
  const cards = await actionsAbout(db, [target], language, now)
  return cards.filter((card) => !card.asksPlace || !cards.some((one) => one.sign === card.sign && !one.asksPlace))
}

const most = 3

/** Open actions that do not depend on where somebody lives: what is left where nobody is known. */
export async function actionsAnywhere(db: Db, language: Language, now: Date): Promise<ActionCard[]> {
  const cards = await listActionCards(db, language, now, null)
  return cards.filter(({ state, asksPlace }) => state === 'open' && !asksPlace).slice(0, most)
}
