import { NextActs, type NextActsView } from '~/actions/next-acts/next-acts'
import { paths } from '~/paths'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { NoticePage } from '~/ui/page/notice-page'
import { OpenMail } from '~/ui/page/open-mail'
import type { PageProps } from '~/ui/page/public-layout'

interface CheckProps extends PageProps {
  slug: string
  title: string
  form: FormState
  hasTexts: boolean
  /** How we reach them, as typed a moment ago; null when the page was opened later. */
  by: 'mail' | 'text' | null
  /** Whether the page knows the number they signed with; `forgotten` once that is too long ago. */
  number: 'known' | 'forgotten' | 'unknown'
  acts: NextActsView
}

/** The page after the form, the same whether or not they had signed before: what to do next, by mail or by phone. */
export function CheckPage({ lang, t, slug, title, form, hasTexts, by, number, acts }: CheckProps) {
  // A code texted before texts were switched off is still valid.
  const takesCode = by !== 'mail' && (hasTexts || form.values.code !== undefined)
  // Whoever only has a code to enter finds the field and its button on the first screen.
  const isForCode = takesCode && by === 'text'
  return (
    <NoticePage title={t('site.check.title')} text={t(isForCode ? 'site.check.phoneText' : 'site.check.lead')}>
      {isForCode && <CodeForm t={t} form={form} number={number} hasFocus />}
      {takesCode && !isForCode && (
        <section className="block" aria-labelledby="text">
          <h2 id="text">{t('site.check.phone')}</h2>
          <p>{t('site.check.phoneText')}</p>
          <CodeForm t={t} form={form} number={number} />
        </section>
      )}
      {by !== 'text' && (
        <section className="block" aria-labelledby="mail">
          <h2 id="mail">{t(takesCode ? 'site.check.mail' : 'site.check.mailOnly')}</h2>
          <p>{t('site.check.mailText', { title })}</p>
          <OpenMail t={t} />
        </section>
      )}
      <section className="block" aria-labelledby="nothing">
        <h2 id="nothing">{t('site.check.nothing')}</h2>
        <p>{t(hasTexts ? 'site.check.nothingText' : 'site.check.nothingTextMail')}</p>
        <p>
          <a href={paths.petition(lang, slug)}>{t('site.check.back')}</a>
        </p>
      </section>
      <NextActs lang={lang} t={t} acts={acts} />
    </NoticePage>
  )
}

/**
 * The six digits. The number is asked for only when the page does not know it, and offered after a code that did not
 * work: they may have signed with another.
 */
export function CodeForm({
  t,
  form,
  number,
  hasFocus = false,
}: Pick<CheckProps, 't' | 'form' | 'number'> & { hasFocus?: boolean }) {
  const isKnown = number === 'known'
  const mayBeAnother =
    Boolean(form.values.phone) ||
    form.errors.some(({ field, message }) => field === 'phone' || message === 'codeNoMatch')
  return (
    <Form noValidate className="sign">
      <ErrorSummary t={t} form={form} />
      <TextField
        t={t}
        form={form}
        name="code"
        label={t('site.check.codeLabel')}
        autoComplete="one-time-code"
        inputMode="numeric"
        maxLength={12}
        hasFocus={hasFocus}
      />
      {(!isKnown || mayBeAnother) && (
        <TextField
          t={t}
          form={form}
          name="phone"
          label={t(isKnown ? 'site.check.otherPhone' : 'site.check.phoneLabel')}
          hint={t(isKnown ? 'site.check.otherPhoneHint' : `site.check.phoneHint.${number}`)}
          isOptional={isKnown}
          type="tel"
          autoComplete="tel"
          inputMode="tel"
          maxLength={40}
        />
      )}
      <button className="button wide">{t('site.check.submit')}</button>
    </Form>
  )
}
