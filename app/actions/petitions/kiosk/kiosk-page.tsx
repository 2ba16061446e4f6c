import type { Offers } from '~/actions/petitions/petition'
import { messages } from '~/i18n/messages'
import { consentTexts } from '~/ui/forms/consent-texts'
import { ErrorSummary, TextField, Tick } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import type { PageProps } from '~/ui/page/public-layout'
import type { PublicSealingKey } from './seal-in-browser'

interface KioskProps extends PageProps {
  petition: { id: string; title: string; ask: string; offers: Offers }
  sealingKey: PublicSealingKey
  form: FormState
  /** Whether somebody has just signed; used without JavaScript. */
  isDone: boolean
}

/** Signing at a table: many people on one tablet, with nothing left of the previous person. */
export function KioskPage({ lang, t, petition, sealingKey, form, isDone }: KioskProps) {
  const words = {
    // Here is no box for people abroad.
    errors: { ...messages[lang].site.errors, postalCodeMissing: t('site.errors.postalCodeHere') },
    thanks: t('site.kiosk.thanks'),
    thanksLater: t('site.kiosk.thanksLater'),
    waiting: t('site.kiosk.waiting'),
    nothingWaits: t('site.kiosk.nothingWaits'),
    full: t('site.kiosk.full'),
    errorTitle: t('site.form.errorTitle'),
  }
  const text = { t, form: here(form), autoComplete: 'off' }
  return (
    <div className="narrow">
      <h1>{petition.title}</h1>
      <p className="lead">{petition.ask}</p>
      <p className="note" role="status" data-kiosk-status="">
        {isDone ? t('site.kiosk.thanks') : t('site.kiosk.nothingWaits')}
      </p>
      <Form
        className="sign"
        noValidate
        autoComplete="off"
        data-kiosk={JSON.stringify(sealingKey)}
        data-words={JSON.stringify(words)}
        data-petition={petition.id}
        data-offers={JSON.stringify(petition.offers)}
        data-language={lang}
      >
        <p className="errors" role="alert" tabIndex={-1} data-kiosk-errors="" hidden />
        <ErrorSummary t={t} form={here(form)} />
        <div className="two">
          <TextField {...text} name="given_name" label={t('site.form.givenName')} maxLength={100} />
          <TextField {...text} name="family_name" label={t('site.form.familyName')} isOptional maxLength={100} />
        </div>
        <div className="two">
          {petition.offers.phone && (
            <TextField {...text} name="phone" label={t('site.form.phone')} type="tel" inputMode="tel" maxLength={40} />
          )}
          <TextField {...text} name="email" label={t('site.form.email')} inputMode="email" maxLength={254} />
        </div>
        <TextField {...text} name="postal_code" label={t('site.form.postalCode')} inputMode="numeric" maxLength={20} />
        <Tick form={form} name="is_private" label={t('site.form.isPrivate')} />
        {petition.offers.names && <Tick form={form} name="share_name" label={consentTexts.share_name[lang]} />}
        <Tick form={form} name="consent_email" label={consentTexts.consent_email[lang]} />
        {petition.offers.phone && <Tick form={form} name="consent_sms" label={consentTexts.consent_sms[lang]} />}
        {petition.offers.network && (
          <Tick form={form} name="consent_network" label={consentTexts.consent_network[lang]} />
        )}
        <button className="button wide">{t('site.form.sign')}</button>
        <p className="small">{t('site.kiosk.note')}</p>
      </Form>
    </div>
  )
}

/** The form's errors in the words of this page, which has no box for people abroad. */
function here(form: FormState): FormState {
  const errors = form.errors.map((error) =>
    error.message === 'postalCodeMissing' ? { ...error, message: 'postalCodeHere' } : error,
  )
  return { ...form, errors }
}
