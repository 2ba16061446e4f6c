import { sql } from 'kysely'
import type { Db } from '#db/client'

/** Sort orders of the list of sheriffs. */
export const sheriffOrders = ['county', 'sheriff', 'checked'] as const
export type SheriffOrder = (typeof sheriffOrders)[number]

export interface SheriffLine {
  state: string
  county: string
  countySlug: string
  geoid: string | null
  postSlug: string
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

/** All known sheriffs. */
export async function listSheriffs(db: Db, by: SheriffOrder): Promise<SheriffLine[]> {
  const { rows } = await sql<SheriffLine>`
    select division.state, division.name as county, division.slug as "countySlug", division.geoid, post.slug as "postSlug", official.name as holder, membership.checked_on as "checkedOn", membership.term_ends_on as "termEndsOn"
    from post join division on division.id = post.division_id and division.kind = 'county'
    left join membership on membership.post_id = post.id and membership.ended_on is null left join official on official.id = membership.official_id
    where post.role = 'sheriff' and post.retired_on is null order by ${orders[by]}
  `.execute(db)
  return rows
}
