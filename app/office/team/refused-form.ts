import type { Translate } from '~/i18n/translator'
import { withoutSecrets } from '~/office/guard/secret-fields'
import type { FormState } from '~/ui/forms/form-state'

/** Why a form of the account pages is refused: a key under `office.errors`. */
export type Refusal = 'signInWrong' | 'passkeyWrong' | 'codeWrong' | 'addressKnown' | 'sameAddress' | 'lastWayIn'

/** A refused form with its one error. What was typed is kept, except secrets. */
export function refusedForm(t: Translate, fields: Record<string, string>, field: string, message: Refusal): FormState {
  return {
    values: withoutSecrets(fields),
    errors: [{ field, message: `office.errors.${message}`, said: t(`office.errors.${message}`) }],
  }
}
