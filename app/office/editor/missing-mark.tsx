import type { Translate } from '~/i18n/translator'

interface MarkProps {
  t: Translate
  /** Name of the form field that is missing for publishing, or the beginning of names, ended by a period. */
  field: string
  isMissing: boolean
}

/** Says beside a field that it is missing. Always there: the script shows and hides it as the field is filled and emptied. */
export function MissingMark({ t, field, isMissing }: MarkProps) {
  return (
    <i data-lacks={field} hidden={!isMissing}>
      · {t('office.edit.isMissing')}
    </i>
  )
}
