import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { FormState } from '~/ui/forms/form-state'
import type { OfficePost } from './office-posts.server'

/** What a post's page and each of its panels show. */
export interface PostProps {
  t: Translate
  lang: Language
  form: FormState
  post: OfficePost
  mayEdit: boolean
}
