import { z } from 'zod'
import { plainDigits } from '~/i18n/plain-digits'
import { typedLine } from '~/ui/forms/typed-text'
import { numberProblem, usNumber } from '~/ui/forms/us-number'

const code = typedLine(100, 'codeWrong')
  .transform((text) => plainDigits(text).replace(/\D/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'codeWrong'))

/** The six digits from a text and the phone that received them. Messages are keys under `site.errors`. */
export const codeSchema = z.object({
  code,
  phone: typedLine(100, 'phoneDigits').transform((text, context) => {
    const number = usNumber(text)
    if (number) return number
    context.addIssue({ code: 'custom', message: numberProblem(text) })
    return z.NEVER
  }),
})

/** The six digits alone, where the page knows the phone. */
export const onlyCodeSchema = z.object({
  code,
  phone: z
    .string()
    .optional()
    .transform(() => ''),
})
