import { type Kysely, sql } from 'kysely'

/**
 * A campaign's story: the sections of its home, timeline, cases, news and meetings; documents page by page; policies of
 * localities; links that are checked; requests for a campaign of one's own; the index of the site's search.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- In a schema of their own: in public, only functions of ours may be called.
    create schema if not exists text_search;
    grant usage on schema text_search to public;
    create extension if not exists unaccent schema text_search;
    create extension if not exists pg_trgm schema text_search;
    -- unaccent() is only stable: it may be given another dictionary. Ours never is, so it may stand in an index.
    create function plain_text(text) returns text language sql immutable strict parallel safe
      as $$ select lower(text_search.unaccent('text_search.unaccent'::regdictionary, $1)) $$;

    alter table campaign
      add column revision integer not null default 0,
      add column sections jsonb not null default '[]'::jsonb;

    -- Drafts and versions of everything in a story, whatever its kind; ids are unique among them.
    create table story_draft (
      thing_id uuid primary key,
      content jsonb not null,
      revision integer not null,
      saved_by uuid references organizer,
      saved_at timestamptz not null
    );
    create table story_revision (
      thing_id uuid not null,
      revision integer not null,
      content jsonb not null,
      state text not null,
      published_by uuid references organizer,
      published_at timestamptz not null,
      primary key (thing_id, revision)
    );

    create table court_case (
      id uuid primary key default gen_random_uuid(),
      campaign_id uuid not null references campaign,
      slug text not null check (slug ~ '^[a-z0-9-]+$'),
      state text not null default 'draft' check (state in ('draft', 'open', 'archived')),
      revision integer not null default 0,
      content jsonb not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      unique (campaign_id, slug)
    );

    create table document_collection (
      id uuid primary key default gen_random_uuid(),
      campaign_id uuid not null references campaign,
      slug text not null unique check (slug ~ '^[a-z0-9-]+$'),
      title jsonb not null,
      created_at timestamptz not null
    );
    create table document (
      id uuid primary key default gen_random_uuid(),
      campaign_id uuid not null references campaign,
      collection_id uuid references document_collection on delete set null,
      slug text not null unique check (slug ~ '^[a-z0-9-]+$'),
      state text not null default 'draft' check (state in ('draft', 'open', 'archived')),
      revision integer not null default 0,
      content jsonb not null,
      dated_on text check (dated_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
      language text not null default 'en' check (language in ('en', 'es', 'other')),
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      bytes bigint not null,
      pages integer not null default 0,
      reading text not null default 'waiting' check (reading in ('waiting', 'reading', 'read', 'failed')),
      pages_read integer not null default 0,
      failure text,
      findings jsonb not null default '[]'::jsonb,
      findings_accepted_by uuid references organizer,
      findings_accepted_at timestamptz,
      created_by uuid references organizer,
      created_at timestamptz not null,
      updated_at timestamptz not null
    );
    create index document_of_campaign on document (campaign_id, state);
    create index document_to_read on document (created_at) where reading in ('waiting', 'reading');
    create table document_page (
      document_id uuid not null references document on delete cascade,
      number integer not null,
      text text not null default '',
      text_from text not null check (text_from in ('file', 'recognized', 'nothing')),
      width integer not null,
      height integer not null,
      words_en tsvector generated always as (to_tsvector('english', plain_text(text))) stored,
      words_es tsvector generated always as (to_tsvector('spanish', plain_text(text))) stored,
      primary key (document_id, number)
    );
    create index document_page_words_en on document_page using gin (words_en);
    create index document_page_words_es on document_page using gin (words_es);

    create table timeline_entry (
      id uuid primary key default gen_random_uuid(),
      campaign_id uuid not null references campaign,
      slug text not null check (slug ~ '^[a-z0-9-]+$'),
      state text not null default 'draft' check (state in ('draft', 'open', 'archived')),
      revision integer not null default 0,
      content jsonb not null,
      happened_on text check (happened_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
      kind text not null default 'organizing' check (kind in ('program', 'litigation', 'policy', 'organizing')),
      created_at timestamptz not null,
      updated_at timestamptz not null,
      unique (campaign_id, slug)
    );
    create index timeline_by_day on timeline_entry (campaign_id, happened_on);

    -- A post of the campaign's own, or a link to the press.
    create table news_item (
      id uuid primary key default gen_random_uuid(),
      campaign_id uuid not null references campaign,
      slug text not null check (slug ~ '^[a-z0-9-]+$'),
      kind text not null check (kind in ('post', 'press')),
      state text not null default 'draft' check (state in ('draft', 'open', 'archived')),
      revision integer not null default 0,
      content jsonb not null,
      -- When it is or will be public.
      shown_at timestamptz,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      unique (campaign_id, slug)
    );
    create index news_by_day on news_item (campaign_id, shown_at desc) where state = 'open';

    create table meeting (
      id uuid primary key default gen_random_uuid(),
      campaign_id uuid not null references campaign,
      division_id text references division,
      slug text not null check (slug ~ '^[a-z0-9-]+$'),
      state text not null default 'draft' check (state in ('draft', 'open', 'archived')),
      revision integer not null default 0,
      content jsonb not null,
      starts_at timestamptz,
      comment_by timestamptz,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      unique (campaign_id, slug)
    );
    create index meeting_of_division on meeting (division_id, starts_at);

    create table policy_kind (
      key text primary key check (key ~ '^[a-z0-9-]+$'),
      name jsonb not null,
      meaning jsonb not null,
      -- Whether it limits what a locality does for immigration, or has it do more, or state law decides.
      effect text not null check (effect in ('limits', 'helps', 'barred')),
      position integer not null
    );
    create table policy_import (
      id uuid primary key,
      format text not null,
      file_name text not null,
      state text not null default 'mapping' check (state in ('mapping', 'checking', 'checked', 'running', 'done', 'undone', 'dropped')),
      options jsonb not null default '{}'::jsonb,
      columns jsonb not null default '[]'::jsonb,
      mapping jsonb,
      warnings jsonb not null default '[]'::jsonb,
      rows_all integer not null default 0,
      rows_done integer not null default 0,
      asked_by uuid references organizer,
      asked_at timestamptz not null,
      done_at timestamptz
    );
    create table policy_import_row (
      import_id uuid not null references policy_import on delete cascade,
      line integer not null,
      cells jsonb not null,
      understood jsonb,
      changes jsonb not null default '[]'::jsonb,
      outcome text,
      problems jsonb not null default '[]'::jsonb,
      primary key (import_id, line)
    );
    create index policy_row_waiting on policy_import_row (import_id, outcome, line);
    create table policy (
      id uuid primary key default gen_random_uuid(),
      division_id text not null references division,
      kind text not null references policy_kind,
      -- Day, month or year.
      adopted_on text check (adopted_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
      ended_on text check (ended_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
      note jsonb not null default '{"en": "", "es": ""}'::jsonb,
      -- Who adopted or signed it, such as a sheriff's office; '' for the locality itself.
      agency text not null default '',
      -- Of a 287(g) agreement; '' otherwise.
      model text not null default '',
      document_id uuid references document on delete set null,
      source_url text not null,
      source_title text not null default '',
      checked_on date not null,
      import_id uuid references policy_import on delete set null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      constraint ends_after_it_begins check (adopted_on is null or ended_on is null or adopted_on <= ended_on)
    );
    create unique index policy_once on policy (division_id, kind, agency, model, coalesce(adopted_on, ''));
    create index policy_by_kind on policy (kind, division_id);

    create table link_check (
      url text primary key,
      checked_at timestamptz,
      next_check_at timestamptz not null,
      status integer,
      failure text,
      dead_since timestamptz,
      archive_url text not null default ''
    );
    create index link_to_check on link_check (next_check_at);

    create table campaign_request (
      id uuid primary key,
      campaign_id uuid not null references campaign,
      division_id text references division,
      sealed bytea not null,
      language text not null check (language in ('en', 'es')),
      state text not null default 'waiting' check (state in ('waiting', 'approved', 'refused')),
      made_campaign_id uuid references campaign,
      asked_at timestamptz not null,
      decided_by uuid references organizer,
      decided_at timestamptz
    );
    comment on column campaign_request.sealed is 'personal: name, group and contact of somebody who wants to start a campaign where they live (encrypted) | until it is decided, at most 90 days | office';
    create index campaign_request_waiting on campaign_request (asked_at) where state = 'waiting';

    create table search_entry (
      kind text not null,
      thing_id text not null,
      language text not null check (language in ('en', 'es')),
      path text not null,
      title text not null,
      body text not null,
      -- More to show beside the title: a date, a place, that a ruling was vacated.
      note text not null default '',
      version text not null,
      words tsvector generated always as (
        setweight(to_tsvector(case language when 'es' then 'spanish'::regconfig else 'english'::regconfig end, plain_text(title)), 'A') ||
        setweight(to_tsvector(case language when 'es' then 'spanish'::regconfig else 'english'::regconfig end, plain_text(body)), 'B')
      ) stored,
      primary key (kind, thing_id, language)
    );
    create index search_words on search_entry using gin (words);
    create index search_titles on search_entry using gin (plain_text(title) text_search.gin_trgm_ops);
  `.execute(db)
}
