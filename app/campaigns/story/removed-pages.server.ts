import type { Db } from '#db/client'
import type { Campaign } from '~/campaigns/campaign'

/**
 * The answer where a page of a campaign's story is not found: 410 when it was public until somebody removed it.
 *
 * @param kind its kind of story
 * @returns to be thrown
 */
export async function notFound(
  db: Db,
  { id }: Pick<Campaign, 'id'>,
  kind: string,
  slug: string | undefined,
): Promise<Response> {
  const removed = await db
    .selectFrom('removed_page')
    .select('slug')
    .where('campaign_id', '=', id)
    .where('kind', '=', kind)
    .where('slug', '=', slug ?? '')
    .executeTakeFirst()
  return new Response(null, { status: removed ? 410 : 404 })
}
