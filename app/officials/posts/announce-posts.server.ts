import { sql } from 'kysely'
import { announce } from '#db/announce'
import type { Db } from '#db/client'

/**
 * At commit, marks as stale the cached pages of the places these posts represent, and of the place around a district.
 */
export async function announcePosts(trx: Db, postIds: readonly string[]): Promise<void> {
  const { rows } = await sql<{ slug: string }>`
    select distinct place.slug from post join division as own on own.id = post.division_id
    join division as place on place.id = own.id or (own.kind = 'district' and place.id = own.parent_id)
    where post.id = any(${postIds}::uuid[])
  `.execute(trx)
  await announce(
    trx,
    rows.map((row) => `place:${row.slug}`),
  )
}
