import { isDay } from '#db/calendar-day'
import type { Office } from '~/office/guard/guard.server'
import { dayAfter, wallClock } from '~/ui/page/zoned-time'
import { instantOf } from '~/ui/page/zones'
import type { CalendarDay, CalendarItem, Span } from './calendar-item'
import { readBroadcastItems } from './read-broadcast-items.server'
import { readBegins, readSteps } from './read-ladder-items.server'
import { readDigests, readQueued } from './read-queued-items.server'

/** Days on a page. */
const shown = 14

/** What is on the calendar, day by day; `isCut`: more is due than is counted. */
export interface Calendar {
  days: CalendarDay[]
  /** First days of the pages before and after this one, and of today's. */
  before: string
  after: string
  today: string
  isCut: boolean
}

/**
 * Everything that is going out in two weeks, and what went out to many: a few statements, none of which reads more than some
 * thousand rows, however many people wait.
 *
 * @param from YYYY-MM-DD; otherwise it begins today
 */
export async function readCalendar(office: Office, from: string): Promise<Calendar> {
  const { zone, now } = office
  const today = wallClock(zone, now).day
  const first = isDay(from) ? from : today
  const days = Array.from({ length: shown }, (_, at) => dayAfter(first, at))
  const [start, end] = [beginning(first, zone), beginning(dayAfter(first, shown), zone)]
  const span: Span = { start, end, zone, days }
  const [broadcasts, steps, begins, queued, digests] = await Promise.all([
    readBroadcastItems(office, span),
    readSteps(office, span),
    readBegins(office, span),
    readQueued(office, span),
    readDigests(office, span),
  ])
  const items = [...broadcasts, ...steps.items, ...begins, ...queued.items, ...digests]
  const byDay = Map.groupBy(items, ({ at }) => wallClock(zone, new Date(at)).day)
  return {
    days: days.map((day) => ({ day, items: (byDay.get(day) ?? []).toSorted(byTime) })),
    before: dayAfter(first, -shown),
    after: dayAfter(first, shown),
    today,
    isCut: steps.isCut || queued.isCut,
  }
}

function beginning(day: string, zone: string): Date {
  return instantOf(`${day}T00:00`, zone)!
}

function byTime(one: CalendarItem, other: CalendarItem): number {
  return one.at.localeCompare(other.at) || one.key.localeCompare(other.key)
}
