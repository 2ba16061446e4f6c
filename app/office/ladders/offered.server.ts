import { sql } from 'kysely'
import type { Offered } from '~/office/editor/said-field'
import type { Office } from '~/office/guard/guard.server'

/** What a ladder may ask about and lead to: petitions and actions of its campaign, segments of its group. */
export async function offeredToLadder(
  { db, lang }: Pick<Office, 'db' | 'lang'>,
  { campaignId, groupId }: { campaignId: string; groupId: string },
): Promise<Offered> {
  const { rows } = await sql<{ to: 'action' | 'segment'; slug: string; name: string }>`
    select * from (
      select 'action' as "to", slug, coalesce(nullif(title->>${lang}, ''), slug) as name from petition where campaign_id = ${campaignId} and state <> 'archived'
      union all
      select 'action', slug, coalesce(nullif(title->>${lang}, ''), slug) from advocacy_campaign where campaign_id = ${campaignId} and state <> 'archived'
      union all
      select 'segment', id::text, name from segment where group_id = ${groupId} and removed_at is null and (campaign_id is null or campaign_id = ${campaignId})
    ) as every order by name, slug`.execute(db)
  return Object.groupBy(rows, ({ to }) => to)
}
