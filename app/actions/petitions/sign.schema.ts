import { z } from 'zod'
import { commentText, emailAddress, namePart, phoneNumber, postalCode, tick } from '~/ui/forms/fields.schema'
import { inOrder, type ReadForm, readFields } from '~/ui/forms/form-state'
import { inTwoFields } from './one-contact-field'
import type { Offers } from './petition'

/** The petition form, in its page’s order. Messages are keys under `site.errors`. */
const signSchema = z
  .object({
    given_name: namePart,
    postal_code: postalCode,
    email: emailAddress,
    phone: phoneNumber,
    consent_email: tick,
    consent_sms: tick,
    is_private: tick,
    share_name: tick,
    family_name: namePart,
    comments: commentText,
    country: z
      .string()
      .default('US')
      .transform((value) => (value === 'abroad' ? ('abroad' as const) : ('US' as const))),
    consent_network: tick,
  })
  .superRefine((form, context) => {
    const refuse = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
    if (!form.given_name && !form.is_private) refuse('given_name', 'nameMissing')
    if (!form.email && !form.phone) refuse('email', 'emailOrPhone')
    if (!form.postal_code && form.country === 'US') refuse('postal_code', 'postalCodeMissing')
  })

/** Form fields that depend on an offer. */
const fieldsOf: Record<Exclude<keyof Offers, 'refusesPhone'>, string[]> = {
  comment: ['comments'],
  names: ['share_name'],
  phone: ['phone', 'consent_sms'],
  network: ['consent_network'],
}

/** Reads the form. Ignores fields this petition does not offer, but rejects a phone that cannot be texted. */
export function readSignForm(offers: Offers, typed: Record<string, string>): ReadForm<SignForm> {
  const fields = inTwoFields(typed)
  for (const offer of ['comment', 'names', 'phone', 'network'] as const)
    if (!offers[offer]) for (const field of fieldsOf[offer]) delete fields[field]
  const read = readFields(signSchema, fields)
  if (offers.refusesPhone && inTwoFields(typed).phone?.trim()) return withoutPhone(read, typed)
  if (read.outcome === 'read') return read
  const form = { ...read.form, values: { ...typed } }
  if (offers.phone) return { outcome: 'invalid', form }
  return {
    outcome: 'invalid',
    form: {
      ...form,
      errors: form.errors.map((error) =>
        error.message === 'emailOrPhone' ? { ...error, message: 'emailMissing' } : error,
      ),
    },
  }
}

/** The phone field is not on the page, so its error is shown at the email field. */
function withoutPhone(read: ReadForm<SignForm>, typed: Record<string, string>): ReadForm<SignForm> {
  const all = read.outcome === 'read' ? [] : read.form.errors
  const errors = all.filter((error) => error.field !== 'email')
  const said = { field: 'email', message: all.length > errors.length ? 'phoneNeedsEmail' : 'phoneNotKept' }
  return { outcome: 'invalid', form: { values: typed, errors: inOrder(signSchema, [...errors, said]) } }
}

export type SignForm = z.output<typeof signSchema>
