import type { SendOutcome } from '~/channels/mail/mailer'

/** What Twilio's SDK reports about a failed request. */
export interface TwilioError {
  /** HTTP status; missing when there was no answer. */
  status?: number | undefined
  /** Twilio's own code, such as 21610. */
  code?: number | string | undefined
  /** The system call that failed, such as `connect`; missing when none did. */
  syscall?: string | undefined
  /** Seconds, when the answer said how long to wait. */
  retryAfter?: number | undefined
}

/** Twilio's error codes (twilio.com/docs/api/errors) and our reasons for them. */
const codes: Record<number, { reason: string; isContactAtFault: boolean; hasOptedOut?: boolean }> = {
  21211: { reason: 'no-such-number', isContactAtFault: true },
  21610: { reason: 'opted-out', isContactAtFault: true, hasOptedOut: true },
  21612: { reason: 'number-not-reachable', isContactAtFault: true },
  21614: { reason: 'not-a-mobile', isContactAtFault: true },
  21617: { reason: 'text-too-long', isContactAtFault: false },
  21408: { reason: 'country-not-allowed', isContactAtFault: true },
  30001: { reason: 'provider-busy', isContactAtFault: false },
  30002: { reason: 'account-suspended', isContactAtFault: false },
  30003: { reason: 'phone-off', isContactAtFault: false },
  30004: { reason: 'blocked', isContactAtFault: true },
  30005: { reason: 'no-such-number', isContactAtFault: true },
  30006: { reason: 'not-a-mobile', isContactAtFault: true },
  30007: { reason: 'filtered-by-carrier', isContactAtFault: false },
  30008: { reason: 'not-told-why', isContactAtFault: false },
  30034: { reason: 'number-not-registered', isContactAtFault: false },
}

/** A problem with our account or number: once it is fixed, everything waiting can leave. */
const ourSettings = new Set([20003, 20404, 21606, 21659])
/** No connection was made, so nothing can have left. */
const unconnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH'])
const connecting = new Set(['connect', 'getaddrinfo'])

/** Why a text did not arrive, by Twilio's code; `not-told-why` for codes not in the table. */
export function reasonOf(code: number | null): { reason: string; isContactAtFault: boolean; hasOptedOut: boolean } {
  return { hasOptedOut: false, ...(codes[code ?? 0] ?? { reason: 'not-told-why', isContactAtFault: false }) }
}

/** Every reason in the table, so that a test can check that each has a text. */
export const reasons: readonly string[] = [
  ...new Set([...Object.values(codes).map(({ reason }) => reason), 'provider-login']),
]

/**
 * Maps a failed request to our outcome. No answer at all is `unknown`: the text may have left, and a text is sent at
 * most once. After 429, 401 or a connection that was never made, it has not; after 5xx it may have.
 */
export function twilioOutcome({ status, code, syscall, retryAfter }: TwilioError): SendOutcome {
  if (status === 401 || ourSettings.has(Number(code)))
    return { outcome: 'later', reason: 'provider-login', retryAfterSeconds: 600 }
  const known = codes[Number(code)]
  if (known) return { outcome: 'refused', hasOptedOut: false, ...known }
  if (status === 429) return { outcome: 'later', reason: 'provider-busy', retryAfterSeconds: retryAfter ?? 30 }
  if (status === 403) return { outcome: 'later', reason: 'provider-login', retryAfterSeconds: 600 }
  if (status !== undefined && status >= 400 && status < 500) {
    return { outcome: 'refused', reason: 'provider-refused', isContactAtFault: false, hasOptedOut: false }
  }
  if (unconnected.has(String(code)) || connecting.has(syscall ?? ''))
    return { outcome: 'later', reason: 'provider-unreachable', retryAfterSeconds: null }
  return { outcome: 'unknown', reason: 'no-answer' }
}
