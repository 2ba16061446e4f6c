import { appendFile, mkdir } from 'node:fs/promises'
import path from 'node:path'
import twilio from 'twilio'
import type { Env } from '~/env.server'
import type { Sms } from './sms'
import { twilioOutcome, type TwilioError } from './twilio-outcome'

/**
 * Opens the way out for texts: Twilio when it is set, else lines in `dataDir/outbox/sms.jsonl`.
 *
 * @param patience milliseconds to wait for an answer
 */
export function openSms(env: Pick<Env, 'twilio' | 'dataDir'>, patience = 15_000): Sms {
  return env.twilio ? twilioSms(env.twilio, patience) : capturingSms(env.dataDir)
}

function twilioSms({ accountSid, authToken, from, apiUrl }: NonNullable<Env['twilio']>, patience: number): Sms {
  const httpClient = apiUrl ? redirected(apiUrl, patience) : undefined
  const client = twilio(accountSid, authToken, { timeout: patience, ...(httpClient ? { httpClient } : {}) })
  return {
    async send({ to, body }) {
      try {
        const { sid } = await client.messages.create({ to, from, body })
        return { outcome: 'sent', providerId: sid }
      } catch (error) {
        return twilioOutcome(error as TwilioError)
      }
    },
  }
}

/** The SDK's own client, speaking to a Twilio-shaped server instead of Twilio. */
function redirected(apiUrl: string, patience: number) {
  const client = new twilio.RequestClient({ timeout: patience })
  const request = client.request.bind(client)
  client.request = (options) => request({ ...options, uri: options.uri.replace(/^https:\/\/[^/]+/, apiUrl.replace(/\/+$/, '')) })
  return client
}

function capturingSms(dataDir: string): Sms {
  const folder = path.join(dataDir, 'outbox')
  return {
    async send({ to, body }, now) {
      await mkdir(folder, { recursive: true })
      await appendFile(path.join(folder, 'sms.jsonl'), `${JSON.stringify({ to, from: 'firme', body, at: now.toISOString() })}\n`)
      return { outcome: 'sent', providerId: null }
    },
  }
}
