import { type Kysely, sql } from 'kysely'

export const survives =
  'Only a column is added that the previous version does not know: what it changes by hand in the meantime still goes when the list that filled it in is undone.'

/** By which list a field of a person was filled in, so that it goes when the list is undone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table person_field_value add column import_id uuid references import_batch on delete set null;
  `.execute(db)
}
