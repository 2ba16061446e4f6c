import { type Kysely, sql } from 'kysely'

/** The day on which somebody looked and found nobody in a post: until it is old, the post is no question anymore. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table post add column vacant_checked_on date`.execute(db)
}
