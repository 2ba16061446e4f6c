import type { OfficeHours } from '#db/schema-officials'
import { type Language, localeOf } from '~/i18n/language'
import { dayAfter, wallClock, weekdayOf } from '~/ui/page/zoned-time'
import { instantOf } from '~/ui/page/zones'
import { isFederalHoliday } from './holidays'

/** Whether an office is open now, in its own zone. `unknown`: no hours on record, or none in the next two weeks. */
export type Opening = { is: 'open'; until: Date } | { is: 'closed'; opensAt: Date } | { is: 'unknown' }

/** In days, about two weeks: an office may open once a week, and that day may be a holiday. */
const lookAhead = 15

/** A time range within a day during which an office is open. */
export interface Stretch {
  from: Date
  to: Date
}

/**
 * The opening times of an office on a day, in order; none on federal holidays.
 *
 * @param day YYYY-MM-DD, in the office's zone
 */
export function stretchesOn(day: string, hours: readonly OfficeHours[], timeZone: string): Stretch[] {
  if (isFederalHoliday(day)) return []
  return hours
    .filter(({ days }) => days.includes(weekdayOf(day)))
    .flatMap(({ from, to }) => {
      const [begins, ends] = [instantOf(`${day}T${from}`, timeZone), instantOf(`${day}T${to}`, timeZone)]
      return begins && ends ? [{ from: begins, to: ends }] : []
    })
    .sort((one, two) => one.from.getTime() - two.from.getTime())
}

/** The current opening time of an office, or its next one; null when there is none within two weeks. */
export function nextStretch(hours: readonly OfficeHours[], timeZone: string, now: Date): Stretch | null {
  return comingStretches(hours, timeZone, now).find(({ to }) => now < to) ?? null
}

/** @param hours the weekly hours the office gives; null when unknown */
export function openingAt(hours: readonly OfficeHours[] | null, timeZone: string | null, now: Date): Opening {
  if (!hours || hours.length === 0 || !timeZone) return { is: 'unknown' }
  const stretches = comingStretches(hours, timeZone, now)
  const open = stretches.find(({ from, to }) => from <= now && now < to)
  if (open) return { is: 'open', until: open.to }
  const next = stretches.find(({ from }) => from > now)
  return next ? { is: 'closed', opensAt: next.from } : { is: 'unknown' }
}

function comingStretches(hours: readonly OfficeHours[], timeZone: string, now: Date): Stretch[] {
  const today = wallClock(timeZone, now).day
  return Array.from({ length: lookAhead }, (_, index) => stretchesOn(dayAfter(today, index), hours, timeZone)).flat()
}

/** @param day 0 is Sunday (2026-11-01 was a Sunday) */
export function weekdayName(lang: Language, day: number): string {
  return new Intl.DateTimeFormat(localeOf[lang], { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2026, 10, 1 + day)),
  )
}

/** @param time HH:MM */
export function clockTime(lang: Language, time: string): string {
  return new Intl.DateTimeFormat(localeOf[lang], { timeStyle: 'short', timeZone: 'UTC' }).format(
    new Date(`2026-11-01T${time}:00Z`),
  )
}
