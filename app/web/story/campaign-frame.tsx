import type { ReactNode } from 'react'
import { paths } from '~/paths'
import type { PageProps } from '~/ui/page/public-layout'

/** Pages of a campaign. */
type CampaignPage = 'home' | 'timeline' | 'cases' | 'news' | 'meetings' | 'documents' | 'localities'

interface CampaignFrameProps extends PageProps {
  /** Null: the page belongs to no campaign, and stands by itself. */
  campaign: { slug: string; name: string } | null
  current: CampaignPage
  children: ReactNode
}

/** The frame of every page of a campaign: where one is, and where else one can go. */
export function CampaignFrame({ lang, t, campaign, current, children }: CampaignFrameProps) {
  if (!campaign) return children
  const { slug, name } = campaign
  const pages: [CampaignPage | 'act', string][] = [
    ['home', paths.campaign(lang, slug)],
    ['act', `${paths.campaign(lang, slug)}#actions`],
    ['timeline', paths.timeline(lang, slug)],
    ['cases', paths.courtCases(lang, slug)],
    ['documents', paths.documents(lang)],
    ['localities', paths.localities(lang)],
    ['news', paths.news(lang, slug)],
    ['meetings', paths.meetings(lang, slug)],
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
