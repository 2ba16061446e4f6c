import type { Language } from '~/i18n/language'
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

/** The language of a built-in word, or null for other texts. */
export function signLanguage(text: string): 'es' | 'en' | null {
  const word = foldKeyword(text)
  return word in signWords ? signWords[word as keyof typeof signWords] : null
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
  if (folded in signWords) return 'signs'
  if (folded.length < 3) return 'too-short'
  if (folded.length > 30) return 'too-long'
  if (/^[\d ]+$/.test(folded)) return 'digits'
  return null
}
