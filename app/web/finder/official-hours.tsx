import type { OfficeHours } from '#db/schema-officials'
import { whenWords } from '~/actions/kind/when-words'
import { localeOf } from '~/i18n/language'
import { clockTime, type Opening, weekdayName } from '~/officials/posts/office-hours'
import type { PageProps } from '~/ui/page/public-layout'

interface HoursProps extends PageProps {
  hours: OfficeHours[] | null
  timeZone: string | null
}

/** An office's hours in words, in its own time zone. */
export function OfficialHours({ lang, t, hours, timeZone }: HoursProps) {
  if (!hours || hours.length === 0 || !timeZone) return null
  return (
    <>
      <h3>{t('places.official.hours')}</h3>
      <ul className="hours">
        {hours.map(({ days, from, to }) => (
          <li key={`${days.join()}${from}`}>
            {t('places.official.hoursLine', {
              days: daysInWords({ lang, t }, days),
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

/** Whether it is open now; nothing when its hours are not known. */
export function OpenNow({
  lang,
  t,
  timeZone,
  opening,
  now,
}: PageProps & { timeZone: string | null; opening: Opening; now: Date }) {
  if (opening.is === 'unknown' || !timeZone) return null
  return opening.is === 'open' ? (
    <p className="open-now">
      {t('places.official.openNow', { time: clockTime(lang, wallTime(opening.until, timeZone)) })}
    </p>
  ) : (
    <p>{t('places.official.opensAgain', { when: whenWords(lang, opening.opensAt, timeZone, now) })}</p>
  )
}

/** "Monday to Friday" for three days or more in a row; else each by its name. @param days 0 is Sunday */
export function daysInWords({ lang, t }: PageProps, days: readonly number[]): string {
  const inWeek = [...days].sort((one, two) => ((one + 6) % 7) - ((two + 6) % 7))
  const [first, last] = [inWeek[0]!, inWeek.at(-1)!]
  const isRow = inWeek.length > 2 && inWeek.every((day, at) => day === (first + at) % 7)
  if (isRow) return t('places.official.daySpan', { first: weekdayName(lang, first), last: weekdayName(lang, last) })
  const names = inWeek.map((day) => weekdayName(lang, day))
  return new Intl.ListFormat(localeOf[lang], { type: 'conjunction' }).format(names)
}

function wallTime(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-US', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(at)
}
