import { type Kysely, sql } from 'kysely'

export const survives =
  'A broadcast may have more states, which the previous version never lists or opens. It sends none of their messages: it ' +
  'takes what is sent to many only from templates that it knows, and a worker of that version is stopped before this one starts.'

/**
 * Messages to many: what they say in both languages, who gets them, who looked at and approved them, when they leave; the
 * waves in which they are planned; how fast mail to many may leave.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table broadcast drop constraint broadcast_state_check;
    alter table broadcast add constraint broadcast_state_check
      check (state in ('draft', 'dropped', 'approved', 'scheduled', 'sending', 'paused', 'stopped', 'done'));
    alter table broadcast
      add column preview jsonb not null default '{"en": "", "es": ""}',
      -- Of a mail; null: its body is its only block.
      add column blocks jsonb,
      -- Its plain text, where somebody has edited it; null: made of the blocks.
      add column plain jsonb,
      -- A second subject to compare, with what part of the people gets either first, and for how many hours.
      add column subject_b jsonb,
      add column test_share smallint not null default 20 check (test_share between 2 and 100),
      add column test_hours smallint not null default 4 check (test_hours between 1 and 168),
      -- Null: everybody in the campaign.
      add column segment_id uuid references segment (id) on delete set null,
      -- The segment as it was when this was approved.
      add column segment jsonb,
      add column schedule jsonb not null default '{"when": "now", "at": "", "noLaterThan": ""}',
      add column per_hour integer check (per_hour between 1 and 1000000),
      -- The revision that was tested, and read in each language.
      add column tested_revision integer,
      add column read_en_revision integer,
      add column read_es_revision integer,
      add column approved_revision integer,
      add column approved_by uuid references organizer (id),
      add column approved_at timestamptz,
      add column started_by uuid references organizer (id),
      add column started_at timestamptz,
      add column ended_at timestamptz,
      -- When it began: how many were in the segment, how many would get it, and why the others not.
      add column reach jsonb,
      add column winner text check (winner in ('a', 'b'));

    create table broadcast_wave (
      broadcast_id uuid not null references broadcast (id) on delete cascade,
      number smallint not null,
      part text not null check (part in ('all', 'test', 'rest')),
      -- Where the people of this wave live; null: anywhere.
      zone text,
      due_at timestamptz not null,
      due_until timestamptz,
      -- The last person who was planned.
      after_person uuid,
      -- With a limit per hour: when the next people may be planned.
      next_at timestamptz,
      seen integer not null default 0,
      planned integer not null default 0,
      is_planned boolean not null default false,
      primary key (broadcast_id, number)
    );
    create index broadcast_wave_open on broadcast_wave (due_at) where not is_planned;
    comment on column broadcast_wave.after_person is 'personal: how far a message to many is planned | until it is planned | worker, office';

    create table mail_pace (
      only_one boolean primary key default true check (only_one),
      -- The first day of a warm-up: so many mails to many that day, twice as many each day after it. Null: none.
      warms_up_from date,
      first_day integer not null default 500 check (first_day between 1 and 1000000),
      -- Mails to many that one domain of recipients gets in an hour; null: no limit.
      domain_per_hour integer check (domain_per_hour between 1 and 1000000)
    );
    insert into mail_pace default values;
    create table mail_pace_day (day date primary key, planned integer not null);
    create table mail_domain_hour (
      domain_mark bytea not null,
      hour timestamptz not null,
      sent integer not null,
      primary key (domain_mark, hour)
    );
    comment on column mail_domain_hour.domain_mark is 'personal: send no faster to a mail domain than it takes (keyed hash) | 2 days | worker';

    alter table message add column variant text check (variant in ('a', 'b')), add column test_of uuid;
    alter table member_group add column postal_address text;
  `.execute(db)
}
