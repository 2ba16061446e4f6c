import { sql } from 'kysely'
import type { Trx } from '#db/client'
import { type PaperProblem, paperProblem } from '~/actions/petitions/petition'
import { petitionsById } from '~/actions/petitions/petitions.server'
import { recordConsents } from '~/people/record-consents.server'
import { rememberPeople } from '~/people/remember-people.server'
import { subscribeSigners } from '~/people/subscriptions.server'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import { afterTotalChanged } from './confirm-signatures.server'
import { insertSignatures } from './insert-signatures.server'
import { showNames } from './show-names.server'
import { findEarlier, firstOfEach, keyOf, type Signing, signingOf } from './signing.server'
import { addReceived, addToTallies, type Counted, countedColumns } from './tally.server'

/** A signature on paper, with the day of signing when the sheet says it. */
export type PaperArrival = OpenedSubmission<'signature'> & { signedOn: string | null }

/** Result for one line of a paper petition. */
export type PaperOutcome =
  | { outcome: 'recorded'; signatureId: string }
  /** `earlierId`: the signature that stands. */
  | { outcome: 'again'; earlierId: string }
  | { outcome: 'opted-out' | 'refused' | PaperProblem }

/**
 * Records signatures from paper. Like `recordSignatures`, but they count at once, because the handwritten signature is
 * the confirmation, and no messages are sent. People who have opted out are skipped.
 *
 * @returns the result for each submission id; `refused`: a third name on a contact
 */
export async function recordPaperSignatures(
  recording: RecordContext,
  arrivals: PaperArrival[],
): Promise<Map<string, PaperOutcome>> {
  const { trx } = recording
  const petitions = await petitionsById(
    trx,
    arrivals.map((arrival) => arrival.submission.petitionId),
  )
  const problemOf = ({ submission, signedOn, at }: PaperArrival) => {
    const petition = petitions.get(submission.petitionId)
    return petition ? paperProblem(petition, signedOn, at) : 'closed'
  }
  const signings = arrivals.flatMap((arrival) =>
    problemOf(arrival) === null ? signingOf(recording, petitions, arrival, 'paper') : [],
  )
  const optedOut = await optedOutAmong(
    trx,
    signings.map((signing) => signing.contactIndex),
  )
  const welcome = signings.filter((signing) => !optedOut.has(signing.contactIndex.toString('base64')))
  const earlier = await findEarlier(recording, welcome)
  const fresh = firstOfEach(welcome.filter((signing) => !earlier.has(keyOf(signing))))
  await rememberPeople(recording, fresh)
  const recorded = await insertSignatures(recording, fresh)
  await recordConsents(trx, recorded)
  await addReceived(trx, recorded)
  await countPaper(recording, recorded, new Map(arrivals.map(({ id, signedOn }) => [id, signedOn])))
  const ids = new Map(recorded.map((signing) => [signing.arrival.id, signing.signatureId]))
  const firstIds = new Map(fresh.map((signing) => [keyOf(signing), signing.signatureId]))
  return new Map(
    arrivals.map((arrival): [string, PaperOutcome] => {
      const { id } = arrival
      const signing = signings.find((one) => one.arrival.id === id)
      if (ids.has(id)) return [id, { outcome: 'recorded', signatureId: ids.get(id)! }]
      if (!signing) return [id, { outcome: problemOf(arrival) ?? 'closed' }]
      if (optedOut.has(signing.contactIndex.toString('base64'))) return [id, { outcome: 'opted-out' }]
      const earlierId = earlier.get(keyOf(signing))?.signatureId ?? firstIds.get(keyOf(signing))!
      return [id, earlierId === signing.signatureId ? { outcome: 'refused' } : { outcome: 'again', earlierId }]
    }),
  )
}

/** Contacts, by their blind index, that asked us not to write. @returns the indexes in base64 */
export async function optedOutAmong(trx: Trx, contactIndexes: readonly Buffer[]): Promise<Set<string>> {
  const { rows } = await sql<{
    blind_index: Buffer
  }>`select blind_index from suppression where blind_index = any(${contactIndexes}::bytea[])`.execute(trx)
  return new Set(rows.map((row) => row.blind_index.toString('base64')))
}

/** @param days on which they signed, YYYY-MM-DD, by the id of the submission; null: the sheet does not say */
async function countPaper(
  recording: RecordContext,
  recorded: Signing[],
  days: ReadonlyMap<string, string | null>,
): Promise<void> {
  if (recorded.length === 0) return
  const { trx } = recording
  const ids = recorded.map((signing) => signing.signatureId)
  const { rows } = await sql<Counted>`
    update signature set state = 'confirmed', confirmed_at = accepted_at, signed_on = said.day
    from unnest(${ids}::uuid[], ${recorded.map(({ arrival }) => days.get(arrival.id) ?? null)}::date[]) as said (signature_id, day)
    where id = said.signature_id returning ${countedColumns('signature')}
  `.execute(trx)
  await addToTallies(trx, rows, { received: 0, confirmed: 1 }, recorded[0]!.arrival.at)
  await subscribeSigners(trx, ids, recorded[0]!.arrival.at)
  await showNames(recording, ids)
  await afterTotalChanged(
    recording,
    rows.map((row) => row.petitionId),
    recorded[0]!.arrival.at,
  )
}
