import { type Language, localeOf } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { daysBetween, wallClock } from '~/ui/page/zoned-time'

/** A future local time in everyday words: tomorrow, Wednesday, at 8:00 AM. */
export function whenWords(language: Language, at: Date, zone: string, now: Date): string {
  const t = translator(language)
  const time = inZone(language, zone, { hour: 'numeric', minute: '2-digit' }).format(at)
  const days = daysBetween(wallClock(zone, now).day, wallClock(zone, at).day)
  if (days === 0) return t('outreach.when.today', { time })
  const day = inZone(
    language,
    zone,
    days < 7 ? { weekday: 'long' } : { weekday: 'long', day: 'numeric', month: 'long' },
  ).format(at)
  return days === 1 ? t('outreach.when.tomorrow', { day, time }) : t('outreach.when.later', { day, time })
}

/** A local day and time in full, with the zone. */
export function fullWhen(language: Language, at: Date, zone: string): string {
  return inZone(language, zone, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(at)
}

function inZone(language: Language, timeZone: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(localeOf[language], { ...parts, timeZone })
}
