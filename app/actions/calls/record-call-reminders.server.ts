import { readTargets } from '~/officials/posts/targets.server'
import { rememberContact } from '~/people/remember-people.server'
import { indexContact } from '~/people/signer-indexes.server'
import type { RecordSubmissions } from '~/queue/intake/opened-submission'
import { enqueueMessages } from '~/queue/outbox/enqueue-messages.server'
import { callContent } from './call-content'
import { readCallLoads } from './call-loads.server'
import { callableAt } from './call-to-make'

/**
 * Queues a reminder for each request, due when the office can be called again. The contact is deleted after the message
 * is sent, unless it belongs to a signer.
 */
export const recordCallReminders: RecordSubmissions<'call-reminder'> = async (recording, arrivals) => {
  const { trx, keyring, vault } = recording
  for (const { submission, at, id } of arrivals) {
    const { advocacyId, postId, channel, contact, language } = submission
    const action = await trx
      .selectFrom('advocacy_campaign')
      .select(['campaign_id', 'content'])
      .where('id', '=', advocacyId)
      .executeTakeFirst()
    const [target] = await readTargets(trx, [postId])
    const keys = action && vault.byCampaign.get(action.campaign_id)
    if (!keys || !target) continue
    const desks = await readCallLoads(trx, [postId], callContent.parse(action.content), at)
    const marked = indexContact(keyring, channel, contact)
    const remembered = await rememberContact(recording, keys, marked, at)
    const owed = {
      channel,
      template: 'call-reminder' as const,
      language,
      contactId: remembered.id,
      blindIndex: marked.contactIndex,
      proven: remembered.proven,
      personId: null,
      signatureId: null,
      petitionId: null,
      advocacyId,
      dueAt: callableAt(target, desks.get(postId)!, at) ?? at,
      onceKey: `call-reminder ${id}`,
    }
    await enqueueMessages(trx, keyring, [owed], at)
  }
}
