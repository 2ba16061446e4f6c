import type { PetitionDirectory, SignablePetition } from '~/actions/petitions/petition-directory.server'
import { type SignContext, sign } from '~/actions/petitions/sign.server'
import type { Language } from '~/i18n/language'
import { paths } from '~/paths'
import type { RateVerdict } from '~/web/http/rate-limits.server'
import { afterPost } from '~/web/http/send-answer.server'
import { later } from '~/web/http/try-later'

/** A posted petition form, before routing. */
interface SignRequest {
  language: Language
  slug: string
  ref: string | null
  fields: Record<string, string>
  limit: () => Promise<RateVerdict>
  now: Date
}

/** A complete response without a body. */
interface SignAnswer {
  status: number
  headers: Record<string, string>
}

/** A complete response, or null to let the route answer, with the error messages and the form. */
export type SignDoor = (request: SignRequest) => Promise<SignAnswer | null>

/** Milliseconds that a signer waits for a petition that is not in memory. */
const longestSearch = 1_500

/**
 * The fast path for a signature: validated, sealed and appended by the same function as in the route, but without
 * routing. Whatever cannot be accepted at once is left to the route.
 *
 * @throws when the database does not answer in time
 */
export function openSignDoor({ petitions, ...given }: SignContext): SignDoor {
  const signing: SignContext = {
    ...given,
    petitions: { ...petitions, find: (slug, now) => inTime(petitions.find(slug, now)) },
  }
  return async ({ language, slug, ref, fields, limit, now }): Promise<SignAnswer | null> => {
    const { outcome: verdict } = await limit()
    if (verdict === 'refuse') return null
    const signed = await sign(signing, { language, slug, ref, fields, isHeld: verdict === 'hold' }, now)
    switch (signed.outcome) {
      case 'accepted':
        return { status: 303, headers: { location: afterPost(paths.petitionCheck(language, slug, signed)) } }
      case 'busy':
        return later(503, signed.retryAfter)
      case 'invalid':
      case 'closed':
      case 'no-such-petition':
        return null
    }
  }
}

function inTime(found: ReturnType<PetitionDirectory['find']>): Promise<SignablePetition | null> {
  return new Promise((resolve, reject) => {
    const late = Object.assign(new Error('the database does not answer'), { code: 'ETIMEDOUT' })
    const timer = setTimeout(() => reject(late), longestSearch)
    found.finally(() => clearTimeout(timer)).then(resolve, reject)
  })
}
