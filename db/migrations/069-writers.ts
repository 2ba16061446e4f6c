import { type Kysely, sql } from 'kysely'

/**
 * Of messages to many: everybody who wrote any part since the last approval, and a writer who has approved it and waits for
 * a second.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table broadcast
      add column writers uuid[] not null default '{}',
      add column agreed_by uuid references organizer (id),
      add column agreed_revision integer;
    update broadcast set writers = array(select distinct writer from unnest(array[created_by, saved_by]) as writer where writer is not null);
  `.execute(db)
}
