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
  z.object({ intent: z.enum(['stop', 'resume', 'close']) }),
])

const opening = z.object({ intent: z.literal('open'), session: z.string().regex(/^[\w-]{22}$/) })

/** What the button behind a fresh link asks for: to open the page under a token of its own. Null for other buttons. */
export function ownPageOpening(fields: Record<string, string>): { session: string } | null {
  const read = opening.safeParse(fields)
  return read.success ? { session: read.data.session } : null
}

/**
 * Turns the fields of a button on the own page into a submission, or `close` for the page itself; null when no button of
 * ours sends them.
 */
export function ownPageChange(
  token: string,
  language: Language,
  fields: Record<string, string>,
): Submission<'own-page-change'> | 'close' | null {
  const read = change.safeParse(fields)
  if (!read.success) return null
  const asked = read.data
  switch (asked.intent) {
    case 'show_name':
      return {
        token,
        intent: 'show_name',
        signatureId: asked.signature,
        textVersion: consentTextVersion,
        language,
      }
    case 'hide_name':
      return { token, intent: 'hide_name', signatureId: asked.signature }
    case 'delete':
      return { token, intent: 'delete', signatureId: asked.signature }
    case 'delete_all':
      return { token, intent: 'delete', signatureId: null }
    case 'consent':
      return {
        token,
        intent: 'consent',
        purpose: asked.purpose,
        wanted: asked.wanted === 'yes',
        textVersion: asked.purpose === 'network' ? networkTextVersion : consentTextVersion,
        language,
      }
    case 'language':
      return { token, intent: 'language', language: asked.language }
    case 'send_everything':
      return { token, intent: 'send_everything' }
    case 'withdraw_letter':
      return { token, intent: 'withdraw_letter', letterId: asked.letter }
    case 'stop':
    case 'resume':
      return { token, intent: asked.intent }
    case 'close':
      return 'close'
  }
}
