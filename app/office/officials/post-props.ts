import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { FormState } from '~/ui/forms/form-state'
import type { OfficePost } from './office-posts.server'

/** Props shared by a post's page and its panels. */
export interface PostProps {
  t: Translate
  lang: Language
  form: FormState
  post: OfficePost
  /** Where visitors report what is wrong with it. */
  reportAt: string
  mayEdit: boolean
}
