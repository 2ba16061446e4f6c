import type { OfficeHours } from '#db/schema-officials'
import { localeOf } from '~/i18n/language'
import { clockTime, type Opening, weekdayName } from '~/officials/posts/office-hours'
import type { PageProps } from '~/ui/page/public-layout'

interface HoursProps extends PageProps {
  hours: OfficeHours[] | null
  timeZone: string | null
  opening: Opening
}

/** An office's hours in its own time zone, and whether it is open now. */
export function OfficialHours({ lang, t, hours, timeZone, opening }: HoursProps) {
  if (!hours || hours.length === 0 || !timeZone) return null
  const list = new Intl.ListFormat(localeOf[lang], { type: 'conjunction' })
  return (
    <>
      <h3>{t('places.official.hours')}</h3>
      {opening.is === 'open' && (
        <p className="note">
          {t('places.official.openNow', { time: clockTime(lang, wallTime(opening.until, timeZone)) })}
        </p>
      )}
      {opening.is === 'closed' && <p>{t('places.official.closedNow')}</p>}
      <ul>
        {hours.map(({ days, from, to }) => (
          <li key={`${days.join()}${from}`}>
            {t('places.official.hoursLine', {
              days: list.format(days.map((day) => weekdayName(lang, day))),
              from: clockTime(lang, from),
              to: clockTime(lang, to),
            })}
          </li>
        ))}
      </ul>
      <p className="small">{t('places.official.holidays')}</p>
    </>
  )
}

function wallTime(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-US', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(at)
}
