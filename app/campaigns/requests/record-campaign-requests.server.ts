import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import { openText, sealText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import type { SealedRequest } from './start.schema'

/**
 * Keeps requests for a campaign of one's own, sealed, until an owner decides. Nobody has confirmed the address, so a
 * request never replaces one that waits, not even from the same address. The same one sent twice is kept once. Idempotent.
 */
export async function recordCampaignRequests(
  { trx, vault }: RecordContext,
  arrivals: OpenedSubmission<'campaign-request'>[],
): Promise<void> {
  for (const { id, at, submission } of arrivals) {
    const { campaignId, divisionId, language, givenName, group, email, why } = submission
    const kept: SealedRequest = { givenName, group, email, why }
    const text = JSON.stringify(kept)
    const alike = await trx
      .selectFrom('campaign_request')
      .select(['id', 'sealed'])
      .where('campaign_id', '=', campaignId)
      .where('division_id', '=', divisionId)
      .where('state', '=', 'waiting')
      .execute()
    if (
      alike.some(
        (row) =>
          row.sealed.length > 0 && openText(vault.site(), sealedAs('campaign_request', row.id), row.sealed) === text,
      )
    )
      continue
    await trx
      .insertInto('campaign_request')
      .values({
        id,
        campaign_id: campaignId,
        division_id: divisionId,
        sealed: sealText(vault.site(), sealedAs('campaign_request', id), text),
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
