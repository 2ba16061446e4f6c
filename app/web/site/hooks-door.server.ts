import { answerCall } from '~/actions/calls/ivr/answer-call.server'
import type { Received, Receiving } from '~/channels/sms/webhook.server'
import { isFromProvider, type Webhook } from '~/channels/sms/webhook.server'
import type { Env } from '~/env.server'
import { later } from '~/web/http/try-later'
import { receiveStatus, receiveText } from './text-hooks.server'

/** The answer to a webhook. */
export interface HookAnswer {
  status: number
  /** TwiML, or ''. */
  body: string
  headers: Record<string, string>
}

/** Answers webhooks about texts and calls; null when there is no such address. */
export type HooksDoor = (webhook: Webhook, now: Date) => Promise<HookAnswer | null>

const emptyTwiml = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'

/**
 * Receives webhooks: a wrong signature gets 403 and has no effect; 200 is sent only after the commit. What a webhook
 * reports is appended to the intake; the worker interprets it.
 */
export function openHooksDoor(
  { twilio, publicUrl, prices }: Pick<Env, 'twilio' | 'publicUrl' | 'prices'>,
  receiving: Receiving,
): HooksDoor {
  return async (webhook, now) => {
    const url = new URL(webhook.target, publicUrl)
    if (!url.pathname.startsWith('/hooks/twilio/')) return null
    if (!twilio || !isFromProvider(twilio, publicUrl, webhook)) return refused
    switch (url.pathname) {
      case '/hooks/twilio/sms':
        return answerTo(
          webhook.fields.To === twilio.from ? await receiveText(receiving, webhook.fields, now) : { outcome: 'forged' },
        )
      case '/hooks/twilio/status':
        return answerTo(await receiveStatus(receiving, url.searchParams.get('m'), webhook.fields, now))
      default: {
        const step = /^\/hooks\/twilio\/voice(?:\/([a-z]+))?$/.exec(url.pathname)
        if (!step) return null
        const answered = await answerCall(
          { ...receiving, env: { twilio, publicUrl, prices } },
          step[1] ?? '',
          url.searchParams,
          webhook.fields,
          now,
        )
        return 'twiml' in answered
          ? { status: 200, body: answered.twiml, headers: { 'content-type': 'text/xml' } }
          : answerTo(answered)
      }
    }
  }
}

const refused: HookAnswer = { status: 403, body: '', headers: {} }

function answerTo(received: Received): HookAnswer {
  switch (received.outcome) {
    case 'accepted':
    case 'nothing-to-do':
      return { status: 200, body: emptyTwiml, headers: { 'content-type': 'text/xml' } }
    case 'busy':
      return { body: '', ...later(503, received.retryAfter) }
    case 'forged':
      return refused
  }
}
