import { petitionsById } from '~/actions/petitions/petitions.server'
import { readSignForm } from '~/actions/petitions/sign.schema'
import { signatureSubmission } from '~/actions/petitions/signature-submission'
import { recordSignatures } from '~/actions/petitions/signatures/record-signatures.server'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import { consentTextVersion } from '~/ui/forms/consent-texts'

/**
 * Records what was signed at a table. It was sealed in a browser, so nobody has read it before: it passes the petition
 * form's own rules here, and what does not is dropped, as the form would have refused it.
 */
export async function recordKioskSignatures(
  recording: RecordContext,
  arrivals: OpenedSubmission<'kiosk'>[],
): Promise<void> {
  const petitions = await petitionsById(
    recording.trx,
    arrivals.map((arrival) => arrival.submission.petitionId),
  )
  const signatures = arrivals.flatMap(
    ({ submission: { petitionId, language, fields }, ...arrival }): OpenedSubmission<'signature'>[] => {
      const petition = petitions.get(petitionId)
      const read = petition && readSignForm(petition.offers, fields)
      return read?.outcome === 'read' && !fields.website
        ? [
            {
              ...arrival,
              submission: signatureSubmission(petitionId, language, read.value, 'kiosk', consentTextVersion),
            },
          ]
        : []
    },
  )
  if (signatures.length > 0) await recordSignatures(recording, signatures)
}
