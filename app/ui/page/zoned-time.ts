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
