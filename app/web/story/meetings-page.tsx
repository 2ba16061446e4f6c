import { NextActs } from '~/actions/next-acts/next-acts'
import { paths } from '~/paths'
import type { PageProps } from '~/ui/page/public-layout'
import { CampaignFrame } from './campaign-frame'
import { MeetingList } from './meeting-list'
import type { MeetingLineView } from './meeting-view.server'
import type { StoryHead } from './story-campaign.server'

interface MeetingsProps extends PageProps {
  head: StoryHead
  coming: MeetingLineView[]
  over: MeetingLineView[]
}

/** Where councils and boards will decide, and where they did. */
export function MeetingsPage({ lang, t, head, coming, over }: MeetingsProps) {
  const { campaign, acts } = head
  return (
    <CampaignFrame lang={lang} t={t} campaign={campaign} current="meetings">
      <header className="hero">
        <p className="label">{campaign.name}</p>
        <h1>{t('meetings.title')}</h1>
        <p className="lead to">{t(coming.length > 0 ? 'meetings.lead' : 'meetings.none')}</p>
        {coming.length === 0 && (
          <p>
            <a href={paths.officials(lang)}>{t('meetings.toOfficials')}</a>
          </p>
        )}
      </header>
      {coming.length > 0 && (
        <section aria-labelledby="coming">
          <h2 id="coming">{t('meetings.coming')}</h2>
          <MeetingList t={t} meetings={coming} />
        </section>
      )}
      {coming.length > 0 && (
        <p className="take-along">
          <strong>{t('meetings.calendar')}</strong>{' '}
          <a href={`${paths.meetings(lang, campaign.slug)}.ics`}>{t('meetings.subscribe')}</a>
        </p>
      )}
      {over.length > 0 && (
        <section className="block" aria-labelledby="over">
          <h2 id="over">{t('meetings.over')}</h2>
          <MeetingList t={t} meetings={over} />
        </section>
      )}
      <NextActs lang={lang} t={t} acts={acts} />
    </CampaignFrame>
  )
}
