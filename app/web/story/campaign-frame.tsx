import type { ReactNode } from 'react'
import { paths } from '~/paths'
import type { PageProps } from '~/ui/page/public-layout'

/** A page of a campaign, as its navigation names it. */
type CampaignPart = 'home' | 'timeline' | 'cases' | 'news' | 'meetings'

interface FrameProps extends PageProps {
  campaign: { slug: string; name: string }
  current: CampaignPart
  children: ReactNode
}

/** A page of a campaign below its navigation, which says where one is. */
export function CampaignFrame({ lang, t, campaign: { slug, name }, current, children }: FrameProps) {
  const links = [
    { part: 'home', href: paths.campaign(lang, slug) },
    { part: 'act', href: `${paths.campaign(lang, slug)}#actions` },
    { part: 'timeline', href: paths.timeline(lang, slug) },
    { part: 'cases', href: paths.courtCases(lang, slug) },
    { part: 'meetings', href: paths.meetings(lang, slug) },
    { part: 'news', href: paths.news(lang, slug) },
  ] as const
  return (
    <>
      <nav className="campaign-nav" aria-label={name}>
        <ul>
          {links.map(({ part, href }) => (
            <li key={part}>
              <a href={href} aria-current={part === current ? 'true' : undefined}>
                {t(`site.campaign.nav.${part}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </>
  )
}
