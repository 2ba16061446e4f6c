import type { Translate } from '~/i18n/translator'

const usually = 300

/** How long somebody is to wait who was refused for asking too often. @param seconds until they are heard again, or null where nobody knows */
export function waitWords(t: Translate, seconds: number | null): string {
  return t('site.problem.429text', { minutes: Math.max(1, Math.ceil((seconds ?? usually) / 60)) })
}
