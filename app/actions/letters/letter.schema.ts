import { z } from 'zod'
import { placeFields, refField } from '~/actions/kind/place-in-address'
import { emailAddress, namePart, postalCode, tick } from '~/ui/forms/fields.schema'
import { holdsLink } from '~/ui/forms/text'
import { typedLine, typedLines } from '~/ui/forms/typed-text'

/** Lines of a letter. Links are rejected: offices discard mail with links, and we do not want to be known for them. */
const letterLines = typedLines(5_000, 'letterLong').refine((text) => !holdsLink(text), 'letterLink')

/** The letter form. Messages are keys under `site.errors`. */
export const letterSchema = z.object({
  subject: typedLine(150, 'tooLong').pipe(
    z
      .string()
      .min(1, 'subjectEmpty')
      .refine((text) => !holdsLink(text), 'letterLink'),
  ),
  body: letterLines.pipe(z.string().min(1, 'letterEmpty')),
  spanish: letterLines,
  several: z.enum(['each', 'all']).catch('each'),
  given_name: namePart.pipe(z.string().min(1, 'writerName')),
  family_name: namePart,
  postal_code: postalCode.pipe(z.string().min(1, 'writerZip')),
})

/** The letter form when we send it for the writer. */
export const sentLetterSchema = letterSchema.extend({
  email: emailAddress.pipe(z.string({ error: 'emailForSending' })),
  wants_replies: tick,
  show_name: tick,
})

export type LetterForm = z.output<typeof letterSchema>

/** The place and share code in a letter page's URL. Invalid values count as missing. */
export const letterPlaceSchema = z.object({ ...placeFields, ref: refField.nullable().catch(null) })

export type LetterPlace = z.output<typeof letterPlaceSchema>

/** Seed of a page's suggestion. */
export const seedSchema = z.string().regex(/^[0-9a-f]{32}$/)
