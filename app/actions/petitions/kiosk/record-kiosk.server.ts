import { petitionsById } from '~/actions/petitions/petitions.server'
import { readSignForm } from '~/actions/petitions/sign.schema'
import { signatureSubmission } from '~/actions/petitions/signature-submission'
import { recordSignatures } from '~/actions/petitions/signatures/record-signatures.server'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import { consentTextVersion } from '~/ui/forms/consent-texts'

/**
 * Records signatures from a kiosk. They were sealed in a browser and never validated, so the form's rules are applied
 * here; invalid ones are dropped.
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
