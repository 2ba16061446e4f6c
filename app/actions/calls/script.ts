import { linesOf } from '~/actions/kind/content'
import { fillTokens, inBraces } from '~/actions/kind/tokens'
import type { Bilingual, Language } from '~/i18n/language'

/** Blanks that a script may leave open. */
const tokens = ['official', 'title', 'place', 'state', 'ask'] as const

export type Token = (typeof tokens)[number]

/** One line of a conversation: what is said, in English, and what it means. */
export interface ScriptLine {
  /** Who says it. */
  who: 'you' | 'they'
  said: string
  meaning: string
}

/** Braces around what is no blank of ours. */
export function unknownTokens(text: string): string[] {
  return inBraces(text).filter((name) => !tokens.includes(name as Token))
}

/** A script with its blanks filled in, line by line. Lines that begin with > are the office's. */
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
