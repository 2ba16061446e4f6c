import { recordBridgeCodes, recordBridgeRequests } from '~/actions/calls/bridge/record-bridge-requests.server'
import { recordCallEvents } from '~/actions/calls/bridge/record-call-events.server'
import { recordCallReminders } from '~/actions/calls/record-call-reminders.server'
import { recordPlaceRequests } from '~/actions/kind/record-place-requests.server'
import { recordLetterChoices } from '~/actions/letters/delivery/record-letter-choices.server'
import { recordLetters } from '~/actions/letters/delivery/record-letters.server'
import { recordResponses } from '~/actions/letters/responses/responses.server'
import { recordNewsCodes, recordNewsConfirmations } from '~/actions/news/record-news-confirmations.server'
import { recordNewsRequests } from '~/actions/news/record-news-requests.server'
import { recordKioskSignatures } from '~/actions/petitions/kiosk/record-kiosk.server'
import { recordCodes, recordConfirmations } from '~/actions/petitions/signatures/record-confirmations.server'
import { recordSignatures } from '~/actions/petitions/signatures/record-signatures.server'
import { recordOptOutTexts, recordTexts } from '~/actions/texts/dialog/record-texts.server'
import { recordCampaignRequests } from '~/campaigns/requests/record-campaign-requests.server'
import { recordContactReports } from '~/officials/posts/record-contact-reports.server'
import type { RecordSubmissions } from '~/queue/intake/opened-submission'
import type { SubmissionKind } from '~/queue/intake/submission'
import { recordActions, recordKnownOutreach } from '~/worker/recording/record-actions.server'
import { recordBounces } from '~/worker/recording/record-bounces.server'
import { recordContactWords } from '~/worker/recording/record-contact-words.server'
import { recordMailReports } from '~/worker/recording/record-mail-reports.server'
import { recordOwnPageChanges, recordOwnPageRequests } from '~/worker/recording/record-own-page.server'
import { recordStatuses } from '~/worker/recording/record-statuses.server'
import { recordStops } from '~/worker/recording/record-stops.server'

/** The recorder for each kind of submission. A new kind does not compile until it is listed here. */
export const recorders: { [Kind in SubmissionKind]: RecordSubmissions<Kind> } & Record<
  SubmissionKind,
  RecordSubmissions<never>
> = {
  signature: recordSignatures,
  kiosk: recordKioskSignatures,
  confirmation: recordConfirmations,
  'contact-word': recordContactWords,
  code: recordCodes,
  'news-request': recordNewsRequests,
  'news-confirmation': recordNewsConfirmations,
  'news-code': recordNewsCodes,
  'own-page-request': recordOwnPageRequests,
  'own-page-change': recordOwnPageChanges,
  stop: recordStops,
  'inbound-text': recordTexts,
  'opt-out-text': recordOptOutTexts,
  'text-status': recordStatuses,
  'bridge-request': recordBridgeRequests,
  'bridge-code': recordBridgeCodes,
  'bridge-event': recordCallEvents,
  letter: recordLetters,
  'letter-word': recordLetterChoices,
  'office-response': recordResponses,
  bounce: recordBounces,
  'mail-report': recordMailReports,
  'contact-report': recordContactReports,
  outreach: recordKnownOutreach,
  action: recordActions,
  'call-reminder': recordCallReminders,
  'campaign-request': recordCampaignRequests,
  'place-request': recordPlaceRequests,
}
