import type { Language } from '~/i18n/language'
import { bestContact } from '~/officials/posts/target'
import { ownMails } from './addressed'
import { type CountedLetters, countOwnLetters } from './count-own-letters.server'
import type { LetterBody } from './letter-body'
import type { LetterStep } from './letter-view'
import type { LetterTargets } from './read-letter.server'
import type { WriteContext } from './write-context'

/** The step with a link for each mail. @param kept the letter's fields, for the next submission */
export function ownMailStep(
  desk: LetterTargets,
  words: LetterBody,
  language: Language,
  kept: Record<string, string>,
): LetterStep {
  return { is: 'own-mail', mails: ownMails(desk.targets, words, language), meaning: words.meaning ?? '', fields: kept }
}

/** Counts letters that people say they sent from their own mail. */
export async function countOwnMails(
  context: WriteContext,
  desk: LetterTargets,
  fields: Record<string, string>,
): Promise<CountedLetters> {
  const targets = desk.targets.filter((target) => bestContact(target, ['email']))
  return countOwnLetters(context, { targets, outcome: 'own-mail' }, fields)
}
