import { type Language, languages } from '~/i18n/language'
import { withoutCourtesies } from '~/people/opt-out'
import { foldWords, readText } from '~/people/opt-words'

/** What a keyword leads to. */
export interface Keyword {
  /** '' for the built-in words FIRMA and SIGN. */
  word: string
  language: Language
  deed: 'sign' | 'write'
  /** Id of the petition or action. */
  deedId: string
  title: string
  /** The first answer in the organizer's words, or null for ours. */
  welcome: string | null
}

/** A registered word, whether or not its petition or action is open. */
export interface RegisteredWord {
  language: Language
  about: { petitionId: string } | { advocacyId: string }
  /** The answer once it is over, in the organizer's words, or null for ours. */
  ended: string | null
}

/** Built-in words for signing the first open petition. */
export const signWords = { firma: 'es', firmar: 'es', firme: 'es', sign: 'en' } as const

/** Built-in words that ask for a campaign's news, unless somebody has registered them for something else. */
const newsWords: Readonly<Record<string, Language>> = { noticias: 'es', novedades: 'es', news: 'en', updates: 'en' }

/** The language of a built-in word that asks for news; null for other texts. */
export function newsLanguage(text: string): Language | null {
  const word = withoutCourtesies(foldKeyword(text))
  return Object.hasOwn(newsWords, word) ? newsWords[word]! : null
}

/** What people text in place of the built-in words. */
const signPhrases: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set([
    'sign me up',
    'i sign',
    'sign up',
    'sign it',
    'sign the petition',
    'sign petition',
    'sign a petition',
    'i want to sign',
    'want to sign',
    'i would like to sign',
    'i d like to sign',
    'i want to sign the petition',
    'how do i sign',
    'where do i sign',
    'can i sign',
  ]),
  es: new Set([
    'firmo',
    'yo firmo',
    'firmo yo',
    'yo quiero firmar',
    'quiero firmar',
    'quisiera firmar',
    'deseo firmar',
    'firmar peticion',
    'firmar la peticion',
    'firmo la peticion',
    'quiero firmar la peticion',
    'como firmo',
    'donde firmo',
    'puedo firmar',
  ]),
}

/** The language of a built-in word, or of a phrase that says the same; null for other texts. */
export function signLanguage(text: string): Language | null {
  const word = foldKeyword(text)
  if (Object.hasOwn(signWords, word)) return signWords[word as keyof typeof signWords]
  const bare = withoutCourtesies(word)
  return languages.find((language) => signPhrases[language].has(bare)) ?? null
}

/** Why a word cannot be a keyword; keys under `texts.office.refused`. */
export type KeywordProblem = 'stops' | 'starts' | 'helps' | 'signs' | 'too-short' | 'too-long' | 'digits'

/** Normalizes a keyword for storage and comparison: ¡Firma! and firma are the same. */
export function foldKeyword(typed: string): string {
  return foldWords(typed)
}

/**
 * Why a text cannot be a keyword, or null. Single words for opting out, opting in and help are reserved; a phrase that
 * begins with one, such as ALTO POLIMIGRA, may be registered and then takes precedence.
 */
export function keywordProblem(typed: string): KeywordProblem | null {
  const folded = foldKeyword(typed)
  const { is } = readText(folded)
  if (is === 'stop' || is === 'stop-phrase') return 'stops'
  if (is === 'start') return 'starts'
  if (is === 'help') return 'helps'
  if (Object.hasOwn(signWords, folded)) return 'signs'
  if (folded.length < 3) return 'too-short'
  if (folded.length > 30) return 'too-long'
  if (/^[\d ]+$/.test(folded)) return 'digits'
  return null
}
