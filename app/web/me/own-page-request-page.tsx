import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { NoticePage } from '~/ui/page/notice-page'
import type { PageProps } from '~/ui/page/public-layout'

interface RequestProps extends PageProps {
  form: FormState
  isSent: boolean
  hasTexts: boolean
}

/** Requests a link to one's own page; the answer is the same for everybody. */
export function OwnPageRequestPage({ t, form, isSent, hasTexts }: RequestProps) {
  if (isSent)
    return (
      <NoticePage title={t('site.me.sentTitle')} text={t(hasTexts ? 'site.me.sentText' : 'site.me.sentTextMail')} />
    )
  return (
    <NoticePage
      title={t('site.me.requestTitle')}
      text={t(hasTexts ? 'site.me.requestLead' : 'site.me.requestLeadMail')}
    >
      <Form className="sign block" noValidate>
        <ErrorSummary t={t} form={form} />
        <TextField
          t={t}
          form={form}
          name="contact"
          label={t(hasTexts ? 'site.me.contact' : 'site.form.email')}
          autoComplete="email"
          maxLength={254}
        />
        <button className="button wide">{t('site.me.send')}</button>
      </Form>
    </NoticePage>
  )
}
