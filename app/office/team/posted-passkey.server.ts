import type { Visit } from '~/office/guard/guard.server'
import { checkNewPasskey, finishSignIn, type NewPasskey } from './passkeys.server'

type Fields = Record<string, string>

/** Whose passkey answered the challenge of the page, or null. */
export function passkeyHolder({ db, keyring, env, now }: Visit, fields: Fields): Promise<string | null> {
  return finishSignIn(db, { keyring, officeUrl: env.officeUrl }, fields.challenge ?? '', parsed(fields.response), now)
}

/** The new passkey of a form, or null when it does not answer the challenge that was made for this organizer. */
export function postedPasskey(
  { db, env, now }: Visit,
  fields: Fields,
  organizerId: string,
): Promise<NewPasskey | null> {
  return checkNewPasskey(db, env.officeUrl, organizerId, fields.challenge ?? '', parsed(fields.response), now)
}

/** JSON posted by a browser; null if invalid. */
function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return null
  }
}
