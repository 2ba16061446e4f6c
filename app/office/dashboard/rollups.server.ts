import type { Db } from '#db/client'
import type { TallyDimension } from '#db/schema'

/** Signatures received and confirmed, under one key of a dimension. */
export interface Slice {
  key: string
  received: number
  confirmed: number
}

/**
 * Numbers of one petition by one dimension. Reads a few rollup rows however many have signed, never `signature`.
 *
 * @param since for days and hours: the first key wanted, compared as text
 */
export async function readSlices(db: Db, petitionId: string, dimension: TallyDimension, since = ''): Promise<Slice[]> {
  return db
    .selectFrom('tally_by')
    .select(['key', 'received', 'confirmed'])
    .where('petition_id', '=', petitionId)
    .where('dimension', '=', dimension)
    .where('key', '>=', since)
    .orderBy(
      dimension === 'day' || dimension === 'hour' ? 'key' : 'confirmed',
      dimension === 'day' || dimension === 'hour' ? 'asc' : 'desc',
    )
    .execute()
}
