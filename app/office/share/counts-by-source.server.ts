import type { Db } from '#db/client'

/** How many came by a source. */
export interface SourceCount {
  code: string
  count: number
}

/** Confirmed signatures of a petition by source, most first; 0 for one whose signatures are not confirmed yet. */
export async function countSignaturesBySource(db: Db, petitionId: string): Promise<SourceCount[]> {
  return db
    .selectFrom('tally_by')
    .select(['key as code', 'confirmed as count'])
    .where('petition_id', '=', petitionId)
    .where('dimension', '=', 'source')
    .orderBy('confirmed', 'desc')
    .orderBy('key')
    .execute()
}

/** Outreach of an action by source, most first. */
export async function countOutreachBySource(db: Db, actionId: string): Promise<SourceCount[]> {
  const rows = await db
    .selectFrom('outreach')
    .select(({ fn }) => ['source as code', fn.countAll<string>().as('count')])
    .where('advocacy_campaign_id', '=', actionId)
    .groupBy('source')
    .orderBy('count', 'desc')
    .orderBy('source')
    .execute()
  return rows.map(({ code, count }) => ({ code, count: Number(count) }))
}
