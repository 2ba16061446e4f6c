import { paths } from '~/paths'
import { consentTexts } from '~/ui/forms/consent-texts'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { Trap } from '~/ui/forms/trap'
import type { PageProps } from '~/ui/page/public-layout'
import type { NewsPage } from './news-pages'

/** Id of the form that the language switch submits. */
export const keepPostedFormId = 'keep-posted'

/** What the form needs to know about the campaign whose news is asked for. */
export interface NewsOf {
  slug: string
  name: string
  hasTexts: boolean
}

interface KeepPostedProps extends PageProps {
  news: NewsOf
  page: NewsPage
  form: FormState
}

/** Asks for a campaign's news by email or text. Posts to a page of its own, from wherever it is shown. */
export function KeepPostedForm({ lang, t, news, page, form }: KeepPostedProps) {
  return (
    <Form action={paths.keepPosted(lang, news.slug)} id={keepPostedFormId} className="sign" noValidate>
      <ErrorSummary t={t} form={form} />
      <input type="hidden" name="page" value={page} />
      <TextField
        t={t}
        form={form}
        id="posted-contact"
        name="contact"
        label={t(news.hasTexts ? 'site.form.contact' : 'site.form.email')}
        autoComplete="email"
        inputMode="email"
        maxLength={254}
      />
      <TextField
        t={t}
        form={form}
        id="posted-zip"
        name="postal_code"
        label={t('site.form.postalCode')}
        isOptional
        autoComplete="postal-code"
        inputMode="numeric"
        maxLength={20}
      />
      <Trap t={t} form={form} />
      <button className="button wide">{t('site.posted.button')}</button>
      <p className="small law">{consentTexts[news.hasTexts ? 'news' : 'news_mail'][lang]}</p>
    </Form>
  )
}

/** The form as a section of another page. */
export function KeepPosted({ lang, t, ...props }: KeepPostedProps) {
  return (
    <section className="block" aria-labelledby="posted">
      <h2 id="posted">{t('site.posted.title')}</h2>
      <p>{t('site.posted.lead', { campaign: props.news.name })}</p>
      <KeepPostedForm lang={lang} t={t} {...props} />
    </section>
  )
}
