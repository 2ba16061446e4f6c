import { type Language, localeOf } from '~/i18n/language'

/**
 * A date as people write it: November 24, 2026 / 24 de noviembre de 2026. The day of a moment is `dateOf`.
 *
 * @param day YYYY-MM-DD
 */
export function longDate(language: Language, day: string): string {
  return longDates[language].format(new Date(day))
}

/** The date of a moment in a time zone: November 24, 2026. @param timeZone IANA */
export function dateOf(language: Language, at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat(localeOf[language], { dateStyle: 'long', timeZone }).format(at)
}

/** A date as exact as it is known: 2014, November 2014, November 20, 2014. @param day YYYY, YYYY-MM or YYYY-MM-DD */
export function partialDate(language: Language, day: string): string {
  if (day.length === 10) return longDate(language, day)
  if (day.length === 4) return day
  return months[language].format(new Date(`${day}-01`))
}

// Kept, because making one takes longer than all that it then formats on a page.
const longDates = inBoth({ dateStyle: 'long', timeZone: 'UTC' })
const months = inBoth({ year: 'numeric', month: 'long', timeZone: 'UTC' })

function inBoth(parts: Intl.DateTimeFormatOptions): Record<Language, Intl.DateTimeFormat> {
  return { en: new Intl.DateTimeFormat(localeOf.en, parts), es: new Intl.DateTimeFormat(localeOf.es, parts) }
}

/**
 * A moment with its time zone, since readers are in several: Nov 24, 2026, 10:56 AM MST.
 *
 * @param timeZone IANA
 * @param withYear false where only recent moments are shown
 */
export function momentOf(language: Language, at: Date, timeZone: string, withYear = true): string {
  const parts = {
    ...(withYear ? { year: 'numeric' as const } : {}),
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  } as const
  return new Intl.DateTimeFormat(localeOf[language], parts).format(at)
}

/** The day of a moment in a time zone: Thursday, December 10 / jueves, 10 de diciembre. @param timeZone IANA */
export function dayOf(language: Language, at: Date, timeZone: string): string {
  const parts = { weekday: 'long', month: 'long', day: 'numeric', timeZone } as const
  return new Intl.DateTimeFormat(localeOf[language], parts).format(at)
}

/**
 * Hours of about a day as clocks show them: 3 PM. Where the clocks were changed meanwhile, with the name of the time,
 * since an hour may come twice: 1 AM EDT, 1 AM EST.
 *
 * @param timeZone IANA
 */
export function hoursOf(language: Language, hours: Date[], timeZone: string): string[] {
  const name = { hour: 'numeric', timeZone } as const
  const format = new Intl.DateTimeFormat(
    localeOf[language],
    hours.length === 24 ? name : { ...name, timeZoneName: 'short' },
  )
  return hours.map((at) => format.format(at))
}

/** Formats a number: 3,181 in both languages. */
export function wholeNumber(language: Language, value: number): string {
  return new Intl.NumberFormat(localeOf[language]).format(value)
}
