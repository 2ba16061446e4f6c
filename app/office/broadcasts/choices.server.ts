import { sql } from 'kysely'
import type { Db } from '#db/client'
import { kindsWhich, outreachKind } from '~/actions/registry.server'
import type { Bilingual } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { paths } from '~/paths'

export type Choices = [value: string, name: string][]

/** Pages of a campaign that a button may lead to: their paths without the language. */
export async function pagesToLeadTo(
  { db, lang }: Pick<Office, 'db' | 'lang'>,
  campaign: { id: string; slug: string; name: Bilingual },
): Promise<Choices> {
  const bare = (path: string) => path.replace(/^\/en\//, '')
  const petitions = await db
    .selectFrom('petition')
    .select(['slug', 'title'])
    .where('campaign_id', '=', campaign.id)
    .where('state', '=', 'open')
    .orderBy('created_at')
    .execute()
  const actions = await db
    .selectFrom('advocacy_campaign')
    .select(['kind', 'slug', 'title'])
    .where('campaign_id', '=', campaign.id)
    .where('state', '=', 'open')
    .orderBy('created_at')
    .execute()
  return [
    [bare(paths.campaign('en', campaign.slug)), campaign.name[lang]],
    ...petitions.map(({ slug, title }): Choices[number] => [bare(paths.petition('en', slug)), title[lang]]),
    ...actions
      .filter(({ kind }) => kindsWhich(() => true).includes(kind))
      .map(({ kind, slug, title }): Choices[number] => [bare(outreachKind(kind).path('en', slug)), title[lang]]),
  ]
}

/** Officials whom the actions of a campaign lead to, for their cards. */
export async function officialsToShow(db: Db, campaignId: string): Promise<Choices> {
  const { rows } = await sql<{ slug: string; name: string }>`
    select distinct on (post.slug) post.slug, coalesce(official.name, post.title) as name
    from advocacy_campaign join advocacy_target on advocacy_target.advocacy_campaign_id = advocacy_campaign.id join post on post.id = advocacy_target.post_id
      left join membership on membership.post_id = post.id and membership.ended_on is null left join official on official.id = membership.official_id
    where advocacy_campaign.campaign_id = ${campaignId} and post.retired_on is null order by post.slug limit 300
  `.execute(db)
  return rows.map(({ slug, name }) => [slug, name])
}

/** Segments that a message of a campaign may go to: of groups whose people this organizer may see. */
export async function segmentsToWriteTo(
  office: Pick<Office, 'db' | 'groupsWith'>,
  campaignId: string,
): Promise<Choices> {
  const groups = office.groupsWith('see-people')
  if (groups.length === 0) return []
  const rows = await office.db
    .selectFrom('segment')
    .select(['id', 'name'])
    .where('group_id', 'in', groups)
    .where('removed_at', 'is', null)
    .where((eb) => eb.or([eb('campaign_id', 'is', null), eb('campaign_id', '=', campaignId)]))
    .orderBy('name')
    .execute()
  return rows.map(({ id, name }) => [id, name])
}
