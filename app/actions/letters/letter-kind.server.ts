import { listAdvocacyCards } from '~/actions/kind/advocacy-cards.server'
import type { OutreachKind } from '~/actions/kind/kind'
import { paths } from '~/paths'
import { letterContent, letterFields, missingInLetter } from './letter-content'
import { countedLetters, letterOutcomes } from './letter-outcomes'
import { letterWords } from './letter-words'
import { previewLetter } from './preview-letter.server'

/** Letters, a kind of action. */
export const letterKind: OutreachKind = {
  kind: 'letter',
  sign: 'envelope',
  words: letterWords,
  fields: letterFields,
  readContent: (stored) => letterContent.parse(stored),
  missingIn: (content) => missingInLetter(letterContent.parse(content)),
  outcomes: letterOutcomes,
  reached: countedLetters,
  counted: countedLetters,
  ways: ['sent-for-me', 'own-mail', 'print'],
  reachedBy: ['email', 'address'],
  osdiType: 'email',
  path: (language, slug) => paths.letters(language, slug),
  preview: previewLetter,
  isCarriedByLetter: true,
  isToldFromLetters: true,
  listCards: (db, language, now, campaignId) => listAdvocacyCards(db, letterKind, language, now, campaignId),
}
