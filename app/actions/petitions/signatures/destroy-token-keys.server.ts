import { sql } from 'kysely'
import type { Db } from '#db/client'
import { isFinal } from '~/actions/kind/campaign-ending.server'

/**
 * Destroys the token key, which detects repeat signatures, of every campaign that ended a week ago and was not
 * reopened. From then on its tokens cannot be linked to anyone, as the petition page promises. Locks the campaign, so
 * that reopening it either comes first or is refused.
 *
 * @returns how many keys were destroyed
 */
export async function destroyMarksKeys(db: Db, now: Date): Promise<number> {
  const destroyed = await sql`
    with final as (
      select campaign.id from campaign join vault_key on vault_key.campaign_id = campaign.id
      where wrapped_token_key is not null and ${isFinal(now)} for no key update of campaign skip locked)
    update vault_key set wrapped_token_key = null from final where final.id = vault_key.campaign_id
  `.execute(db)
  return Number(destroyed.numAffectedRows)
}
