import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#db/client'
import { outreachKind } from '~/actions/registry.server'
import { publishedThings } from '~/campaigns/story/published-things.server'
import type { StoryKind } from '~/campaigns/story/story-kind'
import { storyKinds } from '~/campaigns/story-kinds'
import type { Language } from '~/i18n/language'
import { paths } from '~/paths'

/** A page's path in a language. */
export type PublicPage = (lang: Language) => string

/** A page of something that is published. */
export interface PublishedPage {
  kind: string
  slug: string
  /** Slug of its campaign; '' where the path has none. */
  campaign: string
}

/** Pages that are always there. */
const always: PublicPage[] = [
  paths.home,
  paths.officials,
  (lang) => paths.sheriffs(lang),
  paths.privacy,
  (lang) => paths.search(lang),
]

/**
 * Published pages for search engines, in an order that a new page changes as little as possible. Of the cities, those
 * with known officials or a policy.
 *
 * @param from how many pages to leave out
 */
export async function listPublicPages(db: Db, from: number, most: number, now: Date): Promise<PublicPage[]> {
  const { rows } = await sql<PublishedPage>`
    select kind, slug, campaign from (${published('all', now)}) as page order by rank, kind, campaign, slug
    offset ${Math.max(0, from - always.length)} limit ${Math.max(0, most - Math.max(0, always.length - from))}
  `.execute(db)
  return [...always.slice(from, from + most), ...rows.map(pageOf)]
}

export async function countPublicPages(db: Db, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (${published('all', now)}) as page
  `.execute(db)
  return always.length + rows[0]!.count
}

/** Campaigns, petitions and actions. */
const acts = sql`
  select 1 as rank, 'campaign' as kind, slug, '' as campaign from campaign where state = 'published'
  union all select 2, 'petition', petition.slug, '' from petition join campaign on campaign.id = campaign_id where petition.state in ('open', 'closed', 'victory') and campaign.state = 'published'
  union all select 2, advocacy_campaign.kind, advocacy_campaign.slug, '' from advocacy_campaign join campaign on campaign.id = campaign_id where advocacy_campaign.state in ('open', 'closed') and campaign.state = 'published'
`
const officialsAndPlaces = sql`
  select 3, 'official', slug, '' from post where retired_on is null
  union all select 4, 'place', slug, '' from division where kind in ('state', 'county') or (kind = 'place' and id in (
    select unnest(array[own.id, own.parent_id]) from post join division as own on own.id = post.division_id where post.retired_on is null union all select division_id from policy where removed_at is null))
  union all select 4, 'localities', '', '' where exists (select from policy where removed_at is null)
`

/** Kinds of things in a story that have pages of their own. */
const kindsWithPages = storyKinds.filter((kind) => !kind.path('en', '-', ':slug').match(/#|\/news$/))

/** Rows of `rank` and the fields of `PublishedPage`. */
export function published(which: 'acts'): RawBuilder<unknown>
export function published(which: 'all', now: Date): RawBuilder<unknown>
export function published(which: 'acts' | 'all', now?: Date): RawBuilder<unknown> {
  if (which === 'acts') return acts
  const lists = storyKinds.map(
    (kind) => sql`select distinct 5, ${listOf(kind)}, '', ${campaignOf(kind)} from ${publishedThings(kind, now!)}`,
  )
  const things = kindsWithPages.map(
    (kind) => sql`select 6, ${kind.name}, thing.slug, campaign.slug from ${publishedThings(kind, now!)}`,
  )
  // Posts and press links stand in one list: `union` keeps it once.
  return sql`
    ${acts} union all ${officialsAndPlaces}
    union all (${sql.join(lists, sql` union `)}) union all ${sql.join(things, sql` union all `)}
  `
}

/** The list that things of a kind stand in. The library is one for all campaigns. */
function listOf({ name, table }: StoryKind): string {
  return `list of ${table === 'news_item' ? 'news' : name}`
}

function campaignOf({ table }: StoryKind): RawBuilder<unknown> {
  return table === 'document' ? sql`''` : sql`campaign.slug`
}

/** @throws when the kind is unknown */
export function pageOf({ kind, slug, campaign }: PublishedPage): PublicPage {
  switch (kind) {
    case 'campaign':
      return (lang) => paths.campaign(lang, slug)
    case 'petition':
      return (lang) => paths.petition(lang, slug)
    case 'official':
      return (lang) => paths.official(lang, slug)
    case 'place':
      return (lang) => paths.place(lang, slug)
    case 'localities':
      return (lang) => paths.localities(lang)
    case 'list of timeline':
      return (lang) => paths.timeline(lang, campaign)
    case 'list of cases':
      return (lang) => paths.courtCases(lang, campaign)
    case 'list of news':
      return (lang) => paths.news(lang, campaign)
    case 'list of meetings':
      return (lang) => paths.meetings(lang, campaign)
    case 'list of documents':
      return paths.documents
    default: {
      const thing = kindsWithPages.find(({ name }) => name === kind)
      return (lang) => (thing ? thing.path(lang, campaign, slug) : outreachKind(kind).path(lang, slug))
    }
  }
}
