import type { SendOutcome } from '~/channels/mail/mailer'
import { goneAlready } from '~/channels/sms/sms.server'
import { type ClientError, twilioClient } from '~/channels/sms/twilio-client.server'
import { twilioOutcome } from '~/channels/sms/twilio-outcome'
import type { Env } from '~/env.server'
import { paths } from '~/paths'
import type { Voice } from './voice'

/** Seconds to ring before giving up: shorter than most voicemails take to answer. */
const ringSeconds = 25
/** Most seconds of a whole call: all officials together, or a code. */
const longestCall = 60 * 60
const longestCode = 180

/**
 * Opens the voice channel, or returns null without a provider: then calls are not offered. Nothing is ever recorded.
 */
export function openVoice(
  { twilio: account, publicUrl, prices }: Pick<Env, 'twilio' | 'publicUrl' | 'prices'>,
  patience = 15_000,
): Voice | null {
  if (!account) return null
  const client = twilioClient(account, patience)
  const outgoing = { from: account.from, timeout: ringSeconds, record: false, statusCallbackEvent: ['completed'] }
  return {
    dayMicros: prices.callsADay,
    prices: prices.calls,
    publicUrl,
    ring: ({ bridgeId, to }) =>
      outcomeOf(() =>
        client.calls.create({
          ...outgoing,
          to,
          timeLimit: longestCall,
          url: `${publicUrl}${paths.hooks.voice('hello', { b: bridgeId })}`,
          statusCallback: `${publicUrl}${paths.hooks.voice('ended', { b: bridgeId })}`,
        }),
      ),
    ringCode: ({ bridgeId, to, twiml }) =>
      outcomeOf(() =>
        client.calls.create({
          ...outgoing,
          to,
          timeLimit: longestCode,
          twiml,
          statusCallback: `${publicUrl}${paths.hooks.voice('ended', { b: bridgeId, for: 'code' })}`,
        }),
      ),
    say: (callSid, twiml) => outcomeOf(() => client.calls(callSid).update({ twiml })),
    async listMade(to, since) {
      const listed = await client.calls.list({ to, from: account.from, startTimeAfter: since, limit: 100 })
      return listed.map(({ sid, status, duration, dateCreated }) => ({
        sid,
        status,
        seconds: Number(duration) || 0,
        at: dateCreated,
      }))
    },
    async remove(sid) {
      await client.calls(sid).remove().catch(goneAlready)
    },
  }
}

async function outcomeOf(request: () => Promise<{ sid: string }>): Promise<SendOutcome> {
  try {
    const { sid } = await request()
    return { outcome: 'sent', providerId: sid }
  } catch (error) {
    const { status, code, details, syscall, cause } = error as ClientError
    return twilioOutcome({ status, code, syscall: syscall ?? cause?.syscall, retryAfter: details?.retryAfter })
  }
}
