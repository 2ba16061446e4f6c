import { sql } from 'kysely'
import type { Db } from '#db/client'
import { openAt } from '~/actions/kind/advocacy.server'
import type { ActionCard } from '~/actions/kind/kind'
import { placeQuery } from '~/actions/kind/place-in-address'
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

/** Where cards are shown: in a language, for somebody who lives in a place. */
interface Shown {
  language: Language
  /** Slug of a county, city or district. */
  place: string
}

/**
 * Open actions about these officials: those that name them, and those to whoever holds such a post where nothing of the
 * same kind names them. Opened for somebody who lives in the place.
 */
export async function actionsAbout(
  db: Db,
  posts: readonly Pick<Target, 'slug' | 'role'>[],
  { language, place }: Shown,
  now: Date,
): Promise<ActionCard[]> {
  if (posts.length === 0) return []
  const slugs = posts.map(({ slug }) => slug)
  const { rows } = await sql<{ tag: string }>`
    with here as (select id, role from post where slug = any(${slugs}::text[])),
      named as (select kind, post_id from advocacy_target join advocacy_campaign on advocacy_campaign.id = advocacy_campaign_id where ${openAt('advocacy_campaign', now)})
    select 'action:' || id as tag from advocacy_campaign as action where ${openAt('action', now)} and exists (
      select from here where case when targeting ->> 'how' = 'lookup'
        then targeting -> 'roles' ? here.role and (action.kind, here.id) not in (select kind, post_id from named)
        else exists (select from advocacy_target where advocacy_campaign_id = action.id and post_id = here.id) end)
    union all select 'petition:' || id from petition where ${openAt('petition', now)} and target_key = any(${slugs}::text[])
  `.execute(db)
  const tags = new Set(rows.map(({ tag }) => tag))
  const cards = await listActionCards(db, language, now, null)
  return cards.filter((card) => card.state === 'open' && tags.has(card.tag)).map((card) => openedAt(card, place))
}

const most = 3

/**
 * Open actions that do not depend on where somebody lives: what is left where nobody is known. Those of a group that
 * works there come first, also those that find officials.
 *
 * @param place slug of where they live, if known: their calls and letters then say so
 */
export async function actionsAnywhere(
  db: Db,
  { language, place }: Pick<Shown, 'language'> & { place: string | null },
  now: Date,
): Promise<ActionCard[]> {
  const [cards, own] = await Promise.all([
    listActionCards(db, language, now, null),
    place === null ? new Set<string>() : campaignsOfPlace(db, place),
  ])
  const open = cards.filter(
    ({ state, asksPlace, campaignId }) => state === 'open' && (!asksPlace || own.has(campaignId)),
  )
  const ownFirst = open.toSorted((one, other) => Number(own.has(other.campaignId)) - Number(own.has(one.campaignId)))
  const best = ownFirst.slice(0, most)
  return place === null ? best : best.map((card) => openedAt(card, place))
}

/** Ids of campaigns whose group works in that county, or in the county of that city. */
async function campaignsOfPlace(db: Db, place: string): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select campaign.id from campaign join member_group on member_group.id = campaign.group_id
    where counties && (select array[id] || county_ids from division where slug = ${place})
  `.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/** Calls, letters and texts know then where somebody lives; a petition does not ask by its address. */
function openedAt(card: ActionCard, place: string): ActionCard {
  if (card.tag.startsWith('petition:')) return card
  return { ...card, path: `${card.path}?${placeQuery({ here: [place], area: '' })}` }
}
