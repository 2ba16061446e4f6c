import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { knock, type Site } from './knock'
import { readTwiml, type Verb } from './twiml'

/** What was said or pressed in a call, as somebody listening would write it down. */
export interface Heard {
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

/** How a number behaves when it is rung. */
export interface Behaviour {
  /** `by-hand`: it rings until somebody at the web phone answers. */
  answers: 'by-hand' | 'at-once' | 'busy' | 'never' | 'machine'
  /** Keys it presses, one lot for each time keys are asked for; none left: it stays silent. */
  keys?: string[]
  /** How long an office talks. */
  seconds?: number
}

/** The provider's part that carries calls. */
export interface Calls {
  all: SimulatedCall[]
  behaviours: Map<string, Behaviour>
  create(fields: Record<string, string>): { status: number; body: unknown }
  /** Somebody rings the campaign's number. */
  receive(from: string): Promise<SimulatedCall>
  answer(sid: string): void
  press(sid: string, keys: string): void
  hangUp(sid: string): void
}

type Running = SimulatedCall & { take: ((what: 'answer' | 'hang-up' | { keys: string }) => void) | null; isOver: boolean; keysLeft: string[]; callback: string | null }

/** @param pace 1 as in life; tests are in a hurry */
export function openCalls(site: Site, account: { accountSid: string; from: string }, pace: number): Calls {
  const all: Running[] = []
  const behaviours = new Map<string, Behaviour>()
  const rest = (seconds: number) => sleep(seconds * 1_000 * pace)

  function begin(from: string, to: string, direction: SimulatedCall['direction'], phone: string, parentSid: string | null = null): Running {
    const call: Running = {
      sid: `CA${randomBytes(16).toString('hex')}`, parentSid, from, to, direction, status: 'queued', at: new Date(), seconds: 0, heard: [], awaitsKeys: false,
      take: null, isOver: false, keysLeft: [...(behaviours.get(phone)?.keys ?? [])], callback: null,
    }
    all.push(call)
    return call
  }

  const fieldsOf = (call: Running) => ({
    AccountSid: account.accountSid, ApiVersion: '2010-04-01', CallSid: call.sid, From: call.from, To: call.to, Caller: call.from, Called: call.to, Direction: call.direction, CallStatus: call.status,
  })

  /** What somebody does within some seconds, or null. */
  function next(call: Running, seconds: number): Promise<'answer' | 'hang-up' | { keys: string } | null> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(null), seconds * 1_000)
      call.take = (what) => {
        clearTimeout(timer)
        call.take = null
        resolve(what)
      }
    })
  }

  async function end(call: Running, status: SimulatedCall['status']) {
    if (call.isOver) return
    call.isOver = true
    call.status = status
    call.awaitsKeys = false
    if (call.callback) await knock(site, call.callback, { ...fieldsOf(call), CallDuration: String(call.seconds), SequenceNumber: '3', Timestamp: new Date().toUTCString() })
  }

  async function fetchTwiml(call: Running, url: string, more: Record<string, string> = {}): Promise<Verb[]> {
    const answer = await knock(site, new URL(url, site.publicUrl).href, { ...fieldsOf(call), ...more })
    if (!answer || answer.status !== 200) {
      call.heard.push({ who: 'line', text: `An application error has occurred (${answer?.status ?? 'no answer'}).`, language: 'en-US' })
      return [{ name: 'Hangup', attributes: {}, text: '', inside: [] }]
    }
    return readTwiml(answer.body)
  }

  /** Follows the verbs until the call is over. */
  async function follow(call: Running, verbs: Verb[]): Promise<void> {
    for (const verb of verbs) {
      if (call.isOver) return
      switch (verb.name) {
        case 'Say':
          await speak(call, verb)
          break
        case 'Pause':
          await rest(Number(verb.attributes.length ?? 1))
          break
        case 'Gather': {
          for (const said of verb.inside) if (said.name === 'Say') await speak(call, said)
          const keys = await gather(call, Number(verb.attributes.timeout ?? 5), Number(verb.attributes.numDigits ?? 99))
          if (call.isOver) return
          if (keys !== null) return follow(call, await fetchTwiml(call, verb.attributes.action ?? '', { Digits: keys }))
          break
        }
        case 'Dial': {
          const { status, child } = await dial(call, verb)
          if (call.isOver) return
          if (verb.attributes.action) {
            return follow(call, await fetchTwiml(call, verb.attributes.action, { DialCallStatus: status, DialCallSid: child.sid, DialCallDuration: String(child.seconds) }))
          }
          break
        }
        case 'Redirect':
          return follow(call, await fetchTwiml(call, verb.text.trim()))
        case 'Hangup':
        case 'Reject':
          return end(call, 'completed')
        default:
          throw new Error(`the simulator does not follow ${verb.name}`)
      }
    }
    await end(call, 'completed')
  }

  async function speak(call: Running, verb: Verb) {
    call.heard.push({ who: 'voice', text: verb.text.trim(), language: verb.attributes.language ?? 'en-US' })
    await rest(verb.text.length / 25)
  }

  async function gather(call: Running, timeout: number, most: number): Promise<string | null> {
    call.awaitsKeys = true
    const scripted = call.keysLeft.shift()
    const isByHand = (behaviours.get(call.direction === 'inbound' ? call.from : call.to)?.answers ?? 'by-hand') === 'by-hand'
    const what = scripted !== undefined ? { keys: scripted } : isByHand ? await next(call, Math.max(timeout, 20)) : null
    call.awaitsKeys = false
    if (what === 'hang-up') await end(call, 'completed')
    if (what === null || typeof what === 'string') return null
    call.heard.push({ who: 'keys', text: what.keys, language: '' })
    return what.keys.slice(0, most)
  }

  async function dial(call: Running, verb: Verb): Promise<{ status: string; child: Running }> {
    const target = verb.inside.find((inside) => inside.name === 'Number')
    const number = (target?.text ?? verb.text).trim()
    const child = begin(verb.attributes.callerId ?? call.from, number, 'outbound-dial', number, call.sid)
    const { answers, seconds = 4 } = behaviours.get(number) ?? { answers: 'at-once' }
    call.heard.push({ who: 'line', text: `ringing ${number}`, language: '' })
    await rest(2)
    if (answers === 'busy' || answers === 'never') {
      child.status = answers === 'busy' ? 'busy' : 'no-answer'
      child.isOver = true
      return { status: child.status, child }
    }
    child.status = 'in-progress'
    if (target?.attributes.url) for (const said of await fetchTwiml(child, target.attributes.url)) if (said.name === 'Say') child.heard.push({ who: 'voice', text: said.text.trim(), language: said.attributes.language ?? '' })
    const longest = Math.min(seconds, Number(verb.attributes.timeLimit ?? 14_400))
    call.heard.push({ who: 'line', text: answers === 'machine' ? 'the office’s voicemail answers' : 'the office answers', language: '' })
    const isStar = verb.attributes.hangupOnStar === 'true' && call.keysLeft[0] === '*'
    if (isStar) call.keysLeft.shift()
    call.awaitsKeys = true
    const what = isStar ? { keys: '*' } : await Promise.race([next(call, longest * pace), rest(longest).then(() => null)])
    call.awaitsKeys = false
    child.seconds = what === null ? longest : Math.max(1, Math.round((Date.now() - child.at.getTime()) / 1_000))
    child.status = 'completed'
    child.isOver = true
    call.seconds += child.seconds
    if (what === 'hang-up') await end(call, 'completed')
    return { status: 'completed', child }
  }

  async function place(call: Running, url: string) {
    const { answers } = behaviours.get(call.to) ?? { answers: 'by-hand' }
    call.status = 'ringing'
    if (call.callback) await knock(site, call.callback, { ...fieldsOf(call), SequenceNumber: '1', Timestamp: new Date().toUTCString() })
    const what = answers === 'by-hand' ? await next(call, 30) : answers === 'at-once' || answers === 'machine' ? 'answer' : null
    if (what !== 'answer') return end(call, what === 'hang-up' || answers === 'busy' ? 'busy' : 'no-answer')
    call.status = 'in-progress'
    call.seconds = 1
    if (call.callback) await knock(site, call.callback, { ...fieldsOf(call), SequenceNumber: '2', Timestamp: new Date().toUTCString() })
    await follow(call, await fetchTwiml(call, url, answers === 'machine' ? { AnsweredBy: 'machine_start' } : {}))
  }

  const find = (sid: string) => all.find((call) => call.sid === sid)
  return {
    all,
    behaviours,
    create({ To = '', From = '', Url = '', StatusCallback }) {
      if (!/^\+1[2-9]\d{9}$/.test(To)) return { status: 400, body: { code: 21211, message: 'no such number', status: 400 } }
      const call = begin(From, To, 'outbound-api', To)
      call.callback = StatusCallback ?? null
      setImmediate(() => void place(call, Url))
      return { status: 201, body: callJson(call, account.accountSid) }
    },
    async receive(from) {
      const call = begin(from, account.from, 'inbound', from)
      call.status = 'in-progress'
      call.callback = `${site.publicUrl}/hooks/twilio/voice/ended`
      void fetchTwiml(call, `${site.publicUrl}/hooks/twilio/voice`).then((verbs) => follow(call, verbs))
      return call
    },
    answer: (sid) => find(sid)?.take?.('answer'),
    press: (sid, keys) => find(sid)?.take?.({ keys }),
    hangUp(sid) {
      const call = find(sid)
      if (call?.take) call.take('hang-up')
      else if (call) void end(call, 'completed')
    },
  }
}

/** A call as the REST interface shows it. */
export function callJson(call: SimulatedCall, accountSid: string) {
  const at = call.at.toUTCString()
  return {
    sid: call.sid, account_sid: accountSid, api_version: '2010-04-01', from: call.from, to: call.to, direction: call.direction, status: call.status, duration: String(call.seconds),
    parent_call_sid: call.parentSid, start_time: at, end_time: null, date_created: at, date_updated: at, price: null, price_unit: 'USD', answered_by: null,
    uri: `/2010-04-01/Accounts/${accountSid}/Calls/${call.sid}.json`, subresource_uris: {},
  }
}
