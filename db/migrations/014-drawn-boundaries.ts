import { type Kysely, sql } from 'kysely'

/** Areas are drawn once, when their file is read, and not for every look at the page. Those that wait already have no drawing. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table boundary_upload add column map jsonb`.execute(db)
}
