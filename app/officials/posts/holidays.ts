import { dayAfter, weekdayOf } from '~/ui/page/zoned-time'

/** Holidays on a fixed date. Juneteenth was added in 2021. */
const dated = ['01-01', '06-19', '07-04', '11-11', '12-25'] as const
const [monday, thursday, friday] = [1, 4, 5]
/** Holidays on a weekday of a month: `at` 1 is the first such weekday, -1 the last. */
const floating = [
  { month: '01', weekday: monday, at: 3 },
  { month: '02', weekday: monday, at: 3 },
  { month: '05', weekday: monday, at: -1 },
  { month: '09', weekday: monday, at: 1 },
  { month: '10', weekday: monday, at: 2 },
  { month: '11', weekday: thursday, at: 4 },
] as const

/**
 * Whether offices are closed for one of the eleven federal holidays: on the day itself and, when it falls on a weekend,
 * also on the day it is observed (Friday for a Saturday, Monday for a Sunday).
 *
 * @param day YYYY-MM-DD
 * @see 5 U.S.C. 6103; Executive Order 11582
 */
export function isFederalHoliday(day: string): boolean {
  return (
    isHolidayItself(day) ||
    (weekdayOf(day) === friday && isDated(dayAfter(day, 1))) ||
    (weekdayOf(day) === monday && isDated(dayAfter(day, -1)))
  )
}

function isHolidayItself(day: string): boolean {
  return (
    isDated(day) ||
    floating.some((one) => day.slice(5, 7) === one.month && weekdayOf(day) === one.weekday && isCounted(day, one.at))
  )
}

function isDated(day: string): boolean {
  return dated.some((one) => day.endsWith(one))
}

function isCounted(day: string, at: number): boolean {
  if (at < 0) return dayAfter(day, 7).slice(5, 7) !== day.slice(5, 7)
  return Math.ceil(Number(day.slice(8)) / 7) === at
}
