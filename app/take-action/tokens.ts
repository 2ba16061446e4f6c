import type { Language } from '~/i18n/language'

const token = /(\b(?:de|a)[ \n])?\{(\w+)\}/gi
const beginsSentence = /(?:^|[.!?…]\s+|\n\s*)[¿¡"“]?$/

/**
 * Fills the tokens of a script or letter. What begins a sentence begins with a capital, and in Spanish the article of a
 * place joins the word before it: “la cárcel de {place}” is said “la cárcel del condado de Saguaro”.
 *
 * @param words by token, in that language; a token that is not among them stays as it is
 */
export function fillTokens(text: string, language: Language, words: Readonly<Record<string, string>>): string {
  return text.replace(token, (whole, before: string | undefined, name: string, at: number) => {
    const word = words[name]
    if (word === undefined) return whole
    if (before === undefined) return beginsSentence.test(text.slice(0, at)) ? word.charAt(0).toUpperCase() + word.slice(1) : word
    return language === 'es' && word.startsWith('el ') ? `${before.trimEnd()}${word.slice(1)}` : before + word
  })
}
