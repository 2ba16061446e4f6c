import { mayConnect } from '~/actions/calls/bridge/may-connect.server'
import { spoken } from '~/actions/calls/spoken-official'
import { beginTwiml, farewell, gathering, goingOn, patience, say } from '~/channels/voice/speech'
import { translator } from '~/i18n/translator'
import { readTargets } from '~/officials/posts/targets.server'
import { paths } from '~/paths'
import { territoryZone } from '~/ui/forms/us-number'
import { callIn } from './call-in.server'
import { afterTalk, askHow, connect } from './connect.server'
import { endCall } from './end-call.server'
import { proveByCall } from './prove-by-call.server'
import { type Answered, type Answering, type CallSession, reportEvent, sessionOf } from './session.server'

/** Keys pressed after a conversation with an office. */
const pressed: Record<string, 'spoke' | 'voicemail' | 'wrong-number' | 'voicemail-full'> = {
  '1': 'spoke',
  '2': 'voicemail',
  '3': 'wrong-number',
  '4': 'voicemail-full',
}
/** Steps that are accepted after the call has ended, because webhooks can arrive out of order. */
const toldLate = new Set(['after', 'told', 'machine'])
/** Goes on to the next office, as during a call. */
const star = '*'
/** Whether the provider detected a recording. */
const isMachine = (answeredBy: string) => answeredBy.startsWith('machine')

/**
 * Answers a call webhook with TwiML: greet, dial an office, ask how it went. Events are appended to the intake before
 * the response. Webhooks for a finished bridge or code call are rejected (403), except those that can arrive late.
 *
 * @param step '' for an incoming call
 */
export async function answerCall(
  answering: Answering,
  step: string,
  query: URLSearchParams,
  fields: Record<string, string>,
  now: Date,
): Promise<Answered> {
  if (step === 'ended') return endCall(answering, query, fields, now)
  if (step === 'code') return proveByCall(answering, query, fields, now)
  if (step === '' || step === 'in') return { twiml: await callIn(answering, step, query, fields, now) }
  const session = await sessionOf(answering, query, now, toldLate.has(step))
  if (!session) return { outcome: 'forged' }
  // In calls that we place, `To` is the phone we called.
  const isRungInTerritory = session.bridgeId !== null && territoryZone(fields.To ?? '') !== null
  return inSession(answering, { ...session, isRungInTerritory }, step, query, fields, now)
}

async function inSession(
  answering: Answering,
  session: CallSession,
  step: string,
  query: URLSearchParams,
  fields: Record<string, string>,
  now: Date,
): Promise<Answered> {
  const { language } = session
  const t = translator(language)
  const { CallSid: callSid = '', Digits: digits = '' } = fields
  const position = Number(query.get('p') ?? 0)
  const postId = session.postIds[position]
  const isAgain = query.get('again') !== null
  const goOn = (from: number, voicemail: number | null = null) =>
    connectIfWeMay(answering, isAgain ? askedAgain(session) : session, callSid, from, voicemail, now)
  switch (step) {
    case 'hello': {
      const appended = await reportEvent(answering, session, callSid, { is: 'answered' }, now)
      if (appended.outcome === 'busy') return appended
      if (!(await mayConnect(answering, session.campaignId, now)))
        return { twiml: farewell(language, t('texts.voice.stopped')) }
      const [first] = await readTargets(answering.db, session.postIds.slice(0, 1))
      return {
        twiml: gathering(
          language,
          t('texts.voice.hello', { campaign: session.campaign[language], who: first ? spoken(first, language) : '' }),
          paths.hooks.voice('begin', session.query),
          patience.hello,
          (twiml) => say(twiml, language, t('texts.voice.noKey')),
        ),
      }
    }
    case 'begin':
      if (digits === '1') return goOn(0)
      if (isAgain || digits === '')
        return { twiml: farewell(language, t(digits === '' ? 'texts.voice.noKey' : 'texts.voice.badKey')) }
      return {
        twiml: gathering(
          language,
          `${t('texts.voice.wrongKey')} ${t('texts.voice.helloKeys')}`,
          paths.hooks.voice('begin', askedAgain(session).query),
          patience.hello,
          (twiml) => say(twiml, language, t('texts.voice.noKey')),
        ),
      }
    case 'go':
      return goOn(position)
    case 'shut': {
      if (digits === '1') return goOn(position, position)
      if (isAgain || digits === '2' || digits === star || digits === '') return goOn(position + 1)
      const same = paths.hooks.voice('go', { ...askedAgain(session).query, p: String(position) })
      return { twiml: goingOn(language, t('texts.voice.wrongKey'), same) }
    }
    case 'after': {
      if (!postId) return { outcome: 'forged' }
      const talk = { status: fields.DialCallStatus ?? 'failed', seconds: Number(fields.DialCallDuration) || 0 }
      const appended = await reportEvent(answering, session, callSid, { is: 'leg', position, postId, ...talk }, now)
      return appended.outcome === 'busy'
        ? appended
        : { twiml: await afterTalk(answering, session, callSid, position, talk, now) }
    }
    case 'told': {
      const outcome = pressed[digits]
      if (!outcome && !isAgain && digits !== star && digits !== '')
        return { twiml: askHow(askedAgain(session), position, t('texts.voice.wrongKey')) }
      const appended =
        outcome && postId
          ? await reportEvent(answering, session, callSid, { is: 'told', position, postId, outcome }, now)
          : null
      return appended?.outcome === 'busy'
        ? appended
        : { twiml: goingOn(language, '', paths.hooks.voice('go', { ...session.query, p: String(position + 1) })) }
    }
    case 'machine': {
      // Sent for the office's leg; the caller's call SID is in the URL.
      const appended =
        postId && isMachine(fields.AnsweredBy ?? '')
          ? await reportEvent(answering, session, query.get('c') ?? '', { is: 'machine', position, postId }, now)
          : null
      return appended?.outcome === 'busy' ? appended : { twiml: beginTwiml().toString() }
    }
    case 'whisper': {
      const twiml = beginTwiml()
      say(twiml, 'en', translator('en')('texts.voice.whisper'))
      return { twiml: twiml.toString() }
    }
    default:
      return { outcome: 'forged' }
  }
}

/** The same call, with the next question marked as asked for the second time: a wrong key then has its way. */
function askedAgain(session: CallSession): CallSession {
  return { ...session, query: { ...session.query, again: '1' } }
}

/** Checked before every leg, because calls may have been stopped or the money spent meanwhile. */
async function connectIfWeMay(
  answering: Answering,
  session: CallSession,
  callSid: string,
  from: number,
  voicemail: number | null,
  now: Date,
): Promise<Answered> {
  if (!session.isOpen || !(await mayConnect(answering, session.campaignId, now)))
    return { twiml: farewell(session.language, translator(session.language)('texts.voice.stopped')) }
  return { twiml: await connect(answering, session, callSid, from, voicemail, now) }
}
