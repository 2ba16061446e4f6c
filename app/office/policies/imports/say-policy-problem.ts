import type { Translate } from '~/i18n/translator'
import type { PolicyProblem } from './understand-policy'

/** A problem as text: the reason, and the cell's content. */
export function sayPolicyProblem(t: Translate, { reason, text }: PolicyProblem): string {
  return t(`localities.reasons.${reason}`) + (text ? ` (${text})` : '')
}
