import { setTimeout as sleep } from 'node:timers/promises'
import { postWebhook, type Site } from './post-webhook'
import type { Behaviour, Running, SimulatedCall } from './simulated-call'
import { readTwiml, type Verb } from './twiml'

/** What running a simulated call needs. */
export interface SimulatedLine {
  site: Site
  accountSid: string
  behaviours: ReadonlyMap<string, Behaviour>
  /** 1 = real time; tests use less. */
  pace: number
  begin(call: {
    from: string
    to: string
    direction: SimulatedCall['direction']
    phone: string
    parentSid: string | null
  }): Running
}

/** Asks the site for a call's next instructions. */
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

/** Fields that every webhook about a call carries. */
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

/** Waits as long as it would take on a real line, scaled by `pace`. */
export function delay({ pace }: SimulatedLine, seconds: number): Promise<void> {
  return sleep(seconds * 1_000 * pace)
}
