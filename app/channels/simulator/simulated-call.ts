/** What was said or pressed in a call, as somebody listening would write it down. */
interface Heard {
  who: 'voice' | 'keys' | 'line'
  text: string
  language: string
}

/** A call as the provider keeps it. */
export interface SimulatedCall {
  sid: string
  parentSid: string | null
  from: string
  to: string
  direction: 'inbound' | 'outbound-api' | 'outbound-dial'
  status: 'queued' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'no-answer' | 'canceled' | 'failed'
  at: Date
  seconds: number
  heard: Heard[]
  /** Whether it waits for keys now. */
  awaitsKeys: boolean
}

/** How a number can behave when it is rung. `by-hand`: it rings until somebody at the web phone answers. */
const answers = ['by-hand', 'at-once', 'machine', 'busy', 'never'] as const

/** How a number behaves when it is rung. */
export interface Behaviour {
  answers: (typeof answers)[number]
  /** Keys it presses, one lot for each time keys are asked for; none left: it stays silent. */
  keys?: string[]
  /** How long an office talks. */
  seconds?: number
}

/** What somebody does in a call. */
export type CallerAction = 'answer' | 'hang-up' | { keys: string }

/** A call that goes on. */
export interface Running extends SimulatedCall {
  /** Takes what somebody does, while something is waited for. */
  take: ((what: CallerAction) => void) | null
  isOver: boolean
  keysLeft: string[]
  /** Where its end is told. */
  callback: string | null
  /** Grows when it is told to do something else: whoever followed what it was told before stops. */
  turn: number
}

/** What somebody does within some seconds, or null. */
export function nextCallerAction(call: Running, seconds: number): Promise<CallerAction | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), seconds * 1_000)
    call.take = (what) => {
      clearTimeout(timer)
      call.take = null
      resolve(what)
    }
  })
}

/** A call as the REST interface shows it. */
export function callJson(call: SimulatedCall, accountSid: string) {
  const at = call.at.toUTCString()
  return {
    sid: call.sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    from: call.from,
    to: call.to,
    direction: call.direction,
    status: call.status,
    duration: String(call.seconds),
    parent_call_sid: call.parentSid,
    start_time: at,
    end_time: null,
    date_created: at,
    date_updated: at,
    price: null,
    price_unit: 'USD',
    answered_by: null,
    uri: `/2010-04-01/Accounts/${accountSid}/Calls/${call.sid}.json`,
    subresource_uris: {},
  }
}
