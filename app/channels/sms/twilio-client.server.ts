import twilio from 'twilio'
import type { Env } from '~/env.server'
import { providerHttp } from './provider-http.server'

/** The settings of one account. */
export type Account = NonNullable<Env['twilio']>

/**
 * The provider's own client, speaking to `TWILIO_API_URL` where that is set. Its errors keep an answer's body but not
 * its headers, so how long to wait is put where they do keep it.
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

/** What an error of the client tells. */
export interface ClientError {
  status?: number
  code?: number | string
  /** What the operating system was asked for when it failed. */
  syscall?: string
  cause?: { syscall?: string }
  details?: { retryAfter?: number }
}
