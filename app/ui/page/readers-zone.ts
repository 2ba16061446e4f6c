import { createContext, useContext } from 'react'
import type { Language } from '~/i18n/language'
import { dateOf, momentOf } from './dates'
import { usualZone } from './zones'

/** The time zone in which a signed-in organizer reads all times. IANA. */
export const ReadersZone = createContext<string>(usualZone)

/** @param withYear false where only recent moments are shown */
export type Moments = (language: Language, at: Date, withYear?: boolean) => string

/** Writes the day of a moment. */
export type Days = (language: Language, at: Date) => string

/** Writes moments in the reader's zone, named: Nov 24, 2026, 10:56 AM MST. */
export function useMoments(): Moments {
  const zone = useContext(ReadersZone)
  return (language, at, withYear) => momentOf(language, at, zone, withYear)
}

/** Writes the days of moments in the reader's zone: November 24, 2026. For days without a time, `longDate`. */
export function useDays(): Days {
  const zone = useContext(ReadersZone)
  return (language, at) => dateOf(language, at, zone)
}
