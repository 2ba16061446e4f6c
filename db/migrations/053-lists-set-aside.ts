import { type Kysely, sql } from 'kysely'

/** Since when a list is set aside, because the worker failed on it; the other lists go on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table import_batch add column failed_at timestamptz;
    alter table roster_import add column failed_at timestamptz;
    alter table policy_import add column failed_at timestamptz;
  `.execute(db)
}
