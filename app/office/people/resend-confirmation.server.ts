import type { Office } from '~/office/guard/guard.server'
import { enqueueMessages } from '~/queue/outbox/enqueue-messages.server'
import type { PersonInReach } from './person-in-reach.server'
import { auditOf, type SignerChanged } from './signer-change.server'
import { mayResend, readUnconfirmed } from './unconfirmed.server'

/**
 * Sends the request to confirm a signature once more, within the contact's budget.
 *
 * @throws 404 when it is confirmed by now, or another request would not help
 */
export async function resendConfirmation(office: Office, person: PersonInReach, id: string): Promise<SignerChanged> {
  return office.db.transaction().execute(async (trx): Promise<SignerChanged> => {
    const signature = (await readUnconfirmed(trx, person.id, office.now)).find((one) => one.id === id)
    if (!signature || !mayResend(signature)) throw new Response(null, { status: 404 })
    const contact = await trx
      .selectFrom('contact_point')
      .select(['id', 'channel', 'blind_index', 'proven_on'])
      .where('id', '=', person.contact_id)
      .executeTakeFirstOrThrow()
    const queued = await enqueueMessages(
      trx,
      office.keyring,
      [
        {
          channel: contact.channel,
          template: 'confirm-signature',
          language: person.language,
          contactId: contact.id,
          blindIndex: contact.blind_index,
          proven: contact.proven_on !== null,
          isAgain: true,
          personId: person.id,
          signatureId: id,
          petitionId: signature.petitionId,
          onceKey: `confirm-signature ${id} by hand ${office.now.toISOString()}`,
        },
      ],
      office.now,
    )
    if (queued === 0) return { outcome: 'changed', did: 'too-often' }
    await auditOf(office, trx, person, 'asked-again')
    return { outcome: 'changed', did: 'resent' }
  })
}
