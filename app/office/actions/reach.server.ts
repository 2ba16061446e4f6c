import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { AdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { outreachKind } from '~/actions/registry.server'

/** How many offices an action leads to, and how many of them have a contact by which it can reach them. */
export interface Reach {
  all: number
  reached: number
}

/** Counts the targets, or all posts with the roles that are looked up, wherever they are. */
export async function readReach(db: Db, { id, kind, targeting }: AdvocacyCampaign): Promise<Reach> {
  const meant =
    targeting.how === 'lookup'
      ? sql`post.role = any(${targeting.roles}::text[])`
      : sql`exists (select from advocacy_target where advocacy_campaign_id = ${id} and post_id = post.id)`
  const { rows } = await sql<Reach>`
    select count(*)::integer as all, count(*) filter (where exists (
      select from contact_detail where status <> 'dead' and kind = any(${outreachKind(kind).reachedBy}::text[])
        and (post_id = post.id or organization_id = post.organization_id
          or official_id = (select official_id from membership where membership.post_id = post.id and ended_on is null))))::integer as reached
    from post where retired_on is null and ${meant}
  `.execute(db)
  return rows[0]!
}
