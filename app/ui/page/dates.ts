import { type Language, localeOf } from '~/i18n/language'

/**
 * A date as people write it: November 24, 2026 / 24 de noviembre de 2026.
 *
 * @param at ISO date or instant, read in UTC
 */
export function longDate(language: Language, at: string): string {
  return new Intl.DateTimeFormat(localeOf[language], { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(at))
}

/**
 * A date as exact as is known: March 4, 2014; March 2008; 2008 / 4 de marzo de 2014; marzo de 2008; 2008.
 *
 * @param day YYYY, YYYY-MM or YYYY-MM-DD
 */
export function partialDate(language: Language, day: string): string {
  if (day.length === 10) return longDate(language, day)
  const parts = { year: 'numeric', ...(day.length === 7 ? { month: 'long' as const } : {}), timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(localeOf[language], parts).format(new Date(day))
}

/**
 * A moment with its time zone, since readers are in several: Nov 24, 2026, 12:56 PM EST.
 *
 * @param timeZone IANA
 * @param withYear false where only recent moments are shown
 */
export function momentOf(language: Language, at: Date, timeZone = 'America/New_York', withYear = true): string {
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

/** Formats a number: 3,181 in both languages. */
export function wholeNumber(language: Language, value: number): string {
  return new Intl.NumberFormat(localeOf[language]).format(value)
}
