import type { FormState } from '~/ui/forms/form-state'

/**
 * The form asks for an email or a cell phone in one field, `contact`. Embeds, kiosks and pages opened before an update
 * send `email` and `phone`, and are read as before.
 *
 * @returns the fields as the schema reads them: `contact` as `email` or `phone`
 */
export function inTwoFields({ contact, ...fields }: Record<string, string>): Record<string, string> {
  if (!contact?.trim()) return fields
  return /[@＠]/.test(contact) ? { ...fields, email: contact } : { ...fields, phone: contact }
}

/** The form's state as the page shows it: what was typed, and what is wrong with it, in the one field. */
export function inOneField({ values, errors, ...state }: FormState): FormState {
  const contact = values.contact ?? (values.email?.trim() ? values.email : (values.phone ?? ''))
  const keepPosted = values.keep_posted ?? (contact.includes('@') ? values.consent_email : values.consent_sms)
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
