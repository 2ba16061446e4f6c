import type { Db } from '#db/client'
import type { NextActsView } from '~/actions/next-acts/next-acts'
import { readNextActs } from '~/actions/next-acts/read-next-acts.server'
import type { Campaign } from '~/campaigns/campaign'
import { findCampaign, listCampaigns } from '~/campaigns/campaigns.server'
import { readRooms } from '~/campaigns/rooms.server'
import type { Language } from '~/i18n/language'
import type { FramedCampaign } from './campaign-frame'

/**
 * The campaign of a page of its story.
 *
 * @throws a 404 when there is none, or it is not published
 */
export async function storyCampaign(db: Db, slug: string | undefined): Promise<Campaign> {
  const campaign = await findCampaign(db, slug ?? '')
  if (!campaign) throw new Response(null, { status: 404 })
  return campaign
}

/** The campaign whose pages a list of the whole site stands among: the only one that is published, or null. */
export async function onlyCampaign(db: Db, language: Language): Promise<StoryHead['campaign'] | null> {
  const [campaign, ...others] = await listCampaigns(db)
  return campaign && others.length === 0 ? framedCampaign(db, campaign, language) : null
}

/** What the frame of a page shows of its campaign. */
export async function framedCampaign(
  db: Db,
  { slug, name }: Pick<Campaign, 'slug' | 'name'>,
  language: Language,
): Promise<FramedCampaign> {
  return { slug, name: name[language], rooms: await readRooms(db, slug) }
}

/** What every page of a story shows of its campaign. */
export interface StoryHead {
  campaign: FramedCampaign
  /** #rrggbb */
  colour: string
  /** What can be done now, at the end of the page. */
  acts: NextActsView
}

/** Reads what every page of a story shows of its campaign. */
export async function readStoryHead(db: Db, campaign: Campaign, language: Language, now: Date): Promise<StoryHead> {
  const { id, slug, name, colour } = campaign
  const done = { tag: '', campaignId: id, campaignSlug: slug, campaignName: name }
  return {
    campaign: await framedCampaign(db, campaign, language),
    colour,
    acts: await readNextActs(db, { language, done }, now),
  }
}

/** Headers of a page, picture or file of a story: what it shows, for the page cache. */
export function storyHeaders({ id }: Pick<Campaign, 'id'>, more: readonly string[] = []): { 'x-firme-tags': string } {
  return { 'x-firme-tags': ['site', `story:${id}`, ...more].join(' ') }
}

/** Headers of a page with next acts. */
export function headersWithActs(campaign: Pick<Campaign, 'id'>, { acts }: StoryHead): { 'x-firme-tags': string } {
  return storyHeaders(
    campaign,
    acts.cards.map(({ tag }) => tag),
  )
}
