import { ErrorSummary, TextArea } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import type { PageProps } from '~/ui/page/public-layout'

/** Shown where we know no sheriff: asks who it is, and nothing about the sender. */
export function TellWhoForm({ t, form }: PageProps & { form: FormState }) {
  return (
    <details open={form.errors.length > 0 || form.problem !== undefined}>
      <summary>{t('places.tell.title')}</summary>
      <Form className="sign" noValidate>
        <ErrorSummary t={t} form={form} />
        <TextArea
          t={t}
          form={form}
          name="note"
          label={t('places.tell.note')}
          hint={t('places.tell.noteHint')}
          maxLength={500}
        />
        <button className="button wide">{t('places.report.send')}</button>
      </Form>
    </details>
  )
}
