import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { AdvocacyCampaign } from './advocacy.server'

/** The posts an action leads to, in order. Officials who have agreed only get thanks. */
export interface PostsToReach {
  postIds: string[]
  agreedIds: string[]
}

/**
 * Finds the posts an action leads to.
 *
 * @param divisionIds where the person lives, as OCD ids; only used when targets are found by place
 */
export async function postsToReach(
  db: Db,
  action: Pick<AdvocacyCampaign, 'id' | 'targeting'>,
  divisionIds: readonly string[],
): Promise<PostsToReach> {
  const { targeting } = action
  const { rows } = await sql<{ id: string; hasAgreed: boolean }>`
    select post.id, coalesce(advocacy_target.has_agreed, false) as "hasAgreed"
    from post left join advocacy_target on advocacy_target.post_id = post.id and advocacy_target.advocacy_campaign_id = ${action.id}
    where post.retired_on is null and ${
      targeting.how === 'posts'
        ? sql`advocacy_target.post_id is not null`
        : sql`post.role = any(${targeting.roles}::text[]) and (post.division_id = any(${divisionIds}::text[])
            or exists (select from division where division.id = post.division_id and division.kind = 'district' and division.parent_id = any(${divisionIds}::text[])))`
    }
    order by advocacy_target.position nulls last, post.district, post.slug
  `.execute(db)
  return {
    postIds: rows.filter((row) => !row.hasAgreed).map((row) => row.id),
    agreedIds: rows.filter((row) => row.hasAgreed).map((row) => row.id),
  }
}
