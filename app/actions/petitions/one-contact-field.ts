import { isEmail } from '~/ui/forms/email-address'
import type { FormState } from '~/ui/forms/form-state'

/**
 * The form asks for an email or a cell phone in one field, `contact`, and “keep me posted” is a consent for that one.
 * Embeds, kiosks and pages opened before an update send `email` and `phone` with a consent for each, and are read as
 * before.
 *
 * @returns the fields as the schema reads them
 */
export function inTwoFields({
  contact,
  keep_posted: keepPosted,
  ...fields
}: Record<string, string>): Record<string, string> {
  const consent = (ways: string[]) =>
    keepPosted ? Object.fromEntries(ways.map((way) => [`consent_${way}`, keepPosted])) : {}
  if (contact === undefined) return { ...fields, ...consent(['email', 'sms']) }
  if (!contact.trim()) return fields
  return isEmail(contact)
    ? { ...fields, email: contact, ...consent(['email']) }
    : { ...fields, phone: contact, ...consent(['sms']) }
}

/** The form's state as the page shows it: what was typed, and what is wrong with it, in the one field. */
export function inOneField({ values, errors, ...state }: FormState): FormState {
  const contact = values.contact ?? (values.email?.trim() ? values.email : (values.phone ?? ''))
  const keepPosted = values.keep_posted ?? (isEmail(contact) ? values.consent_email : values.consent_sms)
  const shown = errors.map(({ field, message }) => ({
    message: message === 'phoneWrong' && !/\d/.test(contact) ? 'contactWrong' : message,
    field: field === 'email' || field === 'phone' ? 'contact' : field,
  }))
  return {
    ...state,
    values: { ...values, contact, ...(keepPosted ? { keep_posted: keepPosted } : {}) },
    errors: shown.filter((one, index) => shown.findIndex(({ field }) => field === one.field) === index),
  }
}
