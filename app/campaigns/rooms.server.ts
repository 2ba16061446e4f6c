import { sql } from 'kysely'
import type { Db } from '#db/client'
import { type Room, rooms } from './rooms'

/**
 * The pages of a campaign that have something on them. Documents and localities are lists of the whole site. A post that
 * is shown later counts, so that the pages need not change when it is.
 */
export async function readRooms(db: Db, campaignSlug: string): Promise<Room[]> {
  const own = (table: string) =>
    sql`exists (select from ${sql.table(table)} as thing join campaign on campaign.id = thing.campaign_id where campaign.slug = ${campaignSlug} and thing.state = 'open')`
  const { rows } = await sql<Record<Room, boolean>>`
    select ${own('timeline_entry')} as timeline, ${own('court_case')} as cases, ${own('news_item')} as news, ${own('meeting')} as meetings,
      exists (select from document join campaign on campaign.id = document.campaign_id where document.state = 'open' and document.reading = 'read' and campaign.state = 'published') as documents,
      exists (select from policy where removed_at is null) as localities
  `.execute(db)
  return rooms.filter((room) => rows[0]![room])
}
