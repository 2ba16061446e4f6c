import type { Translate } from '~/i18n/translator'
import { FilterFields } from '~/office/people/filter-fields'
import { paths } from '~/paths'
import { Choice } from '~/ui/forms/choice'
import { TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'

/** Asks for an export of the filtered people, and for a reason. The filter is sent in hidden fields. */
export function AskExportForm({ t, form }: { t: Translate; form: FormState }) {
  return (
    <Form action={`${paths.office.exports()}?index`} className="inline panel">
      <FilterFields filter={form.values} />
      <Choice
        name="shape"
        label={t('office.exports.shape')}
        options={[
          ['people', t('office.exports.shapes.people')],
          ['texts', t('office.exports.shapes.texts')],
        ]}
        chosen={form.values.shape}
      />
      <TextField
        t={t}
        form={form}
        name="reason"
        label={t('office.exports.reason')}
        hint={t('office.exports.reasonHint')}
      />
      <button>{t('office.exports.ask')}</button>
    </Form>
  )
}
