import { beginTwiml, gathering, patience, say } from '~/channels/voice/speech'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'

/**
 * The greeting of a code call: who is calling, and which key to press. Contains no secret, because an answering machine
 * may hear it; the code follows only after a key press.
 */
export function greetingTwiml(
  { bridgeId, language, campaign }: { bridgeId: string; language: Language; campaign: string },
  publicUrl: string,
): string {
  const t = translator(language)
  return gathering(
    language,
    t('texts.voice.codeHello', { campaign }),
    `${publicUrl}${paths.hooks.voice('code', { b: bridgeId })}`,
    patience.hello,
    (twiml) => say(twiml, language, t('texts.voice.noKey')),
  )
}

/** Says a code twice, digit by digit, slowly enough to write down. */
export function codeTwiml(code: string, language: Language): string {
  const t = translator(language)
  const twiml = beginTwiml()
  for (const words of [t('texts.voice.codeIs'), t('texts.voice.codeAgain')]) {
    say(twiml, language, words)
    for (const digit of code) {
      say(twiml, language, digit)
      twiml.pause({ length: 1 })
    }
  }
  say(twiml, language, t('texts.voice.codeType'))
  twiml.hangup()
  return twiml.toString()
}
