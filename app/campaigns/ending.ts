import { dayAfter } from '~/ui/page/zoned-time'
import { instantOf, localOf, usualZone } from '~/ui/page/zones'

/**
 * When a campaign closing on a day actually closes: at midnight, at the end of that day.
 *
 * @param day YYYY-MM-DD
 */
export function endOfDay(day: string): Date | null {
  return instantOf(`${day}T00:00`, usualZone) && instantOf(`${dayAfter(day, 1)}T00:00`, usualZone)
}

/** The last day before a moment, for the form; '' for none. */
export function lastDayBefore(endsAt: Date | null): string {
  return endsAt ? localOf(new Date(endsAt.getTime() - 1), usualZone).slice(0, 10) : ''
}

/** The date of a moment. */
export function dayOf(at: Date): string {
  return localOf(at, usualZone).slice(0, 10)
}
