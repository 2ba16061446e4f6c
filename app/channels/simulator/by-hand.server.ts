import type { Calls } from './calls.server'
import type { Behaviour, SimulatedCall } from './simulated-call'
import type { SimulatedText, TextFault, Texts } from './texts.server'

/** The simulator's HTTP answer; `hang-up` breaks the connection without answering. */
export type Answer = { status: number; body?: unknown; retryAfter?: number } | 'hang-up'

/** What one phone shows. */
export interface PhoneView {
  texts: Pick<SimulatedText, 'from' | 'to' | 'body'>[]
  calls: Pick<SimulatedCall, 'sid' | 'from' | 'to' | 'status' | 'direction' | 'heard' | 'awaitsKeys'>[]
}

/** Handles what a person does at the web phone, and what a test sets up. */
export async function byHand(
  path: string,
  fields: Record<string, string>,
  texts: Texts,
  calls: Calls,
): Promise<Answer> {
  const { number = '', sid = '', body = '', keys = '', how = '{}', optOut } = fields
  switch (path) {
    case '/simulator/phone':
      return { status: 200, body: phoneView(number, texts, calls) }
    case '/simulator/text':
      return { status: 200, body: { status: await texts.receive(number, body, optOut) } }
    case '/simulator/call':
      return { status: 200, body: { sid: (await calls.receive(number)).sid } }
    case '/simulator/answer':
      return { status: 200, body: calls.answer(sid) ?? null }
    case '/simulator/press':
      return { status: 200, body: calls.press(sid, keys) ?? null }
    case '/simulator/hang-up':
      return { status: 200, body: calls.hangUp(sid) ?? null }
    case '/simulator/fault':
      texts.faults.set(number, JSON.parse(how) as TextFault)
      return { status: 200, body: null }
    case '/simulator/behaviour':
      calls.behaviours.set(number, JSON.parse(how) as Behaviour)
      return { status: 200, body: null }
    default:
      return { status: 404 }
  }
}

function phoneView(number: string, texts: Texts, calls: Calls): PhoneView {
  return {
    texts: texts.all
      .filter(({ from, to }) => from === number || to === number)
      .slice(-30)
      .map(({ from, to, body }) => ({ from, to, body })),
    calls: calls.all
      .filter((call) => call.parentSid === null && (call.from === number || call.to === number))
      .slice(-3)
      .map(({ sid, from, to, status, direction, heard, awaitsKeys }) => ({
        sid,
        from,
        to,
        status,
        direction,
        heard,
        awaitsKeys,
      })),
  }
}
