import { type Kysely, sql } from 'kysely'

/** When a campaign ends and who was told, people whose erasure can still be undone, and ways back in for organizers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table campaign add column archived_at timestamptz, add column ending_changed_at timestamptz;

    -- A closing day was stored as its first minute in UTC; it now lasts until midnight in Arizona.
    update campaign set closes_at = ((closes_at at time zone 'UTC')::date + 1)::timestamp at time zone 'America/Phoenix'
      where closes_at = date_trunc('day', closes_at, 'UTC');
    -- Petitions went on after their campaign's day, and from now on they end with it. Where people are still signing, the
    -- day that has passed is taken off: an upgrade must not close a petition.
    update campaign set closes_at = null where state = 'published' and closes_at <= now() and exists (
      select from petition where petition.campaign_id = campaign.id and petition.state = 'open' and (petition.closes_at is null or petition.closes_at > now()));
    update campaign set archived_at = case when exists (select from petition where petition.campaign_id = campaign.id and petition.state = 'open') then now() else updated_at end where state = 'archived';
    update campaign set ending_changed_at = now() where state = 'archived' or closes_at is not null;

    alter table campaign add column ends_at timestamptz generated always as (
      least(closes_at, case when state = 'archived' then coalesce(archived_at, updated_at) end)) stored;

    -- When the key of the marks that stop repeats was made again: older signatures are then recognised by person alone.
    alter table vault_key add column token_key_renewed_at timestamptz;

    create table forgetting_notice (
      id uuid primary key default gen_random_uuid(),
      campaign_id uuid not null references campaign on delete cascade,
      forget_on date not null,
      days_before smallint not null check (days_before in (30, 7)),
      people integer not null,
      noticed_at timestamptz not null,
      unique (campaign_id, forget_on, days_before)
    );
    alter table message add column forgetting_notice_id uuid references forgetting_notice on delete cascade;

    create table erasure (
      id uuid primary key,
      campaign_id uuid not null references campaign on delete cascade,
      bulk_id uuid references bulk_act on delete set null,
      group_ids uuid[] not null,
      person_ids uuid[] not null,
      people integer not null,
      signatures integer not null,
      state text not null check (state in ('held', 'undone', 'done')),
      sealed bytea,
      link_hashes bytea[] not null,
      asked_by uuid not null references organizer,
      asked_at timestamptz not null,
      held_until timestamptz not null,
      ended_at timestamptz,
      check ((state = 'held') = (sealed is not null))
    );
    create index erasure_held on erasure (held_until) where state = 'held';
    create index erasure_of_person on erasure using gin (person_ids);
    create index erasure_of_bulk on erasure (bulk_id) where bulk_id is not null;
    comment on column erasure.sealed is 'personal: people who are being erased, so that it can be undone | 24 hours, or as long as a legal hold | worker; office to undo it';
    comment on column erasure.link_hashes is 'personal: recognise the links in their old messages, so that “stop” is obeyed meanwhile (hash) | as long as the sealed row | worker';

    create table access_link (
      id uuid primary key,
      token_hash bytea not null unique,
      organizer_id uuid not null references organizer on delete cascade,
      made_by uuid references organizer,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz
    );
    comment on column access_link.token_hash is 'personal: recognise the link by which an organizer makes a new passkey (hash) | until it is used, at most 24 hours | office';

    create table recovery_attempt (
      email_index bytea not null,
      hour timestamptz not null,
      attempts integer not null,
      primary key (email_index, hour)
    );
    comment on column recovery_attempt.email_index is 'personal: how often recovery codes were tried for an address, known or not (keyed hash) | two days | office';
  `.execute(db)
}
