import { ErrorSummary, TextArea } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import { emptyForm, type FormState } from '~/ui/forms/form-state'
import type { PageProps } from '~/ui/page/public-layout'

/** Shown where we know no sheriff: asks who it is, and nothing about the sender. */
export function TellWhoForm({ t, form }: PageProps & { form: FormState }) {
  const isOther = form.values.intent === 'tell-me'
  const own = isOther ? emptyForm : form
  return (
    <details open={own.errors.length > 0 || own.problem !== undefined}>
      <summary>{t('places.tell.title')}</summary>
      <Form className="sign" noValidate>
        <ErrorSummary t={t} form={own} />
        <TextArea
          t={t}
          form={own}
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
