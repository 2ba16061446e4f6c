import { z } from 'zod'
import { commentText } from '~/ui/forms/fields.schema'

/** What a visitor can say of an official's page; a bounced mail only a mailbox can tell. */
export const publicReports = ['wrong-number', 'voicemail-full', 'left-office', 'wrong-other'] as const

/** The form "tell us who it is" of a place whose sheriff we do not know. */
export const unknownOfficialSchema = z.object({ note: commentText.pipe(z.string().min(1, 'officialNameMissing')) })

/** The form "this is wrong". It asks for no name and no contact. Messages are keys under `site.errors`. */
export const officialReportSchema = z.object({
  what: z.enum(publicReports, { error: 'whatMissing' }),
  contact: z
    .union([z.uuid(), z.literal('')])
    .default('')
    .transform((id) => id || null),
  note: commentText,
})
