import { type Kysely, sql } from 'kysely'

/**
 * Since when a list is set aside, because the worker failed on it; the other lists go on. When a document is read again
 * whose reader was ended, and how often that has failed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table import_batch add column failed_at timestamptz;
    alter table roster_import add column failed_at timestamptz;
    alter table policy_import add column failed_at timestamptz;
    alter table document add column read_failures smallint not null default 0, add column read_again_at timestamptz;
  `.execute(db)
}
