import { dialOffice } from './dial-office.server'
import { postWebhook } from './post-webhook'
import { nextCallerAction, type Running, type SimulatedCall } from './simulated-call'
import { delay, fetchTwiml, fieldsOf, type SimulatedLine } from './simulated-line.server'
import type { Verb } from './twiml'

/** Executes TwiML verb by verb, until the call ends or gets new instructions. */
export async function followTwiml(line: SimulatedLine, call: Running, verbs: Verb[]): Promise<void> {
  const { turn } = call
  const isStopped = () => call.isOver || call.turn !== turn
  const goOn = async (url: string, more: Record<string, string> = {}) => {
    const next = await fetchTwiml(line, call, url, more)
    if (!isStopped()) await followTwiml(line, call, next)
  }
  for (const verb of verbs) {
    if (isStopped()) return
    switch (verb.name) {
      case 'Say':
        await speak(line, call, verb)
        break
      case 'Pause':
        await delay(line, Number(verb.attributes.length ?? 1))
        break
      case 'Gather': {
        const keys = await gather(line, call, verb, isStopped)
        if (isStopped()) return
        if (keys !== null) return goOn(verb.attributes.action ?? '', { Digits: keys })
        break
      }
      case 'Dial': {
        const { status, child } = await dialOffice(line, call, verb)
        if (isStopped()) return
        if (verb.attributes.action)
          return goOn(verb.attributes.action, {
            DialCallStatus: status,
            DialCallSid: child.sid,
            DialCallDuration: String(child.seconds),
          })
        break
      }
      case 'Redirect':
        return goOn(verb.text.trim())
      case 'Hangup':
      case 'Reject':
        return endCall(line, call, 'completed')
      default:
        throw new Error(`the simulator does not follow ${verb.name}`)
    }
  }
  if (!isStopped()) await endCall(line, call, 'completed')
}

/** Ends a call, once, and tells the site; it shows as ended after the site has answered. */
export async function endCall(line: SimulatedLine, call: Running, status: SimulatedCall['status']): Promise<void> {
  if (call.isOver) return
  call.isOver = true
  call.awaitsKeys = false
  await tellStatus(line, call, 3, { CallStatus: status, CallDuration: String(call.seconds) })
  call.status = status
}

/** Reports a call's status to the site. */
export async function tellStatus(
  line: SimulatedLine,
  call: Running,
  sequence: number,
  more: Record<string, string> = {},
): Promise<void> {
  if (call.callback)
    await postWebhook(line.site, call.callback, {
      ...fieldsOf(line, call),
      ...more,
      SequenceNumber: String(sequence),
      Timestamp: new Date().toUTCString(),
    })
}

async function speak(line: SimulatedLine, call: Running, verb: Verb): Promise<void> {
  call.heard.push({ who: 'voice', text: verb.text.trim(), language: verb.attributes.language ?? 'en-US' })
  await delay(line, secondsOf(verb.text))
}

/** How long speaking these words takes. */
function secondsOf(words: string): number {
  return words.length / 25
}

/** Collects keys pressed during or after the prompt. The first key cuts the prompt off, as on any phone. */
async function gather(
  line: SimulatedLine,
  call: Running,
  { inside, attributes: { timeout = '5', numDigits = '99' } }: Verb,
  isStopped: () => boolean,
): Promise<string | null> {
  const words = inside.filter((said) => said.name === 'Say')
  const isByHand =
    (line.behaviours.get(call.direction === 'inbound' ? call.from : call.to)?.answers ?? 'by-hand') === 'by-hand'
  let isPressed = false
  const speech = (async () => {
    for (const said of words) if (!isStopped() && !isPressed) await speak(line, call, said)
  })()
  // A person at the web phone is slower than one at a keypad.
  const patience = Math.max(Number(timeout), 20)
  if (!isByHand) await speech
  if (isStopped()) return null
  call.awaitsKeys = true
  const scripted = call.keysLeft.shift()
  const speaking = words.reduce((seconds, { text }) => seconds + secondsOf(text) * line.pace, 0)
  let what =
    scripted !== undefined ? { keys: scripted } : isByHand ? await nextCallerAction(call, speaking + patience) : null
  isPressed = true
  let keys = ''
  while (what !== null && typeof what !== 'string') {
    keys += what.keys
    if (!isByHand || keys.length >= Number(numDigits)) break
    what = await nextCallerAction(call, patience)
  }
  call.awaitsKeys = false
  if (isStopped() || typeof what === 'string' || (what === null && keys === '')) return null
  call.heard.push({ who: 'keys', text: keys, language: '' })
  return keys.slice(0, Number(numDigits))
}
