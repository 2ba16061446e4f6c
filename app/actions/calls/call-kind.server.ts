import { listAdvocacyCards } from '~/actions/kind/advocacy-cards.server'
import type { OutreachKind } from '~/actions/kind/kind'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { callContent, callFields, missingInCall } from './call-content'
import { callOutcomes } from './call-outcomes'
import { callWords } from './call-words'
import { previewCall } from './preview-call.server'

/** Calls, a kind of action. */
export const callKind: OutreachKind = {
  kind: 'call',
  sign: 'phone',
  words: callWords,
  fields: callFields,
  readContent: (stored) => callContent.parse(stored),
  missingIn: (content) => missingInCall(callContent.parse(content)),
  outcomes: callOutcomes,
  reached: ['spoke'],
  // A call counts whatever its outcome.
  counted: callOutcomes,
  ways: ['own-phone', 'bridge', 'call-in'],
  reachedBy: ['voice'],
  alsoShows: ['text', 'email', 'form'],
  osdiType: 'phone',
  path: (language, slug) => paths.calls(language, slug),
  preview: previewCall,
  warning: ({ calls }, language) => (calls === 'none' ? translator(language)('outreach.office.noCalls') : null),
  listCards: (db, language, now, campaignId) => listAdvocacyCards(db, callKind, language, now, campaignId),
}
