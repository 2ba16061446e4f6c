import type { Bilingual } from '~/i18n/language'

/** Stands in a copied text where somebody must look again. No text that contains it can be published. */
export const lookAgain: Bilingual = { en: '{check}', es: '{revisar}' }

/** Whether somebody must look at a content again before it is published. */
export function mustLookAgain(content: unknown): boolean {
  const text = JSON.stringify(content)
  return text.includes(lookAgain.en) || text.includes(lookAgain.es)
}
