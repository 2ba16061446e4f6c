import { type Kysely, sql } from 'kysely'

/**
 * Who decides where: divisions by Open Civic Data id, ZIPs, boundaries; organizations, posts, who holds them and how
 * they are reached (Popolo), each with source and date; what a post may decide in its state; reports that something
 * is wrong; lists of officials being brought in.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table division (
      id text primary key check (id like 'ocd-division/country:us%'),
      kind text not null check (kind in ('country', 'state', 'county', 'place', 'district')),
      state text check (state ~ '^[A-Z]{2}$'),
      parent_id text references division,
      geoid text,
      name text not null,
      slug text not null unique check (slug ~ '^[a-z0-9-]+$'),
      time_zone text,
      county_ids text[] not null default '{}'
    );
    create index division_of_state on division (state, kind, name);
    create index division_by_geoid on division (geoid) where geoid is not null;
    create index division_of_parent on division (parent_id) where kind in ('district', 'place');
    create index division_in_county on division using gin (county_ids);
    create table division_alias (
      alias text primary key,
      division_id text not null references division on delete cascade
    );
    create table zip_code (
      zip text primary key check (zip ~ '^[0-9]{5}$'),
      city text not null,
      state text,
      kind text not null check (kind in ('standard', 'military')),
      time_zone text,
      counties text[] not null,
      shares real[],
      constraint a_share_for_each_county check (shares is null or cardinality(shares) = cardinality(counties))
    );
    create table boundary (
      division_id text primary key references division on delete cascade,
      geometry jsonb not null,
      source_url text not null,
      checked_on date not null,
      uploaded_by uuid references organizer
    );
    create table boundary_upload (
      division_id text primary key references division on delete cascade,
      areas jsonb not null,
      source_url text not null,
      checked_on date not null,
      uploaded_by uuid references organizer,
      uploaded_at timestamptz not null
    );

    alter table signature add column county text;
    comment on column signature.county is 'personal: the likeliest county of the ZIP, for counts and for chapters; never of a private signature | as long as the signature | office, within its scopes';
    alter table tally_by drop constraint tally_by_dimension_check;
    alter table tally_by add constraint tally_by_dimension_check check (dimension in ('day', 'hour', 'area', 'county', 'language', 'source', 'channel'));
    alter table member_group add column counties text[] not null default '{}';

    create table organization (
      id uuid primary key default gen_random_uuid(),
      division_id text not null references division,
      kind text not null check (kind in ('sheriff', 'county-board', 'city-council', 'mayor', 'police', 'prosecutor', 'jail', 'other')),
      name text not null,
      external_id text unique,
      time_zone text,
      office_hours jsonb,
      hours_source_url text,
      hours_checked_on date,
      mail_mode text not null default 'each' check (mail_mode in ('each', 'digest')),
      created_at timestamptz not null,
      constraint hours_have_a_source check (office_hours is null or (hours_source_url is not null and hours_checked_on is not null and time_zone is not null))
    );
    create unique index organization_once on organization (division_id, kind, lower(name));

    create table post (
      id uuid primary key default gen_random_uuid(),
      organization_id uuid not null references organization on delete cascade,
      division_id text not null references division,
      role text not null,
      title text not null,
      district text not null default '',
      seat text not null default '',
      slug text not null unique check (slug ~ '^[a-z0-9-]+$'),
      external_id text unique,
      created_at timestamptz not null,
      retired_on date
    );
    create unique index post_once on post (organization_id, role, lower(district), lower(seat), (case when role = 'other' then lower(title) else '' end)) where retired_on is null;
    create index post_of_division on post (division_id);

    create table official (
      id uuid primary key default gen_random_uuid(),
      name text not null,
      name_key text not null,
      external_id text unique,
      created_at timestamptz not null
    );
    create index official_by_name on official (name_key);

    create table membership (
      id uuid primary key default gen_random_uuid(),
      post_id uuid not null references post on delete cascade,
      official_id uuid not null references official on delete cascade,
      started_on date,
      term_ends_on date,
      ended_on date,
      source_url text not null,
      checked_on date not null,
      constraint starts_before_it_ends check (started_on is null or ended_on is null or started_on <= ended_on)
    );
    create unique index one_holder_at_a_time on membership (post_id) where ended_on is null;
    create unique index membership_once on membership (post_id, official_id, coalesce(started_on, ended_on, 'infinity'::date));
    create index membership_of_official on membership (official_id);

    create table contact_detail (
      id uuid primary key default gen_random_uuid(),
      post_id uuid references post on delete cascade,
      organization_id uuid references organization on delete cascade,
      official_id uuid references official on delete cascade,
      kind text not null check (kind in ('voice', 'text', 'fax', 'email', 'form', 'address', 'url')),
      value text not null,
      extension text not null default '',
      note text not null default '',
      source_url text not null,
      checked_on date not null,
      status text not null default 'fine' check (status in ('fine', 'doubtful', 'dead')),
      status_reason text,
      status_at timestamptz,
      before_confirmed jsonb,
      constraint of_one_owner check (num_nonnulls(post_id, organization_id, official_id) = 1)
    );
    create unique index contact_once on contact_detail (coalesce(post_id, organization_id, official_id), kind, lower(value), extension);
    create index contact_of_organization on contact_detail (organization_id);
    create index contact_of_official on contact_detail (official_id);
    create index contact_by_date on contact_detail (checked_on) where status <> 'dead';

    create table post_power (
      state text not null,
      role text not null,
      topic text not null check (topic in ('detainers', 'notice-of-release', 'jail-access', '287g', 'staff-and-money')),
      may text not null check (may in ('yes', 'no', 'partly')),
      note jsonb not null,
      law text not null,
      source_url text not null,
      checked_on date not null,
      primary key (state, role, topic)
    );

    create table contact_report (
      id uuid primary key,
      post_id uuid references post on delete cascade,
      division_id text references division on delete cascade,
      contact_detail_id uuid references contact_detail on delete cascade,
      what text not null check (what in ('wrong-number', 'voicemail-full', 'left-office', 'bounced', 'wrong-other', 'unknown-official')),
      origin text not null check (origin in ('public', 'outreach', 'mail')),
      sealed_note bytea,
      reported_at timestamptz not null,
      handled_at timestamptz,
      handled_by uuid references organizer,
      constraint about_a_post_or_a_place check (num_nonnulls(post_id, division_id) = 1 and (division_id is not null) = (what = 'unknown-official'))
    );
    create index report_open on contact_report (post_id) where handled_at is null;
    comment on column contact_report.sealed_note is 'personal: what a visitor wrote about an official''s contact | until the report is handled | office, in the queue of stale contacts';

    create table roster_import (
      id uuid primary key,
      file_name text not null,
      format text not null,
      state text not null default 'mapping' check (state in ('mapping', 'checking', 'checked', 'running', 'done', 'dropped')),
      options jsonb not null default '{}',
      columns jsonb not null default '[]',
      mapping jsonb,
      warnings jsonb not null default '[]',
      rows_all integer not null default 0,
      rows_done integer not null default 0,
      asked_by uuid references organizer,
      asked_at timestamptz not null,
      done_at timestamptz
    );
    create table roster_import_row (
      import_id uuid not null references roster_import on delete cascade,
      line integer not null,
      cells jsonb not null,
      understood jsonb,
      changes jsonb not null default '[]',
      outcome text,
      problems jsonb not null default '[]',
      primary key (import_id, line)
    );
    create index roster_row_waiting on roster_import_row (import_id, outcome, line);
  `.execute(db)
}
