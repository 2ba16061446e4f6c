import { recordBounces } from '~/worker/recording/record-bounces.server'
import { recordCallReminders } from '~/actions/calls/record-call-reminders.server'
import type { SubmissionKind } from '~/queue/intake/submission'
import { recordKioskSignatures } from '~/actions/petitions/kiosk/record-kiosk.server'
import { recordLetterWords } from '~/actions/letters/delivery/record-letter-words.server'
import { recordLetters } from '~/actions/letters/delivery/record-letters.server'
import { recordOwnPageChanges, recordOwnPageRequests } from '~/worker/recording/record-own-page.server'
import { recordContactReports } from '~/officials/posts/record-contact-reports.server'
import { recordStops } from '~/worker/recording/record-stops.server'
import { recordCodes, recordConfirmations } from '~/actions/petitions/signatures/record-confirmations.server'
import { recordSignatures } from '~/actions/petitions/signatures/record-signatures.server'
import { recordOutreach } from '~/actions/outreach/record-outreach.server'
import { recordStatuses } from '~/worker/recording/record-statuses.server'
import { recordTexts } from '~/actions/texts/dialog/record-texts.server'
import { recordBridgeCodes, recordBridgeRequests } from '~/actions/calls/bridge/record-bridge-requests.server'
import { recordCallEvents } from '~/actions/calls/bridge/record-call-events.server'
import type { RecordArrivals } from '~/queue/intake/arrival'

/** Who records what arrived, by kind. A new kind does not compile until it is named here. */
export const recorders: { [Kind in SubmissionKind]: RecordArrivals<Kind> } & Record<SubmissionKind, RecordArrivals<never>> = {
  signature: recordSignatures,
  kiosk: recordKioskSignatures,
  confirmation: recordConfirmations,
  code: recordCodes,
  'own-page-request': recordOwnPageRequests,
  'own-page-change': recordOwnPageChanges,
  stop: recordStops,
  'inbound-text': recordTexts,
  'opt-out-text': recordTexts,
  'text-status': recordStatuses,
  'bridge-request': recordBridgeRequests,
  'bridge-code': recordBridgeCodes,
  'bridge-event': recordCallEvents,
  letter: recordLetters,
  'letter-word': recordLetterWords,
  bounce: recordBounces,
  'contact-report': recordContactReports,
  outreach: recordOutreach,
  'call-reminder': recordCallReminders,
}
