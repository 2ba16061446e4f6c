import { postWebhook } from './post-webhook'
import { type Behaviour, type CallerAction, nextCallerAction, type Running } from './simulated-call'
import { delay, fetchTwiml, fieldsOf, type SimulatedLine } from './simulated-line.server'
import type { Verb } from './twiml'

/** Dials an office within a call, whispers to the one who answers, and reports to the site whether it is a machine. */
export async function dialOffice(
  line: SimulatedLine,
  call: Running,
  dial: Verb,
): Promise<{ status: string; child: Running }> {
  const target = dial.inside.find((inside) => inside.name === 'Number')
  const number = (target?.text ?? dial.text).trim()
  const child = line.begin({
    from: dial.attributes.callerId ?? call.from,
    to: number,
    direction: 'outbound-dial',
    phone: number,
    parentSid: call.sid,
  })
  const behaviour = line.behaviours.get(number) ?? { answers: 'at-once' }
  note(call, `ringing ${number}`)
  await delay(line, 2)
  if (behaviour.answers === 'busy' || behaviour.answers === 'never')
    return over(child, behaviour.answers === 'busy' ? 'busy' : 'no-answer')
  child.status = 'in-progress'
  if (target?.attributes.sendDigits) child.heard.push({ who: 'keys', text: target.attributes.sendDigits, language: '' })
  if (target?.attributes.url)
    for (const said of await fetchTwiml(line, child, target.attributes.url))
      if (said.name === 'Say')
        child.heard.push({ who: 'voice', text: said.text.trim(), language: said.attributes.language ?? '' })
  const detecting = detectMachine(line, child, behaviour, target?.attributes ?? {})
  note(call, behaviour.answers === 'machine' ? 'the office’s voicemail answers' : 'the office answers')
  await talk(line, call, child, behaviour, dial.attributes)
  await detecting
  return over(child, 'completed')
}

/**
 * Lasts until the office or its machine has finished, star is pressed, the caller hangs up, or the time limit is
 * reached.
 */
async function talk(
  line: SimulatedLine,
  call: Running,
  child: Running,
  { seconds = 4 }: Behaviour,
  { timeLimit = '14400', hangupOnStar }: Record<string, string>,
): Promise<void> {
  const longest = Math.min(seconds, Number(timeLimit))
  const isStar = hangupOnStar === 'true' && call.keysLeft[0] === '*'
  if (isStar) call.keysLeft.shift()
  call.awaitsKeys = true
  const what = isStar
    ? { keys: '*' }
    : await Promise.race([
        untilStar(call, longest * line.pace, hangupOnStar === 'true'),
        delay(line, longest).then(() => null),
      ])
  call.awaitsKeys = false
  child.seconds = what === null ? longest : Math.max(1, Math.round((Date.now() - child.at.getTime()) / 1_000))
  call.seconds += child.seconds
}

/** Waits until the caller hangs up or presses star; other keys go to the office, which ignores them. */
async function untilStar(call: Running, seconds: number, isStarHeard: boolean): Promise<CallerAction | null> {
  for (;;) {
    const what = await nextCallerAction(call, seconds)
    if (what === null || typeof what === 'string' || (isStarHeard && what.keys.includes('*'))) return what
  }
}

/** @see https://www.twilio.com/docs/voice/answering-machine-detection */
async function detectMachine(
  line: SimulatedLine,
  child: Running,
  { answers }: Behaviour,
  { machineDetection, amdStatusCallback }: Record<string, string>,
): Promise<void> {
  if (!machineDetection || !amdStatusCallback) return
  await postWebhook(line.site, new URL(amdStatusCallback, line.site.publicUrl).href, {
    ...fieldsOf(line, child),
    AnsweredBy: answers === 'machine' ? 'machine_start' : 'human',
    MachineDetectionDuration: '2400',
  })
}

function over(child: Running, status: 'completed' | 'busy' | 'no-answer'): { status: string; child: Running } {
  child.status = status
  child.isOver = true
  return { status, child }
}

function note(call: Running, text: string): void {
  call.heard.push({ who: 'line', text, language: '' })
}
