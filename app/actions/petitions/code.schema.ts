import { z } from 'zod'
import { plainDigits } from '~/i18n/plain-digits'
import { phoneNumber } from '~/ui/forms/fields.schema'
import { typedLine } from '~/ui/forms/typed-text'

/** The six digits from a text and the phone that received them. Messages are keys under `site.errors`. */
export const codeSchema = z.object({
  phone: phoneNumber.transform((phone, context) => {
    if (phone) return phone
    context.addIssue({ code: 'custom', message: 'phoneWrong' })
    return z.NEVER
  }),
  code: typedLine(100, 'codeWrong')
    .transform((text) => plainDigits(text).replace(/\D/g, ''))
    .pipe(z.string().regex(/^\d{6}$/, 'codeWrong')),
})
