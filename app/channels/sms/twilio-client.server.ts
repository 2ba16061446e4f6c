import twilio from 'twilio'
import type { Env } from '~/env.server'
import { providerHttp } from './provider-http.server'

/** One account's settings. */
export type Account = NonNullable<Env['twilio']>

/**
 * The provider's own client, speaking to `TWILIO_API_URL` if set. Its errors keep the response body but not the
 * headers, so Retry-After is copied into the body.
 *
 * @param patience milliseconds to wait for an answer
 */
export function twilioClient({ accountSid, authToken, apiUrl }: Account, patience: number) {
  const httpClient = providerHttp(apiUrl, patience)
  const request = httpClient.request.bind(httpClient)
  httpClient.request = async (options) => {
    const answer = await request(options)
    const wait = Number((answer.headers as Record<string, string> | undefined)?.['retry-after'])
    if (answer.statusCode < 400 || !(wait > 0) || typeof answer.body !== 'object') return answer
    return { ...answer, body: { ...answer.body, details: { retryAfter: wait } } }
  }
  return twilio(accountSid, authToken, { timeout: patience, httpClient })
}

/** What a client error contains. */
export interface ClientError {
  status?: number
  code?: number | string
  /** The system call that failed. */
  syscall?: string
  cause?: { syscall?: string }
  details?: { retryAfter?: number }
}
