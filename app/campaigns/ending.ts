import { dayAfter } from '~/ui/page/zoned-time'
import { instantOf, localOf, usualZone } from '~/ui/page/zones'

/** When a campaign that closes on a day does close: at midnight, when that day is over. @param day YYYY-MM-DD */
export function endOfDay(day: string): Date | null {
  return instantOf(`${day}T00:00`, usualZone) && instantOf(`${dayAfter(day, 1)}T00:00`, usualZone)
}

/** The last day before a moment, as the form shows it; '' for none. */
export function lastDayBefore(endsAt: Date | null): string {
  return endsAt ? localOf(new Date(endsAt.getTime() - 1), usualZone).slice(0, 10) : ''
}

/** The day that a moment falls on. */
export function dayOf(at: Date): string {
  return localOf(at, usualZone).slice(0, 10)
}
