import { appendFile, mkdir } from 'node:fs/promises'
import path from 'node:path'
import twilio from 'twilio'
import type { Env } from '~/env.server'
import type { Sms } from './sms'
import { twilioOutcome, type TwilioError } from './twilio-outcome'

/** Opens the way out for texts: Twilio when it is set, else lines in `dataDir/outbox/sms.jsonl`. */
export function openSms(env: Pick<Env, 'twilio' | 'dataDir'>): Sms {
  return env.twilio ? twilioSms(env.twilio) : capturingSms(env.dataDir)
}

function twilioSms({ accountSid, authToken, from, apiUrl }: NonNullable<Env['twilio']>): Sms {
  const httpClient = apiUrl ? redirected(apiUrl) : undefined
  const client = twilio(accountSid, authToken, { timeout: 15_000, ...(httpClient ? { httpClient } : {}) })
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
function redirected(apiUrl: string) {
  const client = new twilio.RequestClient({ timeout: 15_000 })
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
