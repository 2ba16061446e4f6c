import type { Language } from '~/i18n/language'
import type { Submission } from '~/queue/intake/submission'
import { networkTextVersion } from '~/ui/forms/consent-texts'
import { shareSource } from './share-source'
import type { SignForm } from './sign.schema'

/** The data sealed for one signature. Drops consents and comment of a private one before anything is stored. */
export function signatureSubmission(
  petitionId: string,
  language: Language,
  form: SignForm,
  ref: string | null,
  textVersion: string,
): Submission<'signature'> {
  const open = !form.is_private
  return {
    petitionId,
    language,
    givenName: form.given_name,
    familyName: form.family_name,
    email: form.email,
    phone: form.phone,
    postalCode: form.country === 'US' ? form.postal_code : '',
    country: form.country,
    comment: open ? form.comments : '',
    isPrivate: form.is_private,
    showName: open && form.share_name,
    consentEmail: open && form.consent_email && form.email !== null,
    consentSms: open && form.consent_sms && form.phone !== null,
    consentNetwork: open && form.consent_network ? networkTextVersion : null,
    textVersion,
    source: shareSource(ref),
  }
}
