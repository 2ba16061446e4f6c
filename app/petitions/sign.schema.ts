import { z } from 'zod'
import { commentText, emailAddress, namePart, phoneNumber, postalCode, tick } from '~/forms/fields.schema'

/** The petition form. Messages are keys under `site.errors`. */
export const signSchema = z
  .object({
    given_name: namePart,
    family_name: namePart,
    email: emailAddress,
    phone: phoneNumber,
    postal_code: postalCode,
    country: z.string().default('US').transform((value) => (value === 'abroad' ? ('abroad' as const) : ('US' as const))),
    comments: commentText,
    is_private: tick,
    share_name: tick,
    consent_email: tick,
    consent_sms: tick,
  })
  .superRefine((form, context) => {
    const refuse = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
    if (!form.given_name && !form.is_private) refuse('given_name', 'nameMissing')
    if (!form.email && !form.phone) refuse('email', 'emailOrPhone')
    if (!form.postal_code && form.country === 'US') refuse('postal_code', 'postalCodeMissing')
  })

export type SignForm = z.output<typeof signSchema>
