import type { Translate } from '~/i18n/translator'
import type { FieldError } from '~/ui/forms/form-state'
import { type Refusal, refusalOf } from './parse-kind'

/** Why a file was not read and what to do, in one or two sentences. */
export function sayRefusal(t: Translate, refusal: Refusal): string {
  switch (refusal.why) {
    case 'stray-cell':
      return t('uploads.refusals.stray-cell', { cell: refusal.cell })
    case 'broken-line':
      return t('uploads.refusals.broken-line', { line: refusal.line })
    case 'too-many-rows':
    case 'too-many-cells':
    case 'too-many-pixels':
    case 'too-many-pages':
      return t(`uploads.refusals.${refusal.why}`, { most: refusal.most })
    default:
      return t(`uploads.refusals.${refusal.why}`)
  }
}

interface RefusedField {
  field: string
  /** Keys under `site.errors` for refusals that this form words differently. */
  messages?: Partial<Record<Refusal['why'], string>>
}

/**
 * The form error for a file that was not read.
 *
 * @throws any error that is not about the file
 */
export function refusedField(t: Translate, error: unknown, { field, messages = {} }: RefusedField): FieldError {
  const refusal = refusalOf(error)
  if (!refusal) throw error
  const message = messages[refusal.why]
  return message ? { field, message } : { field, message: '', said: sayRefusal(t, refusal) }
}
