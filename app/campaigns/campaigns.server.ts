import type { Selectable } from 'kysely'
import type { Db } from '#db/client'
import type { Database } from '#db/schema'
import type { Campaign } from './campaign'
import { homeOf } from './home/home.server'

/** Finds a published campaign by its slug, or null. */
export async function findCampaign(db: Db, slug: string): Promise<Campaign | null> {
  const row = await db
    .selectFrom('campaign')
    .selectAll()
    .where('slug', '=', slug)
    .where('state', '=', 'published')
    .executeTakeFirst()
  return row ? campaignOf(row) : null
}

/** Published campaigns, oldest first. */
export async function listCampaigns(db: Db): Promise<Campaign[]> {
  const rows = await db
    .selectFrom('campaign')
    .selectAll()
    .where('state', '=', 'published')
    .orderBy('created_at')
    .execute()
  return rows.map(campaignOf)
}

/**
 * A campaign by its id, in any state.
 *
 * @throws when there is none; foreign keys rule that out
 */
export async function campaignById(db: Db, id: string): Promise<Campaign> {
  return campaignOf(await db.selectFrom('campaign').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
}

function campaignOf(row: Selectable<Database['campaign']>): Campaign {
  const { id, slug, name, summary, colour } = row
  return { id, slug, name, summary, colour, home: homeOf(row) }
}
