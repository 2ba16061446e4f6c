import { type Kysely, sql } from 'kysely'

/** Names for where a page's links and QR codes are put up: "Flyers", "Radio". The code is in the link, as `?r=`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table source_code (
      petition_id uuid references petition on delete cascade,
      advocacy_campaign_id uuid references advocacy_campaign on delete cascade,
      code text not null check (code ~ '^[a-z0-9][a-z0-9-]{0,15}$'),
      name text not null,
      created_at timestamptz not null,
      check (num_nonnulls(petition_id, advocacy_campaign_id) = 1)
    );
    create unique index source_code_of_petition on source_code (petition_id, code) where petition_id is not null;
    create unique index source_code_of_action on source_code (advocacy_campaign_id, code) where advocacy_campaign_id is not null;
  `.execute(db)
}
