import { sql } from 'kysely'
import { utcDay } from '#db/utc-day'
import type { Offers } from '~/actions/petitions/petition'
import { petitionsById } from '~/actions/petitions/petitions.server'
import { readSignForm, type SignForm } from '~/actions/petitions/sign.schema'
import { signatureSubmission } from '~/actions/petitions/signature-submission'
import { recordSignatures } from '~/actions/petitions/signatures/record-signatures.server'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import { consentTextVersion } from '~/ui/forms/consent-texts'
import type { ReadForm } from '~/ui/forms/form-state'

/**
 * Records signatures from a kiosk. They were sealed in a browser and never validated, so the form's rules are applied
 * here; invalid ones are dropped. A tablet that did not hear our answer sends the same one again: it is recorded once.
 */
export async function recordKioskSignatures(
  recording: RecordContext,
  repeated: OpenedSubmission<'kiosk'>[],
): Promise<void> {
  const arrivals = await notYetRecorded(recording, repeated)
  const petitions = await petitionsById(
    recording.trx,
    arrivals.map((arrival) => arrival.submission.petitionId),
  )
  const signatures = arrivals.flatMap(
    ({ submission: { petitionId, language, fields }, ...arrival }): OpenedSubmission<'signature'>[] => {
      const petition = petitions.get(petitionId)
      const read = petition && readTyped(petition.offers, fields)
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

/** A tablet checks numbers only roughly. One that nobody has is left out when there is an email to confirm by. */
function readTyped(offers: Offers, fields: Record<string, string>): ReadForm<SignForm> {
  const read = readSignForm(offers, fields)
  const isOnlyPhone = read.outcome === 'invalid' && read.form.errors.every(({ field }) => field === 'phone')
  return isOnlyPhone && fields.email?.trim() ? readSignForm(offers, { ...fields, phone: '' }) : read
}

/** Leaves a receipt for each id that a tablet gave. Of the day only: a private signature keeps no time either. */
async function notYetRecorded(
  { trx }: RecordContext,
  arrivals: OpenedSubmission<'kiosk'>[],
): Promise<OpenedSubmission<'kiosk'>[]> {
  const byId = new Map(arrivals.map((arrival) => [arrival.id, arrival] as const))
  const once = [...byId.values()]
  const { rows } = await sql<{ id: string }>`
    insert into receipt (id, outcome, created_at)
    select id, 'kiosk', day from unnest(${once.map(({ id }) => id)}::uuid[], ${once.map(({ at }) => utcDay(at))}::timestamptz[]) as arrived (id, day)
    on conflict do nothing returning id
  `.execute(trx)
  return rows.map(({ id }) => byId.get(id)!)
}
