import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import { localeOf, type Language } from '~/i18n/language'
import type { Target } from '~/officials/target'
import { targetWords } from '~/take-action/target-words'

/** What the provider is told to do in a call. @see https://www.twilio.com/docs/voice/twiml */
export type Twiml = InstanceType<typeof VoiceResponse>

/** Seconds to press a key: after a greeting, and after a question. */
export const patience = { hello: 15, key: 10 }

/** Nothing to do yet. */
export function beginTwiml(): Twiml {
  return new VoiceResponse()
}

/** Says words in their language. */
export function say(twiml: { say: Twiml['say'] }, language: Language, words: string): void {
  twiml.say({ language: localeOf[language] === 'es-US' ? 'es-US' : 'en-US' }, words)
}

/** Words that are said while keys may be pressed; whoever presses none hears `otherwise`. @param action where the keys go */
export function gathering(language: Language, words: string, action: string, seconds: number, otherwise: (twiml: Twiml) => unknown): string {
  const twiml = beginTwiml()
  say(twiml.gather({ numDigits: 1, timeout: seconds, action }), language, words)
  otherwise(twiml)
  return twiml.toString()
}

/** Says one more thing, and goes on elsewhere. @param words '' for nothing */
export function goingOn(language: Language, words: string, to: string): string {
  const twiml = beginTwiml()
  if (words) say(twiml, language, words)
  twiml.redirect(to)
  return twiml.toString()
}

/** The last words of a call. */
export function farewell(language: Language, ...words: string[]): string {
  const twiml = beginTwiml()
  for (const one of words) say(twiml, language, one)
  twiml.hangup()
  return twiml.toString()
}

/** An official as one is spoken of: Sheriff Ida Vance, or the office when the post is vacant. In Spanish the title follows, since it would need an article that fits. */
export function spoken(target: Target, language: Language): string {
  if (!target.holder) return target.organization.name
  const title = targetWords(target).title[language]
  return language === 'es' ? `${target.holder.name}, ${title}` : `${title} ${target.holder.name}`
}
