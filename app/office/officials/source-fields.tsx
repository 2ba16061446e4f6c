import type { Translate } from '~/i18n/translator'
import { TextField } from '~/ui/forms/fields'
import type { FormState } from '~/ui/forms/form-state'

/** Source and check date, required by every save. @param id keeps the field ids of several forms on a page unique */
export function SourceFields({ t, form, id }: { t: Translate; form: FormState; id: string }) {
  return (
    <>
      <TextField
        t={t}
        form={form}
        name="source_url"
        id={`${id}-source_url`}
        label={t('officials.post.sourceUrl')}
        maxLength={2_000}
        isRequired
      />
      <TextField
        t={t}
        form={form}
        name="checked_on"
        id={`${id}-checked_on`}
        type="date"
        label={t('officials.post.checkedOn')}
        isRequired
      />
    </>
  )
}
