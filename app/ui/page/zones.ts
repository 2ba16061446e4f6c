import { Temporal } from 'temporal-polyfill'
import type { Bilingual, Language } from '~/i18n/language'

/** Time zones of the United States and its territories, with their everyday names. */
export const zones = {
  'America/New_York': { en: 'Eastern time', es: 'Hora del Este' },
  'America/Chicago': { en: 'Central time', es: 'Hora del Centro' },
  'America/Denver': { en: 'Mountain time (Navajo Nation too)', es: 'Hora de la Montaña (también la Nación Navajo)' },
  'America/Phoenix': { en: 'Arizona time', es: 'Hora de Arizona' },
  'America/Los_Angeles': { en: 'Pacific time', es: 'Hora del Pacífico' },
  'America/Anchorage': { en: 'Alaska time', es: 'Hora de Alaska' },
  'Pacific/Honolulu': { en: 'Hawaii time', es: 'Hora de Hawái' },
  'America/Puerto_Rico': {
    en: 'Atlantic time (Puerto Rico, Virgin Islands)',
    es: 'Hora del Atlántico (Puerto Rico, Islas Vírgenes)',
  },
  'Pacific/Guam': { en: 'Chamorro time (Guam, Northern Marianas)', es: 'Hora chamorra (Guam, Marianas del Norte)' },
  'Pacific/Pago_Pago': { en: 'American Samoa time', es: 'Hora de Samoa Americana' },
} satisfies Record<string, Bilingual>

export type Zone = keyof typeof zones

export const zoneNames = Object.keys(zones) as Zone[]
export const usualZone: Zone = 'America/Phoenix'

/** The everyday name of a zone; its IANA name where it has none. */
export function zoneName(language: Language, zone: string): string {
  return zone in zones ? zones[zone as Zone][language] : zone
}

const localTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/

/**
 * The instant at which clocks in a zone show a local time. For an hour that occurs twice, the first; a skipped hour is
 * read as if clocks had not moved forward, as calendars do.
 *
 * @param local YYYY-MM-DDTHH:MM
 * @returns null when the date or time does not exist
 * @see ECMAScript Temporal, disambiguation "compatible"
 */
export function instantOf(local: string, zone: string): Date | null {
  const time = localTime.test(local) ? plainTimeOf(local) : null
  return time && new Date(time.toZonedDateTime(zone).epochMilliseconds)
}

/** The local time in a zone at an instant: YYYY-MM-DDTHH:MM. */
export function localOf(at: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
}

function plainTimeOf(local: string): Temporal.PlainDateTime | null {
  try {
    return Temporal.PlainDateTime.from(local)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
