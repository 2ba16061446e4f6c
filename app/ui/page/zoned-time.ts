import { Temporal } from 'temporal-polyfill'
import { localOf } from './zones'

/** Local date and time in a time zone. */
export interface WallClock {
  /** YYYY-MM-DD. */
  day: string
  /** HH:MM. */
  time: string
}

/** @param zone IANA name */
export function wallClock(zone: string, at: Date): WallClock {
  const local = localOf(at, zone)
  return { day: local.slice(0, 10), time: local.slice(11) }
}

/**
 * The date some days later.
 *
 * @param day YYYY-MM-DD
 */
export function dayAfter(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString()
}

/**
 * The beginning of each hour since this hour yesterday, oldest first, the current one last: 24, or 23 or 25 when the
 * clocks were changed meanwhile.
 *
 * @param zone IANA name; whole hours from UTC, as all of the United States
 */
export function hoursSinceYesterday(zone: string, at: Date): Date[] {
  const hour = Math.floor(at.getTime() / 3_600_000)
  const yesterday = Temporal.Instant.fromEpochMilliseconds(hour * 3_600_000)
    .toZonedDateTimeISO(zone)
    .subtract({ days: 1 })
  const count = hour - yesterday.epochMilliseconds / 3_600_000
  return Array.from({ length: count }, (_, index) => new Date((hour - count + 1 + index) * 3_600_000))
}

/** Whole days from one date to another, both YYYY-MM-DD. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to).days
}

/**
 * 0 is Sunday.
 *
 * @param day YYYY-MM-DD
 */
export function weekdayOf(day: string): number {
  return Temporal.PlainDate.from(day).dayOfWeek % 7
}
