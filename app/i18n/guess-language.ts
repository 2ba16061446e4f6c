import type { Language } from './language'

/** Words that are in nearly every sentence of one language, and in none of the other; without accents. */
const frequent: Record<Language, ReadonlySet<string>> = {
  en: words(
    'the and you your is are was i my we they this that it not do does have has can will would please thanks thank what when where how who from with for of to me am hi hello yes why dont don',
  ),
  es: words(
    'el la los las de que y en un una por para con se su sus es son esta estan soy yo mi nos ustedes usted gracias favor hola como cuando donde quien quiero puede pueden ya si pero tambien muy porque del al lo le les',
  ),
}

/** The language that a few sentences are written in, by their most frequent words; null when that does not tell. */
export function guessLanguage(text: string): Language | null {
  const said = text
    .slice(0, 4_000)
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
  const count = (language: Language) => said.filter((word) => frequent[language].has(word)).length
  const [en, es] = [count('en'), count('es') + (/[ñ¿¡]/i.test(text) ? 1 : 0)]
  if (en >= 2 * es && en > 0) return 'en'
  return es >= 2 * en && es > 0 ? 'es' : null
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}
