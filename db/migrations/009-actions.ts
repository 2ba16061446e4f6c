import { type Kysely, sql } from 'kysely'

/** The history of calls, letters and texts: every version that was shown, its words and whom it reached. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table advocacy_revision (
      advocacy_campaign_id uuid not null references advocacy_campaign on delete cascade,
      revision integer not null,
      content jsonb not null,
      state text not null check (state in ('draft', 'open', 'closed', 'archived')),
      published_by uuid references organizer,
      published_at timestamptz not null,
      primary key (advocacy_campaign_id, revision)
    );
  `.execute(db)
}
