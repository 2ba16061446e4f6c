import type { Language } from '~/i18n/language'
import { foldWords, readText } from '~/people/opt-words'

/** What a keyword leads to. */
export interface Keyword {
  /** '' for FIRMA and SIGN, which nobody has registered. */
  word: string
  language: Language
  deed: 'sign' | 'write'
  /** Of the petition or of the action. */
  deedId: string
  title: string
  /** The first answer in the organizer's words, or null for ours. */
  welcome: string | null
}

/** A registered word, whether what it leads to is open or not. */
export interface RegisteredWord {
  language: Language
  about: { petitionId: string } | { advocacyId: string }
  /** What is said when it is over, in the organizer's words, or null for ours. */
  ended: string | null
}

/** Words that sign without having been registered: those of the first open petition. */
export const signWords = { firma: 'es', firmar: 'es', firme: 'es', sign: 'en' } as const

/** The language of a text that is one of those words, or null. */
export function signLanguage(text: string): 'es' | 'en' | null {
  const word = foldKeyword(text)
  return word in signWords ? signWords[word as keyof typeof signWords] : null
}

/** Why a word cannot be a keyword; keys under `texts.office.refused`. */
export type KeywordProblem = 'stops' | 'starts' | 'helps' | 'signs' | 'too-short' | 'too-long' | 'digits'

/** A keyword as it is kept and compared: folded, so that ¡Firma! and firma are one. */
export function foldKeyword(typed: string): string {
  return foldWords(typed)
}

/**
 * Why this cannot be a keyword, or null. A single word that opts out, in or asks for help belongs to everybody; a
 * phrase that begins with one, such as ALTO POLIMIGRA, may be registered, and then wins over it.
 */
export function keywordProblem(typed: string): KeywordProblem | null {
  const folded = foldKeyword(typed)
  const { is } = readText(folded)
  if (is === 'stop') return 'stops'
  if (is === 'start') return 'starts'
  if (is === 'help') return 'helps'
  if (folded in signWords) return 'signs'
  if (folded.length < 3) return 'too-short'
  if (folded.length > 30) return 'too-long'
  if (/^[\d ]+$/.test(folded)) return 'digits'
  return null
}
