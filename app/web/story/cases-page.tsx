import { NextActs } from '~/actions/next-acts/next-acts'
import { paths } from '~/paths'
import type { PageProps } from '~/ui/page/public-layout'
import { CampaignFrame } from './campaign-frame'
import type { CaseLineView } from './case-view.server'
import { Stamp } from './stamp'
import type { StoryHead } from './story-campaign.server'

/** The campaign's cases in court, and where each is at. */
export function CasesPage({ lang, t, head, cases }: PageProps & { head: StoryHead; cases: CaseLineView[] }) {
  const { campaign, acts } = head
  return (
    <CampaignFrame lang={lang} t={t} campaign={campaign} current="cases">
      <header className="hero">
        <p className="label">{campaign.name}</p>
        <h1>{t('cases.title')}</h1>
        <p className="lead to">{t(cases.length > 0 ? 'cases.lead' : 'cases.none')}</p>
        {cases.length === 0 && (
          <p>
            <a href={paths.timeline(lang, campaign.slug)}>{t('cases.toTimeline')}</a>
          </p>
        )}
      </header>
      <ul className="dockets">
        {cases.map((one) => (
          <li key={one.slug} className="docket">
            <p className="label">{[one.court, one.docket].filter(Boolean).join(' · ')}</p>
            <h2>
              <a href={paths.courtCase(lang, campaign.slug, one.slug)} lang="en">
                {one.name}
              </a>
            </h2>
            {one.status && (
              <p className="status">
                <strong>{one.status.name}</strong> <time dateTime={one.status.day}>{one.status.when}</time>
              </p>
            )}
            {one.overturned.map(({ key, title, standing }) => (
              <div key={key} className="no-longer">
                <p>{title}</p>
                <Stamp standing={standing} />
              </div>
            ))}
            <p>{one.summary}</p>
          </li>
        ))}
      </ul>
      {cases.length > 0 && (
        <p className="take-along">
          <strong>{t('timeline.take')}</strong> <a href={`${paths.courtCases(lang, campaign.slug)}.json`}>JSON</a>
        </p>
      )}
      <NextActs lang={lang} t={t} acts={acts} />
    </CampaignFrame>
  )
}
