import { sql } from 'kysely'
import type { Trx } from '#db/client'
import type { ConsentPurpose } from '#db/schema'
import type { Submission } from '~/queue/intake/submission'

/** A signature with the boxes its signer ticked. */
interface Ticked {
  personId: string
  petition: { id: string }
  arrival: { at: Date; submission: Submission<'signature'> }
}

/** Records each ticked purpose: text version, language, day. Unticked purposes are not recorded. */
export async function recordConsents(trx: Trx, signings: Ticked[]): Promise<void> {
  const given = signings.flatMap((signing) =>
    purposesOf(signing.arrival.submission).map((purpose) => ({ ...signing, purpose })),
  )
  if (given.length === 0) return
  await sql`
    insert into consent (person_id, petition_id, purpose, text_version, language, given_on)
    select person_id, petition_id, purpose, text_version, language, site_day(at) from unnest(
      ${given.map((consent) => consent.personId)}::uuid[],
      ${given.map((consent) => consent.petition.id)}::uuid[],
      ${given.map((consent) => consent.purpose)}::text[],
      ${given.map((consent) => (consent.purpose === 'network' ? consent.arrival.submission.consentNetwork : consent.arrival.submission.textVersion))}::text[],
      ${given.map((consent) => consent.arrival.submission.language)}::text[],
      ${given.map((consent) => consent.arrival.at)}::timestamptz[]
    ) as one (person_id, petition_id, purpose, text_version, language, at)
    on conflict do nothing
  `.execute(trx)
}

function purposesOf(submission: Submission<'signature'>): ConsentPurpose[] {
  const purposes: ConsentPurpose[] = []
  if (submission.consentEmail) purposes.push('email')
  if (submission.consentSms) purposes.push('sms')
  if (submission.showName) purposes.push('show_name')
  if (submission.consentNetwork) purposes.push('network')
  return purposes
}
