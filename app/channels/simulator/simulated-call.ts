/** One line of a call's transcript: something said or pressed. */
interface Heard {
  who: 'voice' | 'keys' | 'line'
  text: string
  language: string
}

/** A call as the provider stores it. */
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
  /** Whether it is waiting for keys now. */
  awaitsKeys: boolean
}

/** How a number can behave when called. `by-hand`: rings until somebody at the web phone answers. */
const answers = ['by-hand', 'at-once', 'machine', 'busy', 'never'] as const

/** How a number behaves when called. */
export interface Behaviour {
  answers: (typeof answers)[number]
  /** Keys it presses, one entry per prompt; silent when none are left. */
  keys?: string[]
  /** How long an office talks. */
  seconds?: number
}

/** What the person on the phone does in a call. */
export type CallerAction = 'answer' | 'hang-up' | { keys: string }

/** A call in progress. */
export interface Running extends SimulatedCall {
  /** Delivers the person's next action to the code waiting for it; null when nothing waits. */
  take: ((what: CallerAction) => void) | null
  isOver: boolean
  keysLeft: string[]
  /** URL that is told when the call ends. */
  callback: string | null
  /** Incremented on new instructions, so that code following the old ones stops. */
  turn: number
}

/** The person's next action within some seconds, or null. */
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

/** A call as the REST API shows it. */
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
