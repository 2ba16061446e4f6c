import { listAdvocacyCards } from '~/actions/kind/advocacy-cards.server'
import type { OutreachKind } from '~/actions/kind/kind'
import { paths } from '~/paths'
import { letterOutcomes } from '~/queue/intake/outreach'
import { letterContent, letterFields, missingInLetter } from './letter-content'
import { previewLetter } from './preview-letter.server'

/** Letters, as one kind of action. */
export const letterKind: OutreachKind = {
  kind: 'letter',
  fields: letterFields,
  readContent: (stored) => letterContent.parse(stored),
  missingIn: (content) => missingInLetter(letterContent.parse(content)),
  outcomes: letterOutcomes,
  reached: ['sent', 'own-mail', 'printed'],
  path: (language, slug) => paths.letters(language, slug),
  preview: previewLetter,
  listCards: (db, language, now, campaignId) => listAdvocacyCards(db, letterKind, language, now, campaignId),
}
