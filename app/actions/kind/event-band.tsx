import type { PageProps } from '~/ui/page/public-layout'
import type { EventView } from './event'

/** A meeting or deadline: time left and how to comment; after it has passed, what is asked instead. */
export function EventBand({ t, event }: Pick<PageProps, 't'> & { event: EventView }) {
  return (
    <section className="band event" aria-labelledby="event">
      <h2 id="event">{event.isAfter ? event.name : `${event.countdown}: ${event.name}`}</h2>
      <p>{event.when}</p>
      {event.calendar && (
        <p>
          <a href={event.calendar}>{t('outreach.event.calendar')}</a>
        </p>
      )}
      {event.isAfter && event.after && (
        <p>
          {t('outreach.event.passed')} <strong>{event.after}</strong>
        </p>
      )}
      {!event.isAfter && event.comment.length > 0 && (
        <>
          <h3>{t('outreach.event.comment')}</h3>
          {event.comment.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </>
      )}
      {event.agenda && (
        <p>
          <a href={event.agenda} rel="noreferrer">
            {t('outreach.event.agenda')}
          </a>
        </p>
      )}
    </section>
  )
}
