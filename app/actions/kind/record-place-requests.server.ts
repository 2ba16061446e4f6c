import { rememberContact } from '~/people/remember-people.server'
import { indexContact } from '~/people/signer-indexes.server'
import type { RecordSubmissions } from '~/queue/intake/opened-submission'
import { enqueueMessages } from '~/queue/outbox/enqueue-messages.server'
import { requestIndex } from '~/vault/blind-index.server'
import { sealPlace } from './tell-places.server'

const never = 10 * 366 * 24 * 60 * 60_000

/**
 * Queues a notice for each request to be told when an action knows somebody in a place. It is due when somebody becomes
 * known there (`tellPlaces`); until then its place is sealed. Like every message it is deleted after a year, and its
 * contact with it.
 */
export const recordPlaceRequests: RecordSubmissions<'place-request'> = async (recording, arrivals) => {
  const { trx, keyring, vault } = recording
  for (const { submission, at } of arrivals) {
    const { advocacyId, divisionId, channel, contact, language } = submission
    const action = await trx
      .selectFrom('advocacy_campaign')
      .select('campaign_id')
      .where('id', '=', advocacyId)
      .executeTakeFirst()
    const keys = action && vault.byCampaign.get(action.campaign_id)
    if (!keys) continue
    const indexed = indexContact(keyring, channel, contact)
    const remembered = await rememberContact(recording, keys, indexed, at)
    const owed = {
      channel,
      template: 'somebody-here' as const,
      language,
      contactId: remembered.id,
      blindIndex: indexed.contactIndex,
      proven: remembered.proven,
      personId: null,
      signatureId: null,
      petitionId: null,
      advocacyId,
      dueAt: new Date(at.getTime() + never),
      onceKey: `somebody-here ${requestIndex(keyring, { divisionId, advocacyId, contactId: remembered.id }).toString('base64url')}`,
    }
    if ((await enqueueMessages(trx, keyring, [owed], at)) > 0) await sealPlace(trx, keys, owed.onceKey, divisionId)
  }
}
