import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { AdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { type Targeting, targetingSchema } from '~/actions/kind/targeting'
import type { Office } from '~/office/guard/guard.server'

/** Targets as stored in the history; names as of that time. */
export interface TargetSnapshot {
  targeting: Targeting
  /** In target order. */
  posts: { id: string; name: string; hasAgreed: boolean }[]
}

/** Current targets of an action. */
export async function readTargetSnapshot(db: Db, { id }: Pick<AdvocacyCampaign, 'id'>): Promise<TargetSnapshot> {
  const { rows } = await sql<{ targeting: unknown; posts: TargetSnapshot['posts'] }>`
    select targeting, coalesce(
      (select jsonb_agg(jsonb_build_object('id', post.id, 'name', concat_ws(', ', official.name, concat_ws(' ', post.title, nullif(post.district, ''))), 'hasAgreed', has_agreed) order by position, post.slug)
        from advocacy_target join post on post.id = post_id
        left join membership on membership.post_id = post.id and membership.ended_on is null left join official on official.id = membership.official_id
        where advocacy_campaign_id = advocacy_campaign.id), '[]') as posts
    from advocacy_campaign where id = ${id}
  `.execute(db)
  return { targeting: targetingSchema.parse(rows[0]!.targeting), posts: rows[0]!.posts }
}

/** Targets in words, one official per line. */
export function describeTargets({ t }: Pick<Office, 't'>, { targeting, posts }: TargetSnapshot): string {
  const how =
    targeting.how === 'posts'
      ? t('outreach.office.targets.posts')
      : [t('outreach.office.targets.lookup'), ...targeting.roles.map((role) => t(`outreach.yours.${role}`))].join('\n')
  const order = t(targeting.order === 'all' ? 'outreach.office.targets.all' : 'outreach.office.targets.inTurn')
  return [
    how,
    order,
    ...posts.map(({ name, hasAgreed }) => (hasAgreed ? `${name}: ${t('outreach.office.targets.agreed')}` : name)),
  ].join('\n')
}
