import { paths } from '~/paths'
import { partialDate, wholeNumber } from '~/ui/page/dates'
import type { PageProps } from '~/ui/page/public-layout'
import { MeetingList } from '~/web/story/meeting-list'
import type { MeetingLineView } from '~/web/story/meeting-view.server'
import { Stamp } from '~/web/story/stamp'
import type { PlaceNews } from './read-stand.server'

interface AboutPlaceProps extends PageProps {
  /** Signatures here in whole tens; null below ten. */
  signed: number | null
  meetings: MeetingLineView[]
  news: PlaceNews[]
}

/** What happens in a place: its meetings, how many have signed here, and what the story of a campaign tells about it. */
export function AboutPlace({ lang, t, signed, meetings, news }: AboutPlaceProps) {
  return (
    <>
      {signed !== null && <p className="note">{t('localities.place.signed', { number: wholeNumber(lang, signed) })}</p>}
      {meetings.length > 0 && (
        <section className="block" aria-labelledby="meetings">
          <h2 id="meetings">{t('localities.place.meetings')}</h2>
          <MeetingList t={t} meetings={meetings} />
        </section>
      )}
      {news.length > 0 && (
        <section className="block" aria-labelledby="story">
          <h2 id="story">{t('localities.place.story')}</h2>
          <ul className="rows">
            {news.map(({ on, title, standing, campaign, slug }) => (
              <li key={campaign + slug}>
                <p className="small">
                  <time dateTime={on}>{partialDate(lang, on)}</time>
                </p>
                <h3>
                  <a href={`${paths.timeline(lang, campaign)}#${slug}`}>{title}</a>
                </h3>
                {standing && <Stamp standing={standing} />}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
