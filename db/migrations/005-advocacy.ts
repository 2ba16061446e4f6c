import { type Kysely, sql } from 'kysely'

/**
 * Calls, texts and letters to officials: advocacy campaigns (OSDI) with their targets, what came of each outreach, and
 * the letters themselves, which leave through the outbox like every message.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table advocacy_campaign (
      id uuid primary key default gen_random_uuid(),
      campaign_id uuid not null references campaign,
      group_id uuid not null references member_group,
      kind text not null check (kind in ('call', 'text', 'letter')),
      slug text not null unique check (slug ~ '^[a-z0-9-]+$'),
      state text not null default 'draft' check (state in ('draft', 'open', 'closed', 'archived')),
      revision integer not null default 0,
      title jsonb not null,
      summary jsonb not null,
      content jsonb not null,
      targeting jsonb not null,
      opens_at timestamptz,
      closes_at timestamptz,
      created_at timestamptz not null,
      updated_at timestamptz not null
    );
    create index advocacy_of_campaign on advocacy_campaign (campaign_id);
    create table advocacy_draft (
      advocacy_campaign_id uuid primary key references advocacy_campaign on delete cascade,
      content jsonb not null,
      revision integer not null,
      saved_by uuid references organizer,
      saved_at timestamptz not null
    );
    create table advocacy_target (
      advocacy_campaign_id uuid not null references advocacy_campaign on delete cascade,
      post_id uuid not null references post on delete cascade,
      position integer not null,
      has_agreed boolean not null default false,
      primary key (advocacy_campaign_id, post_id)
    );

    create table outreach (
      id uuid primary key,
      advocacy_campaign_id uuid not null references advocacy_campaign,
      post_id uuid not null references post,
      contact_detail_id uuid references contact_detail on delete set null,
      channel text not null check (channel in ('call', 'text', 'letter')),
      via text not null check (via in ('own-phone', 'bridge', 'call-in', 'own-mail', 'sent-for-me', 'relay', 'print')),
      outcome text not null,
      language text not null check (language in ('en', 'es')),
      area text not null default '',
      source text not null default 'web',
      duration_seconds integer,
      person_id uuid references person on delete set null,
      done_at timestamptz not null
    );
    create index outreach_of_action on outreach (advocacy_campaign_id, done_at);
    create index outreach_to_post on outreach (post_id, done_at);
    create index outreach_of_person on outreach (person_id) where person_id is not null;
    comment on column outreach.person_id is 'personal: who reached out, when a letter or text was sent for them | until the person is forgotten | worker and office';
    create table outreach_tally (
      advocacy_campaign_id uuid not null references advocacy_campaign on delete cascade,
      post_id uuid not null references post on delete cascade,
      day date not null,
      channel text not null,
      outcome text not null,
      language text not null,
      count integer not null,
      primary key (advocacy_campaign_id, post_id, day, channel, outcome, language)
    );

    create table letter (
      id uuid primary key,
      writing_id uuid not null,
      advocacy_campaign_id uuid not null references advocacy_campaign,
      post_id uuid not null references post,
      person_id uuid not null references person on delete cascade,
      contact_id uuid not null references contact_point on delete cascade,
      seat smallint not null check (seat in (1, 2)),
      contact_detail_id uuid references contact_detail on delete set null,
      digest_id uuid references message on delete set null,
      sealed bytea not null,
      likeness bytea not null check (octet_length(likeness) = 8),
      language text not null check (language in ('en', 'es')),
      area text not null,
      source text not null,
      state text not null default 'unconfirmed' check (state in ('unconfirmed', 'waiting', 'queued', 'in-digest', 'sent', 'returned', 'failed', 'withdrawn')),
      failure text,
      written_at timestamptz not null,
      confirmed_at timestamptz,
      sent_at timestamptz,
      constraint one_letter_each unique (advocacy_campaign_id, post_id, person_id),
      constraint two_writers_on_a_contact unique (advocacy_campaign_id, post_id, contact_id, seat)
    );
    create index letter_of_writing on letter (writing_id);
    create index letter_to_post on letter (post_id, confirmed_at);
    create index letter_of_person on letter (person_id);
    create index letter_of_contact on letter (contact_id);
    create index letter_of_digest on letter (digest_id) where digest_id is not null;
    create index letter_in_hand on letter (state, written_at) where state in ('unconfirmed', 'waiting', 'in-digest', 'returned');
    comment on column letter.sealed is 'personal: what somebody writes to an official, and under which name | until it is deleted or the person is forgotten, at most the retention after the close | worker, to send it';
    comment on column letter.person_id is 'personal: who wrote it | until the person is forgotten | worker and office';
    comment on column letter.contact_id is 'personal: the mailbox it was confirmed from | as long as the letter | worker and office';
    comment on column letter.likeness is 'personal: a fingerprint of the text, to see how many letters are alike | as long as the letter | worker and office';
    comment on column letter.area is 'personal: counts by place: first three digits of the ZIP | as long as the letter | worker and office';
    comment on column letter.written_at is 'personal: when it was written | as long as the letter | web, worker, office';

    create table letter_drip (
      organization_id uuid primary key references organization on delete cascade,
      last_due_at timestamptz not null
    );

    alter table message add column advocacy_campaign_id uuid references advocacy_campaign on delete cascade;
    alter table message add column letter_id uuid references letter on delete cascade;
    alter table message add column contact_detail_id uuid references contact_detail on delete cascade;
    alter table message add column due_until timestamptz;
    alter table message drop constraint one_recipient;
    alter table message add constraint one_recipient check (num_nonnulls(contact_id, invitation_id, contact_detail_id) = 1);
    create index message_of_letter on message (letter_id) where letter_id is not null;
    create index message_late on message (due_until) where state = 'queued' and due_until is not null;
    create index message_to_official on message (contact_detail_id) where contact_detail_id is not null;
  `.execute(db)
}
