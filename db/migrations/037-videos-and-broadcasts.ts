import { type Kysely, sql } from 'kysely'

/** Videos that campaigns show, and messages that are being written to those who asked for news. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- What a home names by its path; the file itself is in the storage of documents.
    create table video (
      sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
      type text not null check (type in ('mp4', 'webm')),
      bytes bigint not null,
      created_by uuid references organizer (id),
      created_at timestamptz not null
    );

    create table broadcast (
      id uuid primary key default gen_random_uuid(),
      campaign_id uuid not null references campaign (id),
      channel text not null check (channel in ('mail', 'text')),
      -- More of them come with sending. One that was dropped can be put back for a month.
      state text not null default 'draft' check (state in ('draft', 'dropped')),
      -- In both languages. A text has no subject.
      subject jsonb not null,
      body jsonb not null,
      -- The post that it was made of.
      news_item_id uuid references news_item (id) on delete set null,
      revision integer not null default 1,
      created_by uuid references organizer (id),
      saved_by uuid references organizer (id),
      created_at timestamptz not null,
      updated_at timestamptz not null
    );
    create index broadcast_of_campaign on broadcast (campaign_id, updated_at desc);
    create unique index one_draft_of_a_post on broadcast (news_item_id, channel) where state = 'draft';
  `.execute(db)
}
