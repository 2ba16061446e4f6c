import { type Kysely, sql } from 'kysely'

/** Which list put a tag on a person, and when somebody last worked on a list. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table person_tag add column import_id uuid references import_batch on delete set null;
    alter table import_batch add column acted_at timestamptz;
  `.execute(db)
}
