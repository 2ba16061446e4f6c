import { type Language, languages } from '~/i18n/language'
import { withoutCourtesies } from '~/people/opt-out'
import { foldWords } from '~/people/opt-words'
import { aloneCries, criedNames, cries, numberCries } from './cry-phrases'

/**
 * Whether a text may come from somebody in danger. HELP and AYUDA alone ask what this number is, and have their own
 * answer.
 *
 * @returns its language, null where the words do not say; null when it is no cry for help
 */
export function criesForHelp(text: string): { language: Language | null } | null {
  const folded = foldWords(text)
  const bare = withoutCourtesies(folded)
  const language = languages.find(
    (one) => aloneCries[one].includes(bare) || cries[one].some((phrase) => ` ${folded} `.includes(` ${phrase} `)),
  )
  if (language) return { language }
  return numberCries.includes(bare) ? { language: null } : null
}

/** Whether a cry for help may also be somebody's given name, and nothing else. */
export function mayBeName(text: string): boolean {
  return criedNames.includes(withoutCourtesies(foldWords(text)))
}
