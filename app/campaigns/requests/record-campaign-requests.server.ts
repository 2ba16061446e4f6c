import type { Trx } from '#db/client'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import { openText, sealText, type Vault } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { type SealedRequest, sealedRequest } from './start.schema'

/**
 * Keeps requests for a campaign of one's own, sealed, until an owner decides. One waits for each address: a new one takes
 * the place of that before it.
 */
export async function recordCampaignRequests(
  { trx, vault }: RecordContext,
  arrivals: OpenedSubmission<'campaign-request'>[],
): Promise<void> {
  for (const { id, at, submission } of arrivals) {
    const { campaignId, divisionId, language, givenName, group, email, why } = submission
    const kept: SealedRequest = { givenName, group, email, why }
    for (const before of await waitingFrom(trx, vault, email))
      if (before !== id) await trx.deleteFrom('campaign_request').where('id', '=', before).execute()
    await trx
      .insertInto('campaign_request')
      .values({
        id,
        campaign_id: campaignId,
        division_id: divisionId,
        sealed: sealText(vault.site(), sealedAs('campaign_request', id), JSON.stringify(kept)),
        language,
        made_campaign_id: null,
        asked_at: at,
        decided_by: null,
        decided_at: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

async function waitingFrom(trx: Trx, vault: Vault, email: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('campaign_request')
    .select(['id', 'sealed'])
    .where('state', '=', 'waiting')
    .forUpdate()
    .execute()
  return rows
    .filter(({ id, sealed }) => {
      const kept = openText(vault.site(), sealedAs('campaign_request', id), sealed)
      return sealedRequest.parse(JSON.parse(kept)).email === email
    })
    .map(({ id }) => id)
}
