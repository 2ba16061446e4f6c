import type { Bilingual } from '~/i18n/language'

/** Zones that people in the United States and its territories live in, as they call them. */
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

const day = 86_400_000

/**
 * The instant at which clocks in a zone show a time. Of an hour that comes twice, the first; an hour that is skipped is
 * taken as if clocks had not been put forward, as calendars do.
 *
 * @param local YYYY-MM-DDTHH:MM
 * @returns null when there is no such day or hour
 * @see ECMAScript Temporal, disambiguation "compatible"
 */
export function instantOf(local: string, zone: string): Date | null {
  const asUtc = new Date(`${local}:00Z`)
  if (Number.isNaN(asUtc.getTime()) || asUtc.toISOString().slice(0, 16) !== local) return null
  const before = asUtc.getTime() - offsetAt(asUtc.getTime() - day, zone)
  const after = asUtc.getTime() - offsetAt(asUtc.getTime() + day, zone)
  const shown = [before, after].sort((one, two) => one - two).find((at) => localOf(new Date(at), zone) === local)
  return new Date(shown ?? before)
}

/** What clocks in a zone show at an instant: YYYY-MM-DDTHH:MM. */
export function localOf(at: Date, zone: string): string {
  return new Date(at.getTime() + offsetAt(at.getTime(), zone)).toISOString().slice(0, 16)
}

/** How far a zone is ahead of UTC at an instant, in milliseconds. */
function offsetAt(at: number, zone: string): number {
  const parts = Object.fromEntries(
    clockOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  return (
    Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!, parts.second!) -
    Math.floor(at / 1_000) * 1_000
  )
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Making a format costs a hundred times what using it does. */
function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  clocks.set(zone, made)
  return made
}
