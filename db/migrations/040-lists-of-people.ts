import { type Kysely, sql } from 'kysely'

export const survives =
  'It adds columns with a default. The version before writes exports of people, as it did, and says nothing of mended cells.'

/**
 * Exports have a shape: people, or phones for a texting tool. A line of an imported list says what was mended in it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table export add column shape text not null default 'people' check (shape in ('people', 'texts'));
    alter table import_row add column mends text[] not null default '{}';
    comment on column import_row.sealed is 'personal: a line of an imported list | until it is recorded, at most 30 days | worker, office';
  `.execute(db)
}
