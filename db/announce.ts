import { sql } from 'kysely'
import type { Db } from './client'

/** Tells every web process, at commit, that pages showing these things are stale. */
export async function announce(db: Db, tags: string[]): Promise<void> {
  if (tags.length === 0) return
  await sql`select pg_notify('firme_changed', tag) from unnest(${tags}::text[]) as tag`.execute(db)
}
