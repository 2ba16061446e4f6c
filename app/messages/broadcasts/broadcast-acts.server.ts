import { sql } from 'kysely'
import type { Db } from '#db/client'

/**
 * Source code of the links of a message to many, the same for all its readers: no link tells who opened it.
 *
 * @param variant with a second subject, each has a code of its own
 */
export function broadcastCode(broadcastId: string, variant: 'a' | 'b' | null): string {
  return `m${broadcastId.slice(0, 8)}${variant ?? ''}`
}

/** What people did who came by the links of a message: signatures that they confirmed, letters, calls and texts. */
export interface Acts {
  all: number
  byVariant: { a: number; b: number }
}

/** Counts what was done by the links of a message. */
export async function actsOf(db: Db, broadcastId: string): Promise<Acts> {
  const [plain, a, b] = ([null, 'a', 'b'] as const).map((variant) => broadcastCode(broadcastId, variant))
  const codes = [plain!, a!, b!]
  const { rows } = await sql<{ code: string; count: number }>`
    select code, sum(count)::integer as count from (
      select key as code, confirmed as count from broadcast join petition on petition.campaign_id = broadcast.campaign_id
        join tally_by on tally_by.petition_id = petition.id and dimension = 'source' and key = any(${codes}::text[]) where broadcast.id = ${broadcastId}
      union all select source, count(*) from broadcast join advocacy_campaign on advocacy_campaign.campaign_id = broadcast.campaign_id
        join outreach on outreach.advocacy_campaign_id = advocacy_campaign.id and done_at >= broadcast.created_at - interval '1 hour' and source = any(${codes}::text[])
        where broadcast.id = ${broadcastId} group by source
    ) as done group by code
  `.execute(db)
  const count = (code: string) => rows.find((row) => row.code === code)?.count ?? 0
  return { all: codes.reduce((sum, code) => sum + count(code), 0), byVariant: { a: count(a!), b: count(b!) } }
}
