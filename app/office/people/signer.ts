import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { FormState } from '~/ui/forms/form-state'
import type { readSigner } from './read-signer.server'

/** One person, as `readSigner` gives them to the page. */
export type Signer = Awaited<ReturnType<typeof readSigner>>

/** What the parts of a person's page need. */
export interface SignerPart {
  t: Translate
  lang: Language
  person: Signer
  form: FormState
  hasTexts: boolean
}
