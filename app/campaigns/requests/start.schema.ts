import { z } from 'zod'
import { commentText, emailAddress, namePart, plainLine } from '~/ui/forms/fields.schema'
import { typedLine } from '~/ui/forms/typed-text'

/** The form to start a campaign where one lives. Messages are keys under `site.errors`. */
export const startSchema = z.object({
  given_name: namePart.pipe(z.string().min(1, 'writerName')),
  group_name: plainLine.pipe(z.string().min(3, 'groupNameMissing')),
  /** A ZIP, or the name of a county or city. */
  place: typedLine(100, 'tooLong').pipe(z.string().min(2, 'placeMissing')),
  /** Slug of the place, once it was chosen among several. */
  chosen: z
    .string()
    .regex(/^[a-z0-9-]{0,120}$/)
    .catch(''),
  // An invitation to the office goes by mail.
  email: emailAddress.pipe(z.string({ error: 'emailForOffice' })),
  why: commentText.pipe(z.string().min(1, 'whyMissing')),
})

/** What is kept sealed of a request until it is decided. */
export const sealedRequest = z.object({ givenName: z.string(), group: z.string(), email: z.string(), why: z.string() })
export type SealedRequest = z.output<typeof sealedRequest>
