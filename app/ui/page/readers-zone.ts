import { createContext, useContext } from 'react'
import type { Language } from '~/i18n/language'
import { dateOf, momentOf } from './dates'
import { usualZone } from './zones'

/** The time zone in which a signed-in organizer reads all times. IANA. */
export const ReadersZone = createContext<string>(usualZone)

export type Moments = (language: Language, at: Date) => string

/** Writes moments in the reader's zone, named: Nov 24, 2026, 10:56 AM MST. */
export function useMoments(): Moments {
  const zone = useContext(ReadersZone)
  return (language, at) => momentOf(language, at, zone)
}

/** Writes the days of moments in the reader's zone: November 24, 2026. For days without a time, `longDate`. */
export function useDays(): Moments {
  const zone = useContext(ReadersZone)
  return (language, at) => dateOf(language, at, zone)
}
