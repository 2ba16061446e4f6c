import { type RawBuilder, sql } from 'kysely'

/**
 * The day that a row of `signature` or `outreach` is counted on: that of the network's zone when it was recorded, which
 * stays when the zone is changed. Rows from before migration 059 are counted on the UTC day of their time.
 */
export function countedDay(row: string, time: 'accepted_at' | 'done_at'): RawBuilder<string> {
  return sql`coalesce(${sql.ref(`${row}.day`)}, (${sql.ref(`${row}.${time}`)} at time zone 'UTC')::date)`
}
