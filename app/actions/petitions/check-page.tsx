import { paths } from '~/paths'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { NoticePage } from '~/ui/page/notice-page'
import type { PageProps } from '~/ui/page/public-layout'

interface CheckProps extends PageProps {
  slug: string
  form: FormState
  hasTexts: boolean
}

/** The page after the form, the same for everyone: what to do next, by mail or by phone. */
export function CheckPage({ lang, t, slug, form, hasTexts }: CheckProps) {
  return (
    <NoticePage title={t('site.check.title')} text={t('site.check.lead')}>
      <section className="block" aria-labelledby="mail">
        <h2 id="mail">{t(hasTexts ? 'site.check.mail' : 'site.check.mailOnly')}</h2>
        <p>{t('site.check.mailText')}</p>
      </section>
      {/* A code texted earlier is still valid. */}
      {(hasTexts || form.values.code !== undefined) && (
        <section className="block" aria-labelledby="text">
          <h2 id="text">{t('site.check.phone')}</h2>
          <p>{t('site.check.phoneText')}</p>
          <Form noValidate>
            <ErrorSummary t={t} form={form} />
            <TextField
              t={t}
              form={form}
              name="phone"
              label={t('site.check.phoneLabel')}
              type="tel"
              autoComplete="tel"
              inputMode="tel"
              maxLength={40}
            />
            <TextField
              t={t}
              form={form}
              name="code"
              label={t('site.check.codeLabel')}
              autoComplete="one-time-code"
              inputMode="numeric"
              maxLength={12}
            />
            <button className="button wide">{t('site.check.submit')}</button>
          </Form>
        </section>
      )}
      <section className="block" aria-labelledby="nothing">
        <h2 id="nothing">{t('site.check.nothing')}</h2>
        <p>{t(hasTexts ? 'site.check.nothingText' : 'site.check.nothingTextMail')}</p>
        <p>
          <a href={paths.petition(lang, slug)}>{t('site.check.back')}</a>
        </p>
      </section>
    </NoticePage>
  )
}
