import { randomBytes } from 'node:crypto'
import { endCall, followTwiml, tellStatus } from './follow-twiml.server'
import type { Site } from './post-webhook'
import { type Behaviour, callJson, nextCallerAction, type Running, type SimulatedCall } from './simulated-call'
import { fetchTwiml, type SimulatedLine } from './simulated-line.server'
import { readTwiml } from './twiml'

type Answer = { status: number; body: unknown }

/** The voice half of the simulated provider. */
export interface Calls {
  all: SimulatedCall[]
  behaviours: Map<string, Behaviour>
  /** Calls a number and follows the TwiML from `Twiml`, or from the site. */
  create(fields: Record<string, string>): Answer
  /** Gives a call in progress new instructions. */
  update(sid: string, fields: Record<string, string>): Answer
  /** Simulates somebody calling the campaign's number. */
  receive(from: string): Promise<SimulatedCall>
  answer(sid: string): void
  press(sid: string, keys: string): void
  hangUp(sid: string): void
}

/** @param pace 1 = real time; tests use less */
export function openCalls(site: Site, account: { accountSid: string; from: string }, pace: number): Calls {
  const all: Running[] = []
  const behaviours = new Map<string, Behaviour>()
  const find = (sid: string) => all.find((call) => call.sid === sid)
  const line: SimulatedLine = {
    site,
    accountSid: account.accountSid,
    behaviours,
    pace,
    begin({ phone, ...call }) {
      const running: Running = {
        ...call,
        sid: `CA${randomBytes(16).toString('hex')}`,
        status: 'queued',
        at: new Date(),
        seconds: 0,
        heard: [],
        awaitsKeys: false,
        take: null,
        isOver: false,
        keysLeft: [...(behaviours.get(phone)?.keys ?? [])],
        callback: null,
        turn: 0,
      }
      all.push(running)
      return running
    },
  }

  function hangUp(sid: string): void {
    const call = find(sid)
    if (call?.take && call.status === 'ringing') return call.take('hang-up')
    if (!call) return
    const { take } = call
    void endCall(line, call, 'completed')
    take?.('hang-up')
  }

  return {
    all,
    behaviours,
    create({ To = '', From = '', Url = '', Twiml, StatusCallback }) {
      if (!/^\+1[2-9]\d{9}$/.test(To))
        return { status: 400, body: { code: 21211, message: 'no such number', status: 400 } }
      const call = line.begin({ from: From, to: To, direction: 'outbound-api', phone: To, parentSid: null })
      call.callback = StatusCallback ?? null
      setImmediate(() => void ring(line, call, { url: Url, twiml: Twiml }))
      return { status: 201, body: callJson(call, account.accountSid) }
    },
    update(sid, { Twiml, Status }) {
      const call = find(sid)
      if (!call) return { status: 404, body: { code: 20404, message: 'not found', status: 404 } }
      if (Status === 'completed') hangUp(sid)
      else if (call.status !== 'in-progress')
        return { status: 400, body: { code: 21220, message: 'call is not in-progress', status: 400 } }
      else if (Twiml) {
        call.turn += 1
        call.take?.('answer')
        void followTwiml(line, call, readTwiml(Twiml))
      }
      return { status: 200, body: callJson(call, account.accountSid) }
    },
    async receive(from) {
      const call = line.begin({ from, to: account.from, direction: 'inbound', phone: from, parentSid: null })
      call.status = 'in-progress'
      call.callback = `${site.publicUrl}/hooks/twilio/voice/ended`
      void fetchTwiml(line, call, `${site.publicUrl}/hooks/twilio/voice`).then((verbs) =>
        followTwiml(line, call, verbs),
      )
      return call
    },
    answer: (sid) => find(sid)?.take?.('answer'),
    press: (sid, keys) => find(sid)?.take?.({ keys }),
    hangUp,
  }
}

/** Calls somebody; when answered, plays what the site says. */
async function ring(
  line: SimulatedLine,
  call: Running,
  { url, twiml }: { url: string; twiml: string | undefined },
): Promise<void> {
  const { answers } = line.behaviours.get(call.to) ?? { answers: 'by-hand' }
  call.status = 'ringing'
  await tellStatus(line, call, 1)
  const what =
    answers === 'by-hand'
      ? await nextCallerAction(call, 30)
      : answers === 'at-once' || answers === 'machine'
        ? 'answer'
        : null
  if (what !== 'answer') return endCall(line, call, what === 'hang-up' || answers === 'busy' ? 'busy' : 'no-answer')
  call.status = 'in-progress'
  call.seconds = 1
  await tellStatus(line, call, 2)
  await followTwiml(
    line,
    call,
    twiml
      ? readTwiml(twiml)
      : await fetchTwiml(line, call, url, answers === 'machine' ? { AnsweredBy: 'machine_start' } : {}),
  )
}
