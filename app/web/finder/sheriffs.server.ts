import { sql } from 'kysely'
import type { Db } from '#db/client'

/** Sort orders of the list of sheriffs. */
export const sheriffOrders = ['county', 'sheriff', 'checked'] as const
export type SheriffOrder = (typeof sheriffOrders)[number]

export interface SheriffLine {
  state: string
  county: string
  countyId: string
  countySlug: string
  geoid: string | null
  /** Null: we know of no post, only what the county has decided. */
  postSlug: string | null
  /** Null: vacant. */
  holder: string | null
  /** When somebody last checked it. */
  checkedOn: string | null
  termEndsOn: string | null
}

const orders = {
  county: sql`division.state, division.name`,
  sheriff: sql`official.name nulls last, division.state`,
  checked: sql`membership.checked_on nulls first, division.state, division.name`,
}

/** All known sheriffs, and counties with a policy whose sheriff we don't know. */
export async function listSheriffs(db: Db, by: SheriffOrder): Promise<SheriffLine[]> {
  const { rows } = await sql<SheriffLine>`
    select division.state, division.name as county, division.id as "countyId", division.slug as "countySlug", division.geoid, post.slug as "postSlug", official.name as holder, membership.checked_on as "checkedOn", membership.term_ends_on as "termEndsOn"
    from division left join post on post.division_id = division.id and post.role = 'sheriff' and post.retired_on is null
    left join membership on membership.post_id = post.id and membership.ended_on is null left join official on official.id = membership.official_id
    where division.kind = 'county' and (post.id is not null or exists (select from policy where division_id = division.id and ended_on is null and removed_at is null)) order by ${orders[by]}
  `.execute(db)
  return rows
}

/** A petition to a sheriff. */
export interface SheriffPetition {
  slug: string
  isOpen: boolean
  confirmed: number
}

/** Petitions of published campaigns to sheriffs, by the sheriff's post. */
export async function petitionsToSheriffs(db: Db): Promise<Record<string, SheriffPetition>> {
  const { rows } = await sql<SheriffPetition & { post: string }>`
    select distinct on (target_key) target_key as post, petition.slug, petition.state = 'open' as "isOpen", coalesce(petition_total.confirmed, 0) as confirmed
    from petition join campaign on campaign.id = campaign_id and campaign.state = 'published' join post on post.slug = target_key and post.role = 'sheriff'
    left join petition_total on petition_total.petition_id = petition.id
    where petition.state in ('open', 'closed', 'victory') order by target_key, petition.state <> 'open', petition.created_at desc
  `.execute(db)
  return Object.fromEntries(rows.map(({ post, ...petition }) => [post, petition]))
}
