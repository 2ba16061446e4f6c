import { type Kysely, sql } from 'kysely'

/** Which signatures were let count together, so that it can be taken back for a day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table held_release (
      id uuid primary key,
      petition_id uuid not null references petition on delete cascade,
      reason text not null,
      released_by uuid not null references organizer,
      released_at timestamptz not null
    );
    create index held_release_lately on held_release (released_at);
    create table held_release_signature (
      release_id uuid not null references held_release on delete cascade,
      signature_id uuid not null references signature on delete cascade,
      primary key (release_id, signature_id)
    );
    create index held_release_of_signature on held_release_signature (signature_id);
  `.execute(db)
}
