import { fillTokens, inBraces } from '~/actions/kind/tokens'
import type { Bilingual, Language } from '~/i18n/language'
import { linesOf } from '~/ui/forms/content'

/** Tokens that a script may contain. */
const tokens = ['official', 'title', 'place', 'state', 'ask', 'town'] as const

export type Token = (typeof tokens)[number]

/** One line of a conversation: the English words, and their meaning in Spanish. */
export interface ScriptLine {
  /** Who says it. */
  who: 'you' | 'they'
  said: string
  meaning: string
}

/** Tokens in a text that scripts do not know. */
export function unknownTokens(text: string): string[] {
  return inBraces(text).filter((name) => !tokens.includes(name as Token))
}

/** A script line by line, with its tokens filled in. Lines that begin with > are the office's. */
export function scriptLines(script: Bilingual, filled: Record<Token, Bilingual>): ScriptLine[] {
  const meanings = linesOf(script.es)
  return linesOf(script.en).map((line, index) => ({
    who: line.startsWith('>') ? 'they' : 'you',
    said: fill(line, filled, 'en'),
    meaning: fill(meanings[index] ?? '', filled, 'es'),
  }))
}

function fill(line: string, filled: Record<Token, Bilingual>, language: Language): string {
  return fillTokens(
    line.replace(/^>\s*/, ''),
    language,
    Object.fromEntries(tokens.map((name) => [name, filled[name][language]])),
  )
}
