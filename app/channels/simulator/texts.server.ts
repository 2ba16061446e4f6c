import { randomBytes } from 'node:crypto'
import { appendFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { SegmentedMessage } from 'sms-segments-calculator'
import { capturedFolder, ownersFile } from '~/channels/captured-files.server'
import { postWebhook, type Site } from './post-webhook'

/** A text as the provider stores it. */
export interface SimulatedText {
  sid: string
  from: string
  to: string
  body: string
  direction: 'inbound' | 'outbound-api'
  status: string
  code: number | null
  at: Date
}

/** What goes wrong with texts to a number. All others are delivered. */
export interface TextFault {
  /** Refuse the request: 429, 500, or 400 with a code such as 21610. */
  refuse?: { status: number; code?: number; retryAfter?: number }
  /** Accept it, then fail to deliver it with this code, such as 30003. */
  fail?: number
  /** Milliseconds before the answer. */
  slow?: number
  /** Accept and store it, but break the connection instead of answering. */
  hangUp?: boolean
  /** The callbacks to send, in this order; repeats are sent repeatedly. */
  callbacks?: string[]
}

/** The text message half of the simulated provider. */
export interface Texts {
  all: SimulatedText[]
  /** Faults by number; `*` for all others. */
  faults: Map<string, TextFault>
  create(fields: Record<string, string>): Promise<{ status: number; body: unknown; retryAfter?: number } | 'hang-up'>
  /**
   * A text from a phone to the campaign.
   *
   * @returns the site's HTTP status; null when it does not answer
   */
  receive(from: string, body: string, optOutType?: string): Promise<number | null>
}

/**
 * Stores texts in memory: accepts ours as the provider would, shows them on the phones, and sends what phones text to
 * the site as signed webhooks.
 *
 * @param dataDir where sent texts are kept for `/dev/outbox`; null keeps nothing
 */
export function openTexts(site: Site, account: { accountSid: string; from: string }, dataDir: string | null): Texts {
  const all: SimulatedText[] = []
  const faults = new Map<string, TextFault>()

  async function keep(text: SimulatedText) {
    all.push(text)
    if (!dataDir || text.direction === 'inbound') return
    await appendFile(
      path.join(await capturedFolder(dataDir), 'sms.jsonl'),
      `${JSON.stringify({ to: text.to, from: text.from, body: text.body, at: text.at.toISOString() })}\n`,
      { mode: ownersFile },
    )
  }

  async function callBack(text: SimulatedText, url: string, fault: TextFault) {
    const end = fault.fail ? (fault.fail === 21610 ? 'failed' : 'undelivered') : 'delivered'
    // As with the real provider: late, repeated, and not always in order.
    for (const status of fault.callbacks ?? ['sent', end, end]) {
      await sleep(5)
      const isFailure = status === 'undelivered' || status === 'failed'
      await postWebhook(site, url, {
        AccountSid: account.accountSid,
        ApiVersion: '2010-04-01',
        From: text.from,
        To: text.to,
        MessageSid: text.sid,
        SmsSid: text.sid,
        MessageStatus: status,
        SmsStatus: status,
        ...(isFailure && fault.fail ? { ErrorCode: String(fault.fail) } : {}),
      })
    }
    text.status = end
    text.code = fault.fail ?? null
  }

  return {
    all,
    faults,
    async create(fields) {
      const { To = '', From = '', Body = '', StatusCallback } = fields
      const fault = faults.get(To) ?? faults.get('*') ?? {}
      if (fault.slow) await sleep(fault.slow)
      if (fault.refuse) {
        const { status, code = status === 429 ? 20429 : 20500, retryAfter } = fault.refuse
        return {
          status,
          body: { code, message: 'refused by the simulator', status },
          ...(retryAfter === undefined ? {} : { retryAfter }),
        }
      }
      if (!/^\+1[2-9]\d{9}$/.test(To))
        return { status: 400, body: { code: 21211, message: "Invalid 'To' Phone Number", status: 400 } }
      const text: SimulatedText = {
        sid: `SM${randomBytes(16).toString('hex')}`,
        from: From,
        to: To,
        body: Body,
        direction: 'outbound-api',
        status: 'queued',
        code: null,
        at: new Date(),
      }
      await keep(text)
      if (StatusCallback) void callBack(text, StatusCallback, fault)
      else text.status = 'delivered'
      return fault.hangUp ? 'hang-up' : { status: 201, body: textJson(text, account.accountSid) }
    },
    async receive(from, body, optOutType) {
      const text: SimulatedText = {
        sid: `SM${randomBytes(16).toString('hex')}`,
        from,
        to: account.from,
        body,
        direction: 'inbound',
        status: 'received',
        code: null,
        at: new Date(),
      }
      await keep(text)
      const answer = await postWebhook(site, `${site.publicUrl}/hooks/twilio/sms`, {
        AccountSid: account.accountSid,
        ApiVersion: '2010-04-01',
        MessageSid: text.sid,
        SmsMessageSid: text.sid,
        SmsSid: text.sid,
        From: from,
        To: account.from,
        Body: body,
        NumMedia: '0',
        NumSegments: '1',
        SmsStatus: 'received',
        FromCountry: 'US',
        ToCountry: 'US',
        FromState: 'AZ',
        FromCity: '',
        FromZip: '',
        ...(optOutType ? { OptOutType: optOutType } : {}),
      })
      return answer?.status ?? null
    },
  }
}

/** A text as the REST API shows it. */
export function textJson(text: SimulatedText, accountSid: string) {
  const at = text.at.toUTCString()
  return {
    sid: text.sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    from: text.from,
    to: text.to,
    body: text.body,
    direction: text.direction,
    status: text.status,
    num_segments: String(new SegmentedMessage(text.body).segmentsCount),
    num_media: '0',
    error_code: text.code,
    error_message: null,
    price: null,
    price_unit: 'USD',
    messaging_service_sid: null,
    date_created: at,
    date_sent: at,
    date_updated: at,
    uri: `/2010-04-01/Accounts/${accountSid}/Messages/${text.sid}.json`,
    subresource_uris: {},
  }
}
