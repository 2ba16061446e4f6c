import { sql } from 'kysely'
import { utcDay } from '#db/utc-day'
import { petitionsById } from '~/actions/petitions/petitions.server'
import { ownPageLink } from '~/people/own-page-link'
import { recordConsents } from '~/people/record-consents.server'
import { rememberPeople } from '~/people/remember-people.server'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import { enqueueMessages, type QueuedMessage } from '~/queue/outbox/enqueue-messages.server'
import { confirmSignatures } from './confirm-signatures.server'
import { insertSignatures } from './insert-signatures.server'
import { confirmOrWait } from './record-confirmations.server'
import { type Earlier, findEarlier, firstOfEach, keyOf, type Signing, signingOf } from './signing.server'
import { addReceived } from './tally.server'

/**
 * Turns opened submissions into signatures. Idempotent.
 *
 * People, signatures, tallies and queued messages are written in the caller's transaction. The unique keys of
 * `signature` decide: a repeat of the same name and contact keeps the first signature, and only the mailbox is
 * notified, once a day. A third name on a contact is not recorded, unless one of the other two has been unconfirmed for
 * a day and loses its slot; the contact then gets a link to the page that shows the other two, where they can be
 * deleted. Submissions accepted after closing are dropped.
 *
 * @see OSDI Record Signature Helper
 */
export async function recordSignatures(
  recording: RecordContext,
  arrivals: OpenedSubmission<'signature'>[],
): Promise<void> {
  const petitions = await petitionsById(
    recording.trx,
    arrivals.map((arrival) => arrival.submission.petitionId),
  )
  const signings = arrivals.flatMap((arrival) => signingOf(recording, petitions, arrival))
  const earlier = await findEarlier(recording, signings)
  const fresh = firstOfEach(signings.filter((signing) => !earlier.has(keyOf(signing))))
  await keepOwn(
    recording,
    [...earlier.values()].map(({ signatureId }) => signatureId),
  )

  await rememberPeople(recording, fresh)
  const recorded = await insertSignatures(recording, fresh)
  await recordConsents(recording.trx, recorded)
  await enqueueMessages(
    recording.trx,
    recording.keyring,
    [
      ...recorded.map(owedConfirmation),
      ...signings.flatMap((signing) => owedAgain(signing, earlier.get(keyOf(signing)))),
      ...fresh.filter((signing) => !recorded.includes(signing)).flatMap(owedOwnPage),
    ],
    arrivals[0]!.at,
  )
  // Last, because every batch updates the same rows and locks them until commit.
  await addReceived(recording.trx, recorded)
}

/**
 * Signs for somebody who answered three questions by text. The text proves the number, so the signature counts at once
 * and the thank-you message is the receipt.
 *
 * @returns `again`: already confirmed; `refused`: closed, or a third name on a phone
 */
export async function recordTextedSignature(
  recording: RecordContext,
  arrival: OpenedSubmission<'signature'>,
): Promise<'recorded' | 'again' | 'refused'> {
  const petitions = await petitionsById(recording.trx, [arrival.submission.petitionId])
  const signings = signingOf(recording, petitions, arrival)
  const earlier = [...(await findEarlier(recording, signings)).values()][0]
  if (earlier) await keepOwn(recording, [earlier.signatureId])
  if (earlier) return (await confirmOrWait(recording, earlier.signatureId, arrival.at)) > 0 ? 'recorded' : 'again'
  await rememberPeople(recording, signings)
  const recorded = await insertSignatures(recording, signings)
  if (recorded.length === 0) return 'refused'
  await recordConsents(recording.trx, recorded)
  await addReceived(recording.trx, recorded)
  await confirmSignatures(
    recording,
    recorded.map((signing) => signing.signatureId),
    arrival.at,
  )
  return 'recorded'
}

/** Whoever was on a list and signs by themselves stays when the list is undone. */
async function keepOwn({ trx }: RecordContext, signatureIds: string[]): Promise<void> {
  if (signatureIds.length === 0) return
  await trx
    .updateTable('import_row')
    .set({ signature_id: null })
    .where('signature_id', '=', sql<string>`any(${signatureIds}::uuid[])`)
    .execute()
}

function owedConfirmation(signing: Signing): QueuedMessage {
  return {
    ...messageTo(signing, signing.contactId, signing.personId, signing.signatureId, signing.proven),
    template: 'confirm-signature',
    onceKey: `confirm-signature ${signing.signatureId}`,
  }
}

/** Milliseconds in which the same signature again is the same press of the button. */
const samePress = 10_000

function owedAgain(signing: Signing, earlier: Earlier | undefined): QueuedMessage[] {
  if (!earlier?.contactId || !earlier.personId) return []
  const template = earlier.state === 'confirmed' ? ('already-signed' as const) : ('confirm-signature' as const)
  // A double click that fell into two batches: the request to confirm has only just been queued.
  const isSamePress = signing.arrival.at.getTime() - earlier.acceptedAt.getTime() < samePress
  if (template === 'confirm-signature' && isSamePress) return []
  const day = utcDay(signing.arrival.at)
  return [
    {
      ...messageTo(signing, earlier.contactId, earlier.personId, earlier.signatureId, earlier.proven),
      template,
      isAgain: true,
      onceKey: `${template} again ${earlier.signatureId} ${day}`,
    },
  ]
}

/** For somebody whose contact already has two other names. */
function owedOwnPage(signing: Signing): QueuedMessage[] {
  if (!signing.contactId) return []
  const { channel, contactIndex: blindIndex, contactId, proven, arrival } = signing
  return [ownPageLink({ channel, language: arrival.submission.language, contactId, blindIndex, proven }, arrival.id)]
}

function messageTo(signing: Signing, contactId: string, personId: string, signatureId: string, proven: boolean) {
  const { channel, contactIndex: blindIndex, petition, arrival } = signing
  return {
    channel,
    language: arrival.submission.language,
    contactId,
    blindIndex,
    proven,
    personId,
    signatureId,
    petitionId: petition.id,
  }
}
