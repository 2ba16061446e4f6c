import type { Env } from '~/env.server'
import type { Language } from '~/i18n/language'
import type { Intake } from '~/queue/intake/append.server'
import { consentTextVersion } from '~/ui/forms/consent-texts'
import type { FormState } from '~/ui/forms/form-state'
import { isTrapped, trapError } from '~/ui/forms/trapped'
import { isOpen, offersHere, type Petition } from './petition'
import type { PetitionDirectory } from './petition-directory.server'
import { sealPhone } from './seal-phone.server'
import { readSignForm } from './sign.schema'
import { signatureSubmission } from './signature-submission'

/** Result of submitting the petition form. */
export type Signed =
  /** `signedWith`: the number, sealed; null when an email was given. */
  | { outcome: 'accepted'; petition: Petition; by: 'mail' | 'text'; signedWith: string | null }
  | { outcome: 'invalid'; petition: Petition; form: FormState }
  | { outcome: 'closed'; petition: Petition }
  | { outcome: 'busy'; retryAfter: number }
  | { outcome: 'no-such-petition' }

/** What signing needs; the cached petitions and the intake, no other database access. */
export interface SignContext {
  petitions: PetitionDirectory
  intake: Intake
  env: Pick<Env, 'channels'>
}

/**
 * Accepts one signature: validates, seals, appends. `accepted` is returned after the commit and does not reveal whether
 * the person had signed before. With the honeypot filled, the form comes back once: a browser may have done it.
 *
 * @param ref    share code of the link they came by, or null
 * @param isHeld too many from one source: hold it for review
 * @throws when the database is unreachable
 */
export async function sign(
  { petitions, intake, env }: SignContext,
  request: { language: Language; slug: string; ref: string | null; fields: Record<string, string>; isHeld: boolean },
  now: Date,
): Promise<Signed> {
  const found = await petitions.find(request.slug, now)
  if (!found) return { outcome: 'no-such-petition' }
  const { petition, key } = found
  if (!isOpen(petition, now)) return { outcome: 'closed', petition }
  const read = readSignForm(offersHere(petition.offers, env.channels), request.fields)
  const trapped = isTrapped(request.fields) ? [trapError] : []
  if (read.outcome === 'invalid')
    return { outcome: 'invalid', petition, form: { ...read.form, errors: [...read.form.errors, ...trapped] } }
  if (trapped.length > 0) return { outcome: 'invalid', petition, form: { values: request.fields, errors: trapped } }
  const submission = signatureSubmission(petition.id, request.language, read.value, request.ref, consentTextVersion)
  const appended = await intake.append(key, 'signature', submission, now, request.isHeld ? 'burst' : null)
  if (appended.outcome === 'busy') return appended
  const { email, phone } = read.value
  if (email !== null || phone === null) return { outcome: 'accepted', petition, by: 'mail', signedWith: null }
  return { outcome: 'accepted', petition, by: 'text', signedWith: sealPhone(key, petition.id, phone, now) }
}
