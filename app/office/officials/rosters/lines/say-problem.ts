import type { Translate } from '~/i18n/translator'
import type { Problem } from './understood-row'

/** A problem in words: the column, the reason, what stood there. */
export function sayProblem(t: Translate, { reason, field, text }: Problem): string {
  const said = t(`officials.reasons.${reason}`)
  return `${field ? `${t(`officials.fields.${field}`)}: ` : ''}${said}${text ? ` (${text})` : ''}`
}
