import { z } from 'zod'
import { phoneNumber } from '~/ui/forms/fields.schema'
import { typedLines } from '~/ui/forms/typed-text'

/** An incoming text: sender and body. Messages are keys under `site.errors`. */
export const inboundTextSchema = z.object({
  from: phoneNumber.transform((phone, context) => {
    if (phone) return phone
    context.addIssue({ code: 'custom', message: 'phoneWrong' })
    return z.NEVER
  }),
  body: typedLines(1_600, 'commentTooLong').pipe(z.string().min(1, 'textMissing')),
})
