import { utcDay } from '#db/utc-day'
import type { DayOrder } from '~/office/lists/day-order'
import { plain } from '~/officials/posts/name-key'

const months = ['jan|ene', 'feb', 'mar', 'apr|abr', 'may', 'jun', 'jul', 'aug|ago', 'sep', 'oct', 'nov', 'dec|dic']

/** A term of office starts and ends within these years of today; a two-digit year outside them is not read. */
const longestAgo = 60
const furthestAhead = 12

/**
 * Reads a day in the ways lists write it: 2026-11-24, 11/24/2026, 11/24/26, Nov 24, 2026, 24 de noviembre de 2026, or a
 * spreadsheet's serial number. US lists put the month first; 24/11/2026 can only be day first. A bare year or month
 * (2022-11, 11/2022) means its first or last day.
 *
 * @param today YYYY-MM-DD; decides the century of a two-digit year
 * @param end which end of a bare year or month is meant
 * @param order of a day in numbers that could be either; `ask`: then it is not read
 * @returns YYYY-MM-DD, or null when it is not a day
 */
export function readDay(
  text: string,
  today: string,
  end: 'first' | 'last' = 'first',
  order: DayOrder | 'ask' = 'month',
): string | null {
  const line = plain(text.replace(/[T ,]+\d{1,2}:\d\d.*$/, '').replace(/[/.]/g, '-'))
  const monthOnly = /^(\d{4}) (\d{1,2})$/.exec(line) ?? /^(\d{1,2}) (\d{4})$/.exec(line)
  if (monthOnly) {
    const [ofYear, ofMonth] =
      monthOnly[1]!.length === 4 ? [monthOnly[1]!, monthOnly[2]!] : [monthOnly[2]!, monthOnly[1]!]
    const first = dayOf(ofYear, ofMonth, '1')
    return first === null || end === 'first' ? first : lastOfMonth(ofYear, Number(ofMonth))
  }
  const iso = /^(\d{4}) (\d{1,2}) (\d{1,2})$/.exec(line)
  if (iso) return dayOf(iso[1]!, iso[2]!, iso[3]!)
  const american = /^(\d{1,2}) (\d{1,2}) (\d{4}|\d{2})$/.exec(line)
  if (american) {
    const ofYear = wholeYear(american[3]!, today)
    const [first, second] = [american[1]!, american[2]!]
    const isEither = Number(first) <= 12 && Number(second) <= 12 && Number(first) !== Number(second)
    if (isEither && order === 'ask') return null
    return Number(first) > 12 || (isEither && order === 'day')
      ? dayOf(ofYear, second, first)
      : dayOf(ofYear, first, second)
  }
  const year = /^((?:19|20)\d\d)$/.exec(line)?.[1]
  if (year) return end === 'first' ? `${year}-01-01` : `${year}-12-31`
  const serial = /^(\d{5})$/.exec(line)?.[1]
  if (serial) return utcDay(new Date(Date.UTC(1899, 11, 30) + Number(serial) * 86_400_000))
  const month = months.findIndex((name) => new RegExp(`\\b(${name})[a-z]*\\b`).test(line))
  const numbers = line.match(/\d+/g) ?? []
  const ofYear = numbers.find((number) => number.length === 4)
  if (month < 0 || !ofYear || numbers.length > 2) return null
  const day = numbers.find((number) => number !== ofYear)
  if (day) return dayOf(ofYear, String(month + 1), day)
  return end === 'first' ? dayOf(ofYear, String(month + 1), '1') : lastOfMonth(ofYear, month + 1)
}

/** 98 is 1998, 28 is 2028; '' when no century gives a plausible year for a term of office. */
function wholeYear(digits: string, today: string): string {
  if (digits.length === 4) return digits
  const thisYear = Number(today.slice(0, 4))
  const century = thisYear - (thisYear % 100)
  const year = [century + 100, century, century - 100]
    .map((first) => first + Number(digits))
    .find((one) => one >= thisYear - longestAgo && one <= thisYear + furthestAhead)
  return year === undefined ? '' : String(year)
}

function lastOfMonth(year: string, month: number): string {
  return utcDay(new Date(Date.UTC(Number(year), month, 0)))
}

function dayOf(year: string, month: string, day: string): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${text}T00:00:00Z`)
  return Number.isNaN(at.getTime()) || utcDay(at) !== text || text < '1900' || text > '2100' ? null : text
}
