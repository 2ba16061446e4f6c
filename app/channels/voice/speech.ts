import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import { type Language, localeOf } from '~/i18n/language'

/**
 * The provider's instructions for a call.
 *
 * @see https://www.twilio.com/docs/voice/twiml
 */
export type Twiml = InstanceType<typeof VoiceResponse>

/** Seconds to press a key: after a greeting, and after a question. */
export const patience = { hello: 15, key: 10 }

/** An empty TwiML response. */
export function beginTwiml(): Twiml {
  return new VoiceResponse()
}

/** Mark English words within speech in another language: private-use characters that nobody types. */
const [beginsEnglish, endsEnglish] = ['\uE000', '\uE001']
const english = new RegExp(`${beginsEnglish}([^${endsEnglish}]*)${endsEnglish}`)

/** Marks words that `say` reads with an English voice, whatever the language around them. */
export function inEnglish(words: string): string {
  return beginsEnglish + words + endsEnglish
}

/** Says words in their language; marked words are read by an English voice. */
export function say(twiml: { say: Twiml['say'] }, language: Language, words: string): void {
  const voices = { en: 'en-US', es: localeOf.es === 'es-US' ? 'es-US' : 'es-MX' } as const
  // A campaign may be called ¡Alto Polimigra!: no period after that.
  for (const [index, part] of words
    .replace(/([!?])\./g, '$1')
    .split(english)
    .entries()) {
    if (/[^\s.,]/.test(part)) twiml.say({ language: voices[index % 2 === 1 ? 'en' : language] }, part.trim())
  }
}

/**
 * Says words while keys may be pressed; without a key, `otherwise` continues.
 *
 * @param action URL that receives the keys
 * @param digits how many
 */
export function gathering(
  language: Language,
  words: string,
  action: string,
  seconds: number,
  otherwise: (twiml: Twiml) => unknown,
  digits = 1,
): string {
  const twiml = beginTwiml()
  say(twiml.gather({ numDigits: digits, timeout: seconds, action }), language, words)
  otherwise(twiml)
  return twiml.toString()
}

/**
 * Says something, then continues at another URL.
 *
 * @param words '' for nothing
 */
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
