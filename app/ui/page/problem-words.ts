import type { Translate } from '~/i18n/translator'
import { waitWords } from './wait-words'

const known = ['400', '403', '404', '405', '410', '413', '415', '429', '503'] as const

/** The title and text of a page that says what went wrong. @param retryAfter seconds, with 429 */
export function problemWords(t: Translate, status: number, retryAfter: number | null): { title: string; text: string } {
  const one = known.find((code) => code === String(status)) ?? '500'
  return {
    title: t(`site.problem.${one}`),
    text: one === '429' ? waitWords(t, retryAfter) : t(`site.problem.${one}text`),
  }
}
