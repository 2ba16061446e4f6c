import type { Translate } from '~/i18n/translator'

/** How long ago something was: 5 minutes, 3 hours, 2 days. @param since ISO, as is `now` */
export function howLong(t: Translate, since: string, now: string): string {
  const minutes = Math.max(0, Math.floor((Date.parse(now) - Date.parse(since)) / 60_000))
  if (minutes < 60) return t('texts.inbox.minutes', { count: minutes })
  if (minutes < 48 * 60) return t('texts.inbox.hours', { count: Math.floor(minutes / 60) })
  return t('texts.inbox.days', { count: Math.floor(minutes / (24 * 60)) })
}
