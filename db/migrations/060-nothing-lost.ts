import { type Kysely, sql } from 'kysely'

/**
 * What organizers changed, so that it can be undone for a day, and addresses of pages that were taken down. What of a
 * delivery the petition's page shows. Daily digests. Lines of a paper sheet that two people typed differently.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table undoable_change (
      id uuid primary key,
      act text not null,
      needs text not null,
      group_id uuid not null references member_group on delete cascade,
      name jsonb not null,
      path text not null,
      tags text[] not null,
      rows jsonb not null,
      changed_by uuid not null references organizer,
      changed_at timestamptz not null
    );
    comment on column undoable_change.rows is 'personal: what an organizer changed or removed, as it was: of a delivery, who handed it over | 24 hours | office';
    create index undoable_lately on undoable_change (changed_at);
    create table removed_page (
      campaign_id uuid not null references campaign on delete cascade,
      kind text not null,
      slug text not null,
      removed_at timestamptz not null,
      primary key (campaign_id, kind, slug)
    );

    alter table delivery add column is_public boolean not null default false, add column photo_alt jsonb, add column all_agreed boolean not null default false;
    create view shown_delivery as
      select id, petition_id, delivered_on, recipient, by_whom, signatures, case when all_agreed then picture_id end as picture_id, photo_alt
      from delivery where is_public;

    alter table organizer add column digest_hour smallint check (digest_hour between 0 and 23);
    create table organizer_digest (
      id uuid primary key,
      organizer_id uuid not null references organizer on delete cascade,
      day date not null,
      content jsonb not null,
      made_at timestamptz not null,
      unique (organizer_id, day)
    );
    alter table message add column organizer_digest_id uuid references organizer_digest on delete set null;

    alter table import_batch add column is_typed boolean not null default false, add column second_by uuid references organizer, add column second_at timestamptz, add column second_lines integer not null default 0;
    create table second_typing (
      batch_id uuid not null references import_batch on delete cascade,
      line integer not null,
      sealed bytea not null,
      primary key (batch_id, line)
    );
    comment on column second_typing.sealed is 'personal: a line of a paper sheet as a second person typed it, where that differs | until somebody chooses, at most 30 days | worker, office';
  `.execute(db)
}
