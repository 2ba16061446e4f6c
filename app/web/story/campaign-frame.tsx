import type { ReactNode } from 'react'
import { type Room, rooms } from '~/campaigns/rooms'
import { paths } from '~/paths'
import type { PageProps } from '~/ui/page/public-layout'

/** Pages of a campaign. */
type CampaignPage = 'home' | Room

/** A campaign as its frame shows it: with its pages that have something on them. */
export interface FramedCampaign {
  slug: string
  name: string
  rooms: Room[]
}

interface CampaignFrameProps extends PageProps {
  /** Null: the page belongs to no campaign, and stands by itself. */
  campaign: FramedCampaign | null
  current: CampaignPage
  children: ReactNode
}

/** The frame of every page of a campaign: where one is, and where else one can go. */
export function CampaignFrame({ lang, t, campaign, current, children }: CampaignFrameProps) {
  if (!campaign) return children
  const { slug, name } = campaign
  const pathOf: Record<Room, string> = {
    timeline: paths.timeline(lang, slug),
    cases: paths.courtCases(lang, slug),
    documents: paths.documents(lang),
    localities: paths.localities(lang),
    news: paths.news(lang, slug),
    meetings: paths.meetings(lang, slug),
  }
  const pages: [CampaignPage | 'act', string][] = [
    ['home', paths.campaign(lang, slug)],
    ['act', `${paths.campaign(lang, slug)}#actions`],
    ...rooms
      .filter((room) => room === current || campaign.rooms.includes(room))
      .map((room): [Room, string] => [room, pathOf[room]]),
  ]
  return (
    <>
      <nav className="campaign-nav" aria-label={name}>
        <ul>
          {pages.map(([page, path]) => (
            <li key={page}>
              <a href={path} {...(page === current ? { 'aria-current': 'page' as const } : {})}>
                {t(`site.campaign.pages.${page}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </>
  )
}
