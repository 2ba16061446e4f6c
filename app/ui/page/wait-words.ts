import type { Translate } from '~/i18n/translator'

const usually = 300

/**
 * Tells somebody who was rate-limited how long to wait.
 *
 * @param seconds until requests are accepted again; null when unknown
 */
export function waitWords(t: Translate, seconds: number | null): string {
  return t('site.problem.429text', { minutes: Math.max(1, Math.ceil((seconds ?? usually) / 60)) })
}
