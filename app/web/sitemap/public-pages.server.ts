import { sql } from 'kysely'
import type { Db } from '#db/client'
import { outreachKind } from '~/actions/registry.server'
import type { Language } from '~/i18n/language'
import { paths } from '~/paths'

/** A page's path in a language. */
export type PublicPage = (lang: Language) => string

/** Pages that are always there. */
const always: PublicPage[] = [
  paths.home,
  paths.officials,
  (lang) => paths.sheriffs(lang),
  paths.documents,
  (lang) => paths.localities(lang),
  paths.privacy,
]

/**
 * Published pages for search engines, in an order that a new page changes as little as possible. Of the cities, those
 * with known officials.
 *
 * @param from how many pages to leave out
 */
export async function listPublicPages(db: Db, from: number, most: number): Promise<PublicPage[]> {
  const { rows } = await sql<{ kind: string; slug: string }>`
    select kind, slug from (${published}) as page order by rank, kind, slug
    offset ${Math.max(0, from - always.length)} limit ${Math.max(0, most - Math.max(0, always.length - from))}
  `.execute(db)
  return [...always.slice(from, from + most), ...rows.map(pageOf)]
}

export async function countPublicPages(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from (${published}) as page`.execute(
    db,
  )
  return always.length + rows[0]!.count
}

const published = sql`
  select 1 as rank, 'campaign' as kind, slug
  from campaign
  where state = 'published'
  union all
  select 2, 'petition', petition.slug
  from petition join campaign on campaign.id = campaign_id
  where petition.state in ('open', 'closed', 'victory') and campaign.state = 'published'
  union all
  select 2, advocacy_campaign.kind, advocacy_campaign.slug
  from advocacy_campaign join campaign on campaign.id = campaign_id
  where advocacy_campaign.state in ('open', 'closed') and campaign.state = 'published'
  union all
  select 2, 'document', document.slug
  from document join campaign on campaign.id = campaign_id
  where document.state = 'open' and campaign.state = 'published'
  union all
  select 3, 'official', slug
  from post
  where retired_on is null
  union all
  select 4, 'place', slug
  from division
  where kind in ('state', 'county') or kind = 'place' and exists (
    select from post join division as own on own.id = post.division_id
    where post.retired_on is null and (own.id = division.id or own.parent_id = division.id))
`

function pageOf({ kind, slug }: { kind: string; slug: string }): PublicPage {
  switch (kind) {
    case 'campaign':
      return (lang) => paths.campaign(lang, slug)
    case 'petition':
      return (lang) => paths.petition(lang, slug)
    case 'document':
      return (lang) => paths.document(lang, slug)
    case 'official':
      return (lang) => paths.official(lang, slug)
    case 'place':
      return (lang) => paths.place(lang, slug)
    default:
      return (lang) => outreachKind(kind).path(lang, slug)
  }
}
