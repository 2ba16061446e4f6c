import { type RawBuilder, sql } from 'kysely'
import type { Db } from './client'

/**
 * The day of a moment in the network's zone, as a `date` in SQL. `wallClock` says the same where the zone is known.
 *
 * @param daysBefore that day, or one so many days before it
 */
export function siteDay(at: Date, daysBefore = 0): RawBuilder<string> {
  // As a subquery it is asked once in a statement, not for each row.
  return sql`(select site_day(${at}) - ${sql.lit(daysBefore)})`
}

/** The same, read. @returns YYYY-MM-DD */
export async function readSiteDay(db: Db, at: Date): Promise<string> {
  const { rows } = await sql<{ day: string }>`select site_day(${at}) as day`.execute(db)
  return rows[0]!.day
}
