import type { Translate } from '~/i18n/translator'
import type { PolicyProblem } from './understand-policy'

/** A problem as text: the column, the reason, the cell's content. */
export function sayPolicyProblem(t: Translate, { reason, field, text }: PolicyProblem): string {
  const said = t(`localities.reasons.${reason}`)
  return `${field ? `${t(`localities.fields.${field}`)}: ` : ''}${said}${text ? ` (${text})` : ''}`
}
