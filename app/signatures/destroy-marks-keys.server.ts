import { sql } from 'kysely'
import type { Db } from '#db/client'

/**
 * Destroys the key of the marks that stop repeats, for every campaign that is archived or past its day and has no
 * petition open any more: from then on nobody can say of a mark whose it was, as the petition page promises.
 *
 * @returns how many keys were destroyed
 */
export async function destroyMarksKeys(db: Db, now: Date): Promise<number> {
  const destroyed = await sql`
    update vault_key set wrapped_token_key = null
    from campaign
    where campaign.id = vault_key.campaign_id and wrapped_token_key is not null
      and (campaign.state = 'archived' or campaign.closes_at <= ${now})
      and not exists (
        select from petition
        where petition.campaign_id = campaign.id and petition.state = 'open' and (petition.closes_at is null or petition.closes_at > ${now}))
  `.execute(db)
  return Number(destroyed.numAffectedRows)
}
