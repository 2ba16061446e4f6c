import type { Language } from '~/i18n/language'

const token = /(\b(?:de|a)[ \n])?\{(\w+)\}/gi

/**
 * Fills the tokens of a script or letter. Capitalizes values at the start of a sentence, and in Spanish contracts the
 * article after a preposition: “la cárcel de {place}” becomes “la cárcel del condado de Saguaro”.
 *
 * @param words values by token, in that language; unknown tokens stay as they are
 */
export function fillTokens(text: string, language: Language, words: Readonly<Record<string, string>>): string {
  return text.replace(token, (whole, before: string | undefined, name: string, at: number) => {
    const word = words[name]
    if (word === undefined) return whole
    if (before === undefined)
      return beginsSentence(text.slice(0, at)) ? word.charAt(0).toUpperCase() + word.slice(1) : word
    return language === 'es' && word.startsWith('el ') ? `${before.trimEnd()}${word.slice(1)}` : before + word
  })
}

function beginsSentence(before: string): boolean {
  const opened = /[¿¡"“]$/.test(before.slice(-1)) ? before.slice(0, -1) : before
  const ended = opened.trimEnd()
  return ended === ''
    ? opened === '' || opened.includes('\n')
    : ended.length < opened.length && (/[.!?…]/.test(ended.slice(-1)) || opened.includes('\n', ended.length))
}

/** The contents of all braces in a text, in order, known tokens or not. */
export function inBraces(text: string): string[] {
  const found: string[] = []
  for (let at = text.indexOf('{'); at >= 0; ) {
    const end = text.indexOf('}', at)
    if (end < 0) break
    found.push(text.slice(at + 1, end))
    at = text.indexOf('{', end)
  }
  return found
}
