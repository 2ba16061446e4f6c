import { openBreaker } from '~/channels/breaker'
import type { SendOutcome } from '~/channels/mail/mailer'
import type { Env } from '~/env.server'
import { paths } from '~/paths'
import type { OutgoingText, Sms } from './sms'
import { type ClientError, twilioClient } from './twilio-client.server'
import { twilioOutcome } from './twilio-outcome'

const most = 1_000

/**
 * Opens the text channel: Twilio, or the simulator in its place. Without either, texts wait.
 *
 * Status callbacks carry the message id, never a number.
 *
 * @param patience milliseconds to wait for an answer
 */
export function openSms(
  { twilio: account, publicUrl, prices }: Pick<Env, 'twilio' | 'publicUrl' | 'prices'>,
  patience = 15_000,
): Sms {
  if (!account) return noSms
  const client = twilioClient(account, patience)
  // Twilio refuses a callback URL that it cannot reach.
  const callsBack = publicUrl.startsWith('https:') || account.isSimulated
  const breaker = openBreaker()

  const send = async ({ to, body, messageId }: OutgoingText): Promise<SendOutcome> => {
    try {
      const statusCallback = `${publicUrl}${paths.hooks.status(messageId)}`
      const { sid } = await client.messages.create({
        to,
        from: account.from,
        body,
        ...(callsBack ? { statusCallback } : {}),
      })
      return { outcome: 'sent', providerId: sid }
    } catch (error) {
      const { status, code, details, syscall, cause } = error as ClientError
      return twilioOutcome({ status, code, syscall: syscall ?? cause?.syscall, retryAfter: details?.retryAfter })
    }
  }

  return {
    async send(text, now) {
      const result = await send(text)
      breaker.note(result, now())
      return result
    },
    allows: breaker.allows,
    segmentMicros: prices.segment,
    territorySegmentMicros: prices.territorySegment,
    dayMicros: prices.textsADay,
    async listReceived(since) {
      const listed = await client.messages.list({ to: account.from, dateSentAfter: since, limit: most })
      return listed
        .filter(({ direction }) => direction === 'inbound')
        .map(({ sid, from, body }) => ({ sid, from, body }))
    },
    async listSent(to, since) {
      const listed = await client.messages.list({ to, from: account.from, dateSentAfter: since, limit: most })
      return listed.map(({ sid, body, status, errorCode }) => ({
        sid,
        body,
        status,
        code: errorCode ? Number(errorCode) : null,
      }))
    },
    async remove(sid) {
      await client.messages(sid).remove().catch(goneAlready)
    },
  }
}

/** Treats a record already deleted at the provider as deleted. */
export function goneAlready(error: ClientError): void {
  if (error.status !== 404) throw error
}

/** No provider configured: queued messages wait. */
export const noSms: Sms = {
  allows: () => 0,
  segmentMicros: 0,
  territorySegmentMicros: 0,
  dayMicros: 0,
  send: async () => ({ outcome: 'later', reason: 'no-provider', retryAfterSeconds: 600 }),
  listReceived: async () => [],
  listSent: async () => [],
  remove: async () => {},
}
