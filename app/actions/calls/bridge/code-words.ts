import { beginTwiml, gathering, patience, say } from '~/channels/voice/speech'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'

/** How a call with a code begins: who rings, which key to press. Nothing in it is secret, and a machine presses no key. */
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

/** A code, twice, digit by digit, with time to write each down. */
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
