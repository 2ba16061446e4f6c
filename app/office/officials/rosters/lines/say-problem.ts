import type { Translate } from '~/i18n/translator'
import type { Problem } from './understood-row'

/** A problem as text: the field, the reason, the cell's content. */
export function sayProblem(t: Translate, { reason, field, text }: Problem): string {
  const said = t(`officials.reasons.${reason}`)
  return `${field ? `${t(`officials.fields.${field}`)}: ` : ''}${said}${text ? ` (${text})` : ''}`
}
