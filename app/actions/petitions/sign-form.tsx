import type { ReactNode } from 'react'
import { consentTexts } from '~/ui/forms/consent-texts'
import { ErrorSummary, TextArea, TextField, Tick } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { Trap } from '~/ui/forms/trap'
import type { PageProps } from '~/ui/page/public-layout'
import { inOneField } from './one-contact-field'
import type { Offers } from './petition'

/** Id of the form that the language switch submits. */
export const signFormId = 'sign'

interface SignFormProps extends PageProps {
  form: FormState
  commentPrompt: string | null
  offers: Offers
}

/**
 * The petition form: what signing needs in one thumb's reach, and everything else under "More options". Posts to the
 * page's own URL, so that its share code is kept.
 */
export function SignForm({ lang, t, form: given, commentPrompt, offers }: SignFormProps) {
  const form = inOneField(given)
  const abroad = <Tick form={form} name="country" value="abroad" label={t('site.form.abroad')} />
  // Beside the ZIP that is missing, and otherwise among the options.
  const needsPlace = form.errors.some(({ message }) => message === 'postalCodeMissing')
  return (
    <Form id={signFormId} className="sign" noValidate aria-labelledby="sign-title">
      <ErrorSummary t={t} form={form} />
      <div className="name-and-zip">
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
          name="postal_code"
          label={t('site.form.postalCode')}
          autoComplete="postal-code"
          inputMode="numeric"
          maxLength={20}
        />
      </div>
      {needsPlace && abroad}
      <TextField
        t={t}
        form={form}
        name="contact"
        label={t(offers.phone ? 'site.form.contact' : 'site.form.email')}
        autoComplete="email"
        inputMode="email"
        maxLength={254}
      />
      {form.values.phone && form.values.contact !== form.values.phone && (
        <input type="hidden" name="phone" value={form.values.phone} />
      )}
      <Tick form={form} name="keep_posted" label={t('site.form.keepPosted')} />
      <MoreOptions
        lang={lang}
        t={t}
        form={form}
        commentPrompt={commentPrompt}
        offers={offers}
        abroad={needsPlace ? null : abroad}
      />
      <Trap t={t} form={form} />
      <button className="button wide">{t('site.form.sign')}</button>
      <p className="small">{t(offers.phone ? 'site.form.after' : 'site.form.afterMail')}</p>
      <p className="small law">{consentTexts[offers.phone ? 'keep_posted' : 'keep_posted_mail'][lang]}</p>
    </Form>
  )
}

const moreFields = ['family_name', 'country', 'comments', 'is_private', 'share_name', 'consent_network']

/** Opens by itself when it holds an error, or something that was typed. */
function MoreOptions({ lang, t, form, commentPrompt, offers, abroad }: SignFormProps & { abroad: ReactNode }) {
  const isOpen =
    moreFields.some((name) => form.values[name]) || form.errors.some(({ field }) => moreFields.includes(field))
  return (
    <details className="more" open={isOpen}>
      <summary>{t('site.form.more')}</summary>
      <Tick form={form} name="is_private" label={t('site.form.isPrivate')} hint={t('site.form.isPrivateHint')} />
      {offers.names && <Tick form={form} name="share_name" label={consentTexts.share_name[lang]} />}
      <TextField
        t={t}
        form={form}
        name="family_name"
        label={t('site.form.familyName')}
        isOptional
        autoComplete="family-name"
        maxLength={100}
      />
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
      {abroad}
      {offers.network && <Tick form={form} name="consent_network" label={consentTexts.consent_network[lang]} />}
    </details>
  )
}
