import { z } from 'zod'
import { placeFields, refField } from '~/actions/kind/place-in-address'
import { emailAddress, namePart, postalCode, tick } from '~/ui/forms/fields.schema'
import { holdsLink } from '~/ui/forms/text'
import { typedLine, typedLines } from '~/ui/forms/typed-text'

/** Lines of a letter. Offices throw away what holds links, and ours is not the name for sending them. */
const letterLines = typedLines(5_000, 'letterLong').refine((text) => !holdsLink(text), 'letterLink')

/** A letter as it is typed. Messages are keys under `site.errors`. */
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

/** One that is to be sent for its writer. */
export const sentLetterSchema = letterSchema.extend({
  email: emailAddress.pipe(z.string({ error: 'emailForSending' })),
  wants_replies: tick,
  show_name: tick,
})

export type LetterForm = z.output<typeof letterSchema>

/** Where somebody is and by which link they came, as it stands in the address; what makes no sense is as if it were not there. */
export const letterPlaceSchema = z.object({ ...placeFields, ref: refField.nullable().catch(null) })

export type LetterPlace = z.output<typeof letterPlaceSchema>

/** What a page's suggestion was drawn with. */
export const seedSchema = z.string().regex(/^[0-9a-f]{32}$/)
