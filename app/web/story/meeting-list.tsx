import type { Translate } from '~/i18n/translator'
import type { MeetingLineView } from './meeting-view.server'
import { sayDeadline, sayWhenMeeting } from './meeting-words'

/** Meetings as tickets, each with how far away it is. */
export function MeetingList({ t, meetings }: { t: Translate; meetings: MeetingLineView[] }) {
  return (
    <ul className="meetings">
      {meetings.map((meeting) => {
        const deadline = meeting.phase === 'over' ? null : sayDeadline(t, meeting)
        return (
          <li key={meeting.href} className={meeting.phase}>
            <p className="countdown">{sayWhenMeeting(t, meeting)}</p>
            <div>
              <p className="when">
                <time dateTime={meeting.startsAt}>
                  {meeting.day}, {meeting.time}
                </time>{' '}
                <span>{meeting.zoneName}</span>
              </p>
              <h3>
                <a href={meeting.href}>{meeting.title}</a>
              </h3>
              {meeting.place && <p>{meeting.place.name}</p>}
              {deadline && <p className="small">{deadline}</p>}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
