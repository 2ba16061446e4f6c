import { isUuid } from '#db/uuid'
import { beginTwiml, farewell, gathering, patience, say } from '~/channels/voice/speech'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { type Answered, type Answering, reportEvent } from './session.server'

/** Seconds the worker has to speak the code into the call. */
const longestWait = 20

/**
 * Handles a key in a code call: 1 says the code, 9 stops calls for good, any other is asked again once. The worker speaks
 * the code, so that it is in no URL and on no answering machine.
 */
export async function proveByCall(
  answering: Answering,
  query: URLSearchParams,
  { CallSid: callSid = '', Digits: digits = '' }: Record<string, string>,
  now: Date,
): Promise<Answered> {
  const bridgeId = query.get('b') ?? ''
  const call = await codeCallOf(answering, bridgeId)
  if (!call) return { outcome: 'forged' }
  const { language } = call
  const t = translator(language)
  const learned = digits === '1' ? ('code-asked' as const) : digits === '9' ? ('code-refused' as const) : null
  if (!learned && digits !== '' && query.get('again') === null)
    return {
      twiml: gathering(
        language,
        `${t('texts.voice.wrongKey')} ${t('texts.voice.codeKeys')}`,
        paths.hooks.voice('code', { b: bridgeId, again: '1' }),
        patience.hello,
        (twiml) => say(twiml, language, t('texts.voice.noKey')),
      ),
    }
  if (!learned) return { twiml: farewell(language, t(digits === '' ? 'texts.voice.noKey' : 'texts.voice.badKey')) }
  const appended = await reportEvent(answering, { ...call, bridgeId, area: '' }, callSid, { is: learned }, now)
  if (appended.outcome === 'busy') return appended
  if (learned === 'code-refused') return { twiml: farewell(language, t('texts.voice.codeNever')) }
  const twiml = beginTwiml()
  say(twiml, language, t('texts.voice.codeWait'))
  twiml.pause({ length: longestWait })
  say(twiml, language, t('texts.voice.codeFailed'))
  twiml.hangup()
  return { twiml: twiml.toString() }
}

/** A code call in progress; null when there is none, or it has ended. */
export async function codeCallOf(
  { db }: Answering,
  bridgeId: string,
): Promise<{ actionId: string; language: Language } | null> {
  if (!isUuid(bridgeId)) return null
  const call = await db
    .selectFrom('code_call')
    .innerJoin('bridge_call', 'bridge_call.id', 'bridge_call_id')
    .select(['advocacy_campaign_id as actionId', 'language'])
    .where('bridge_call_id', '=', bridgeId)
    .where('code_call.state', 'not in', ['due', 'refused', 'ended'])
    .executeTakeFirst()
  return call ?? null
}
