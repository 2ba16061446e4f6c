import { z } from 'zod'
import { typedLines } from '~/ui/forms/typed-text'

/** What visitors can report about an official. Bounces are reported only by the mail server. */
export const publicReports = ['wrong-number', 'voicemail-full', 'left-office', 'wrong-other'] as const

/** What somebody tells us, with the address where it can be read; only organizers see it. */
const note = typedLines(500, 'commentTooLong')

/** The form "tell us who it is" for a place whose sheriff we do not know. */
export const unknownOfficialSchema = z.object({ note: note.pipe(z.string().min(1, 'officialNameMissing')) })

/** The form "this is wrong" about what a place has decided. */
export const wrongPolicySchema = z
  .object({ policy_note: note.pipe(z.string().min(1, 'policyNoteMissing')) })
  .transform(({ policy_note }) => ({ note: policy_note }))

/** The form "this is wrong". It asks for no name and no contact. Messages are keys under `site.errors`. */
export const officialReportSchema = z.object({
  what: z.enum(publicReports, { error: 'whatMissing' }),
  contact: z
    .union([z.uuid(), z.literal('')])
    .default('')
    .transform((id) => id || null),
  note,
})
