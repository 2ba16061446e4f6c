import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Bilingual } from '~/i18n/language'

/** A campaign whose news can be asked for. */
export interface NewsCampaign {
  id: string
  slug: string
  name: Bilingual
}

/**
 * The campaign whose news is offered where no campaign is named, as on the page of a place and by the word NEWS: the first
 * published one that has not ended. Null when there is none.
 */
export async function newsCampaign(db: Db, now: Date): Promise<NewsCampaign | null> {
  const { rows } = await sql<NewsCampaign>`
    select id, slug, name from campaign where state = 'published' and (ends_at is null or ends_at > ${now}) order by created_at, slug limit 1
  `.execute(db)
  return rows[0] ?? null
}

/** Whether a campaign's news can still be asked for. */
export async function hasNews(db: Db, campaignId: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select from campaign where id = ${campaignId} and state = 'published' and (ends_at is null or ends_at > ${now})
  `.execute(db)
  return rows.length > 0
}
