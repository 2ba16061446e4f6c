import { consentTexts } from '~/ui/forms/consent-texts'
import { ErrorSummary, TextArea, TextField, Tick } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { Trap } from '~/ui/forms/trap'
import type { PageProps } from '~/ui/page/public-layout'
import type { Offers } from './petition'

/** Id of the form that the language switch submits. */
export const signFormId = 'sign'

/** The petition form. Posts to the page's own URL, so that its share code is kept. */
export function SignForm({
  lang,
  t,
  form,
  commentPrompt,
  offers,
}: PageProps & { form: FormState; commentPrompt: string | null; offers: Offers }) {
  return (
    <Form id={signFormId} className="sign" noValidate aria-labelledby="sign-title">
      <ErrorSummary t={t} form={form} />
      <h2 id="sign-title">{t('site.form.title')}</h2>
      <div className="two">
        <TextField
          t={t}
          form={form}
          name="given_name"
          label={t('site.form.givenName')}
          autoComplete="given-name"
          maxLength={100}
        />
        <TextField
          t={t}
          form={form}
          name="family_name"
          label={t('site.form.familyName')}
          isOptional
          autoComplete="family-name"
          maxLength={100}
        />
      </div>
      <fieldset aria-describedby="reach-hint">
        <legend>{t('site.form.reach')}</legend>
        <span className="hint" id="reach-hint">
          {t(offers.phone ? 'site.form.reachHint' : 'site.form.reachHintMail')}
        </span>
        <TextField
          t={t}
          form={form}
          name="email"
          label={t('site.form.email')}
          type="email"
          autoComplete="email"
          inputMode="email"
          maxLength={254}
        />
        {offers.phone && (
          <TextField
            t={t}
            form={form}
            name="phone"
            label={t('site.form.phone')}
            hint={t('site.form.phoneHint')}
            type="tel"
            autoComplete="tel"
            inputMode="tel"
            maxLength={40}
          />
        )}
      </fieldset>
      <TextField
        t={t}
        form={form}
        name="postal_code"
        label={t('site.form.postalCode')}
        autoComplete="postal-code"
        inputMode="numeric"
        maxLength={20}
      />
      <Tick form={form} name="country" value="abroad" label={t('site.form.abroad')} />
      {offers.comment && (
        <TextArea
          t={t}
          form={form}
          name="comments"
          label={commentPrompt ?? t('site.form.comments')}
          hint={t('site.form.commentsHint')}
          maxLength={500}
          isOptional
        />
      )}
      <fieldset>
        <legend>{t('site.form.choices')}</legend>
        <Tick form={form} name="is_private" label={t('site.form.isPrivate')} hint={t('site.form.isPrivateHint')} />
        {offers.names && <Tick form={form} name="share_name" label={consentTexts.share_name[lang]} />}
        <Tick form={form} name="consent_email" label={consentTexts.consent_email[lang]} />
        {offers.phone && <Tick form={form} name="consent_sms" label={consentTexts.consent_sms[lang]} />}
        {offers.network && <Tick form={form} name="consent_network" label={consentTexts.consent_network[lang]} />}
      </fieldset>
      <Trap t={t} form={form} />
      <button className="button wide">{t('site.form.sign')}</button>
      <p className="small">{t('site.form.after')}</p>
    </Form>
  )
}
