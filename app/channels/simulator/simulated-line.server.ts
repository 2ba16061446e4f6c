import { setTimeout as sleep } from 'node:timers/promises'
import { postWebhook, type Site } from './post-webhook'
import type { Behaviour, Running, SimulatedCall } from './simulated-call'
import { readTwiml, type Verb } from './twiml'

/** What following a call needs. */
export interface SimulatedLine {
  site: Site
  accountSid: string
  behaviours: ReadonlyMap<string, Behaviour>
  /** 1 as in life; tests are in a hurry. */
  pace: number
  begin(call: {
    from: string
    to: string
    direction: SimulatedCall['direction']
    phone: string
    parentSid: string | null
  }): Running
}

/** Asks the site what a call is to do. */
export async function fetchTwiml(
  line: SimulatedLine,
  call: Running,
  url: string,
  more: Record<string, string> = {},
): Promise<Verb[]> {
  const answer = await postWebhook(line.site, new URL(url, line.site.publicUrl).href, {
    ...fieldsOf(line, call),
    ...more,
  })
  if (answer?.status === 200) return readTwiml(answer.body)
  call.heard.push({
    who: 'line',
    text: `An application error has occurred (${answer?.status ?? 'no answer'}).`,
    language: 'en-US',
  })
  return [{ name: 'Hangup', attributes: {}, text: '', inside: [] }]
}

/** What every webhook about a call carries. */
export function fieldsOf({ accountSid }: SimulatedLine, call: SimulatedCall): Record<string, string> {
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    CallSid: call.sid,
    From: call.from,
    To: call.to,
    Caller: call.from,
    Called: call.to,
    Direction: call.direction,
    CallStatus: call.status,
  }
}

/** Waits as long as it would take on a real line; tests are faster. */
export function delay({ pace }: SimulatedLine, seconds: number): Promise<void> {
  return sleep(seconds * 1_000 * pace)
}
