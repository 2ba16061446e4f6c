import { announce } from '#db/announce'
import type { Db } from '#db/client'

/** Tag of pages that show policies of many places. */
export const policiesTag = 'policies'

/** At commit, marks as stale the cached pages of these places, and those that show policies of many. */
export async function announcePolicies(trx: Db, divisionIds: readonly string[]): Promise<void> {
  const ids = [...new Set(divisionIds)]
  if (ids.length === 0) return
  const rows = await trx.selectFrom('division').select('slug').where('id', 'in', ids).execute()
  await announce(trx, [policiesTag, ...rows.map(({ slug }) => `place:${slug}`)])
}
