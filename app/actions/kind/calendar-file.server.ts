import ical, { ICalAlarmType, ICalCalendarMethod } from 'ical-generator'
import type { Language } from '~/i18n/language'

/** One date for a calendar: a meeting, or the last moment to sign. */
export interface CalendarDate {
  /** The same in both languages and after each change, so that a calendar that has it already updates it. */
  id: string
  at: Date
  name: string
  /** What it is about and what to do, one line each. */
  lines: string[]
  /** The page it belongs to. */
  url: string
  /** When its words last changed. */
  changedAt: Date
}

/** Milliseconds before the date at which calendars remind. */
const remindsBefore = 24 * 60 * 60 * 1_000

/**
 * A calendar file with one date and a reminder the day before. The time is in UTC: every calendar shows it on the clock
 * of whoever opens it. How long a meeting takes is not known, so it has no end.
 *
 * @see RFC 5545
 */
export function calendarFile(language: Language, { id, at, name, lines, url, changedAt }: CalendarDate): string {
  const calendar = ical({
    prodId: { company: 'Firme', product: 'Firme', language: language.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
  })
  const event = calendar.createEvent({
    id,
    start: at,
    stamp: changedAt,
    summary: name,
    description: [...lines, url].filter(Boolean).join('\n'),
    url,
  })
  event.createAlarm({ type: ICalAlarmType.display, trigger: remindsBefore / 1_000, description: name })
  return calendar.toString()
}
