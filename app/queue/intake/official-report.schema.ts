import { z } from 'zod'
import { commentText } from '~/ui/forms/fields.schema'

/** What visitors can report about an official. Bounces are reported only by the mail server. */
export const publicReports = ['wrong-number', 'voicemail-full', 'left-office', 'wrong-other'] as const

/** The form "tell us who it is" for a place whose sheriff we do not know. */
export const unknownOfficialSchema = z.object({ note: commentText.pipe(z.string().min(1, 'officialNameMissing')) })

/** The form "this is wrong" about what a place has decided. */
export const wrongPolicySchema = z
  .object({ policy_note: commentText.pipe(z.string().min(1, 'policyNoteMissing')) })
  .transform(({ policy_note }) => ({ note: policy_note }))

/** The form "this is wrong". It asks for no name and no contact. Messages are keys under `site.errors`. */
export const officialReportSchema = z.object({
  what: z.enum(publicReports, { error: 'whatMissing' }),
  contact: z
    .union([z.uuid(), z.literal('')])
    .default('')
    .transform((id) => id || null),
  note: commentText,
})
