import { listAdvocacyCards } from '~/actions/kind/advocacy-cards.server'
import type { OutreachKind } from '~/actions/kind/kind'
import { paths } from '~/paths'
import { callOutcomes } from '~/queue/intake/outreach'
import { callContent, callFields, missingInCall } from './call-content'
import { previewCall } from './preview-call.server'

/** Calls, as one kind of action. */
export const callKind: OutreachKind = {
  kind: 'call',
  fields: callFields,
  readContent: (stored) => callContent.parse(stored),
  missingIn: (content) => missingInCall(callContent.parse(content)),
  outcomes: callOutcomes,
  reached: ['spoke'],
  path: (language, slug) => paths.calls(language, slug),
  preview: previewCall,
  listCards: (db, language, now, campaignId) => listAdvocacyCards(db, callKind, language, now, campaignId),
}
