import { type Language, languages } from '~/i18n/language'
import { withoutCourtesies } from '~/people/opt-out'
import { foldWords } from '~/people/opt-words'
import { cleanLines } from '~/ui/forms/text'
import { aloneCries, criedNames, cries, numberCries } from './cry-phrases'

/**
 * Whether a text may come from somebody in danger. HELP and AYUDA alone ask what this number is, and have their own
 * answer.
 *
 * @returns its language, null where the words do not say; null when it is no cry for help
 */
export function criesForHelp(text: string): { language: Language | null } | null {
  const folded = foldWords(cleanLines(text))
  const typed = [folded, inOneLetter(folded), joined(folded)]
  const bare = typed.map(withoutCourtesies)
  const language = languages.find(
    (one) =>
      aloneCries[one].some((cry) => bare.includes(cry) || bare.includes(cry.replaceAll(' ', ''))) ||
      cries[one].some((phrase) => typed.some((words) => ` ${words} `.includes(` ${phrase} `))),
  )
  if (language) return { language }
  return numberCries.some((cry) => bare.includes(cry)) || text.includes('🆘') ? { language: null } : null
}

/** Whether a cry for help may also be somebody's given name, and nothing else. */
export function mayBeName(text: string): boolean {
  return criedNames.includes(withoutCourtesies(foldWords(text)))
}

/** “ayudenmeeee” as “ayudenme”. */
const inOneLetter = (folded: string) => folded.replace(/(\p{L})\1{2,}/gu, '$1')

/** Letters with spaces between them as a word: “h e l p  m e” as “helpme”. Words stay as they are. */
const joined = (folded: string) => (/^\p{L}(?: \p{L})+$/u.test(folded) ? folded.replaceAll(' ', '') : folded)
