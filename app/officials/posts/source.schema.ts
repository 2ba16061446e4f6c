import { z } from 'zod'
import { isDay } from '#db/calendar-day'
import { cleanLine } from '~/ui/forms/text'
import { typedLine } from '~/ui/forms/typed-text'
import { webAddress } from './contact-value'

const day = z
  .string()
  .default('')
  .transform((text) => text.trim())
/** An optional day; null when left empty. */
export const openDay = day.refine((text) => text === '' || isDay(text), 'dayWrong').transform((text) => text || null)

/** A required line of text. */
export const wanted = (most: number, message: string) => typedLine(most, message).pipe(z.string().min(1, message))

/** An optional line of text, cut to `most` characters. */
export const spare = (most: number) =>
  z
    .string()
    .default('')
    .transform((text) => cleanLine(text).slice(0, most))

/** The source and check date that every save needs. @param today YYYY-MM-DD; a later check date is refused */
export function sourceFields(today: string) {
  return {
    source_url: z
      .string()
      .default('')
      .transform((text, context) => {
        const url = webAddress(text.trim())
        if (url) return url
        context.addIssue({ code: 'custom', message: 'sourceWrong' })
        return z.NEVER
      }),
    checked_on: day.refine((text) => isDay(text) && text <= today, 'checkedOnWrong'),
  }
}
