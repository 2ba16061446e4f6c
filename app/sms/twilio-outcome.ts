import type { SendOutcome } from '~/mailer/mailer'

/** What Twilio's SDK tells of a failed request. */
export interface TwilioError {
  /** HTTP status; missing when no answer came. */
  status?: number | undefined
  /** Twilio's own code, such as 21610. */
  code?: number | string | undefined
}

/** Twilio's codes (twilio.com/docs/api/errors) in our words. */
const codes: Record<number, { reason: string; isContactAtFault: boolean; hasOptedOut?: boolean }> = {
  21211: { reason: 'no-such-number', isContactAtFault: true },
  21408: { reason: 'country-not-allowed', isContactAtFault: true },
  21610: { reason: 'opted-out', isContactAtFault: true, hasOptedOut: true },
  21612: { reason: 'number-not-reachable', isContactAtFault: true },
  21614: { reason: 'not-a-mobile', isContactAtFault: true },
  21617: { reason: 'text-too-long', isContactAtFault: false },
  30003: { reason: 'phone-off', isContactAtFault: false },
  30004: { reason: 'blocked', isContactAtFault: true },
  30005: { reason: 'no-such-number', isContactAtFault: true },
  30006: { reason: 'not-a-mobile', isContactAtFault: true },
  30007: { reason: 'filtered-by-carrier', isContactAtFault: false },
}

/**
 * Turns a failed request into our word. No answer at all is `unknown`: the text may have left, and a text is sent at
 * most once. 429 and 401 mean that it has not; 5xx leave it open.
 */
export function twilioOutcome({ status, code }: TwilioError): SendOutcome {
  const known = codes[Number(code)]
  if (known) return { outcome: 'refused', hasOptedOut: false, ...known }
  if (status === 429) return { outcome: 'later', reason: 'provider-busy', retryAfterSeconds: 30 }
  if (status === 401 || status === 403) return { outcome: 'later', reason: 'provider-login', retryAfterSeconds: 600 }
  if (status !== undefined && status >= 400 && status < 500) {
    return { outcome: 'refused', reason: 'provider-refused', isContactAtFault: false, hasOptedOut: false }
  }
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND') return { outcome: 'later', reason: 'provider-unreachable', retryAfterSeconds: null }
  return { outcome: 'unknown', reason: 'no-answer' }
}
