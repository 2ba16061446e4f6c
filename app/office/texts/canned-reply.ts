import type { Bilingual, Language } from '~/i18n/language'

/** A reply that organizers can choose. */
export interface CannedReply {
  id: string
  groupId: string
  /** What organizers know it by. */
  name: Bilingual
  words: Bilingual
}

/** An answer with a chosen reply in it: what was typed before stays, and no reply stands there twice. */
export function withReply(typed: string, words: string): string {
  const before = typed.trim()
  if (before === '' || before === words) return words
  return before.includes(words) ? before : `${before} ${words}`
}

/** A reply as a field names it, with its language. */
export function choiceOf(id: string, language: Language): string {
  return `${id} ${language}`
}
