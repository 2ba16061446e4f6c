import { NextActs } from '~/actions/next-acts/next-acts'
import { type OfficeLines, postTitle } from '~/officials/posts/office-lines'
import { paths } from '~/paths'
import { Html } from '~/ui/page/html'
import type { PageProps } from '~/ui/page/public-layout'
import { Sign, type SignName } from '~/ui/page/sign'
import { CampaignFrame } from './campaign-frame'
import type { MeetingView } from './meeting-view.server'
import { sayDeadline, sayWhenMeeting } from './meeting-words'
import { SourceLine } from './source-line'
import type { StoryHead } from './story-campaign.server'

/** An official of the place, with the first ways to reach them. */
export type MeetingOfficial = OfficeLines['posts'][number] & {
  ways: { sign: SignName; href: string; shown: string }[]
}

interface MeetingProps extends PageProps {
  head: StoryHead
  meeting: MeetingView
  officials: MeetingOfficial[]
}

/** A meeting: when, where, how to be heard, and whom. Once it is over, what to do next. */
export function MeetingPage({ lang, t, head, meeting, officials }: MeetingProps) {
  const { campaign, acts } = head
  const { title, place, phase, startsAt, day, time, zoneName, where, comments, agendaUrl } = meeting
  const isOver = phase === 'over'
  return (
    <CampaignFrame lang={lang} t={t} campaign={campaign} current="meetings">
      <header className="hero">
        <p className="label">
          <a href={paths.meetings(lang, campaign.slug)}>{t('meetings.title')}</a>
          {place && (
            <>
              {' · '}
              <a href={place.href}>{place.name}</a>
            </>
          )}
        </p>
        <h1 className="case-name">{title}</h1>
      </header>
      <div className={isOver ? 'band ticket over' : 'band ticket'}>
        <p className="countdown">{sayWhenMeeting(t, meeting)}</p>
        <p className="when-where">
          <time dateTime={startsAt}>
            <strong>{day}</strong> {time}
          </time>{' '}
          <span>{zoneName}</span>
        </p>
        <p className="plain-where">{where}</p>
      </div>
      <p className="meeting-links">
        {!isOver && (
          <a className="button" href={`${meeting.href}.ics`}>
            {t('meetings.add')}
          </a>
        )}
        {agendaUrl && (
          <a className="button plain" href={agendaUrl} rel="noreferrer">
            {t(isOver ? 'meetings.agendaThen' : 'meetings.agenda')}
          </a>
        )}
      </p>
      {isOver && <p className="note">{t('meetings.afterwards')}</p>}
      {!isOver && (meeting.howToCommentHtml || comments) && (
        <section className="block" aria-labelledby="comment">
          <h2 id="comment">{t('meetings.comment.title')}</h2>
          {comments && <p className="deadline">{sayDeadline(t, meeting)}</p>}
          <Html html={meeting.howToCommentHtml} />
          {meeting.commentUrl && comments?.isOpen !== false && (
            <p>
              <a className="button" href={meeting.commentUrl} rel="noreferrer">
                {t('meetings.comment.signUp')}
              </a>
            </p>
          )}
        </section>
      )}
      {meeting.aboutHtml && (
        <section className="block" aria-labelledby="about">
          <h2 id="about">{t(isOver ? 'meetings.aboutThen' : 'meetings.about')}</h2>
          <Html html={meeting.aboutHtml} />
        </section>
      )}
      {officials.length > 0 && (
        <section className="block" aria-labelledby="officials">
          <h2 id="officials">{t(isOver ? 'meetings.officialsThen' : 'meetings.officials')}</h2>
          <ul className="who-here">
            {officials.map((official) => (
              <li key={official.slug}>
                <p>
                  <a href={paths.official(lang, official.slug)}>{official.holder ?? t('places.vacant')}</a>{' '}
                  <span className="small">{postTitle(lang, t, official)}</span>
                </p>
                {official.ways.map(({ sign, href, shown }) => (
                  <a key={sign} className="way-to" href={href}>
                    <Sign name={sign} />
                    {shown}
                  </a>
                ))}
              </li>
            ))}
          </ul>
        </section>
      )}
      <SourceLine lang={lang} t={t} source={meeting.source} />
      <NextActs lang={lang} t={t} acts={acts} />
    </CampaignFrame>
  )
}
