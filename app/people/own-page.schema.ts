import { z } from 'zod'
import type { Channels } from '~/channel-states'
import { type Language, languages } from '~/i18n/language'
import type { Submission } from '~/queue/intake/submission'
import { consentTextVersion, networkTextVersion } from '~/ui/forms/consent-texts'
import { isEmail } from '~/ui/forms/email-address'
import { emailAddress, phoneNumber } from '~/ui/forms/fields.schema'

/**
 * One field that takes an email address or a phone number. Where texts are off, a number is refused with its own
 * message. Messages: keys under `site.errors`.
 */
export const contactSchema = ({ texts }: Pick<Channels, 'texts'>) =>
  z.object({
    contact: z
      .string()
      .default('')
      .transform((typed, context) => {
        const isMail = isEmail(typed)
        const read = (isMail ? emailAddress : phoneNumber).safeParse(typed)
        const contact = read.success ? read.data : null
        if (contact && (isMail || texts !== 'none'))
          return { channel: isMail ? ('mail' as const) : ('sms' as const), contact }
        context.addIssue({
          code: 'custom',
          message: texts !== 'none' ? 'contactWrong' : contact ? 'contactByMail' : 'emailWrong',
        })
        return z.NEVER
      }),
  })

const change = z.discriminatedUnion('intent', [
  z.object({ intent: z.enum(['show_name', 'hide_name', 'delete']), signature: z.uuid() }),
  z.object({ intent: z.literal('delete_all') }),
  z.object({
    intent: z.literal('consent'),
    purpose: z.enum(['email', 'sms', 'network']),
    wanted: z.enum(['yes', 'no']),
  }),
  z.object({ intent: z.literal('language'), language: z.enum(languages) }),
  z.object({ intent: z.literal('send_everything') }),
  z.object({ intent: z.literal('withdraw_letter'), letter: z.uuid() }),
  z.object({ intent: z.enum(['stop', 'resume']) }),
])

/** Turns the fields of a button on the own page into a submission; null when no button of ours sends them. */
export function ownPageChange(
  token: string,
  language: Language,
  fields: Record<string, string>,
):
  | { kind: 'own-page-change'; submission: Submission<'own-page-change'> }
  | { kind: 'stop'; submission: Submission<'stop'> }
  | null {
  const read = change.safeParse(fields)
  if (!read.success) return null
  const asked = read.data
  const own = (submission: Submission<'own-page-change'>) => ({ kind: 'own-page-change' as const, submission })
  switch (asked.intent) {
    case 'show_name':
      return own({
        token,
        intent: 'show_name',
        signatureId: asked.signature,
        textVersion: consentTextVersion,
        language,
      })
    case 'hide_name':
      return own({ token, intent: 'hide_name', signatureId: asked.signature })
    case 'delete':
      return own({ token, intent: 'delete', signatureId: asked.signature })
    case 'delete_all':
      return own({ token, intent: 'delete', signatureId: null })
    case 'consent':
      return own({
        token,
        intent: 'consent',
        purpose: asked.purpose,
        wanted: asked.wanted === 'yes',
        textVersion: asked.purpose === 'network' ? networkTextVersion : consentTextVersion,
        language,
      })
    case 'language':
      return own({ token, intent: 'language', language: asked.language })
    case 'send_everything':
      return own({ token, intent: 'send_everything' })
    case 'withdraw_letter':
      return own({ token, intent: 'withdraw_letter', letterId: asked.letter })
    case 'stop':
    case 'resume':
      return { kind: 'stop', submission: { token, wanted: asked.intent } }
  }
}
