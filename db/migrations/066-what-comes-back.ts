import { type Kysely, sql } from 'kysely'

export const survives =
  "The previous version shows mail threads beside those of phones, and cannot answer them: its text to them fails at the provider. Its inbox fails on the new reasons, which only this version's worker writes: restart the office with the worker, or before it."

/**
 * What comes back by mail: what arrived, so that nothing is recorded twice; mailboxes that were full or busy; the mailbox
 * we read; reports of providers, and the feeds they come by; threads of people who answer our mail, with notes and a day
 * until which one is put off; how our mail stands in the DNS; the registration of our texts; and whether offices answered.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table mail_arrival (
      mark bytea primary key,
      arrived_at timestamptz not null
    );
    create index mail_arrival_old on mail_arrival (arrived_at);
    comment on column mail_arrival.mark is 'personal: a mail that comes in twice is recorded once (keyed hash of its id) | 60 days | worker';

    create table soft_bounce (
      id bigint generated always as identity primary key,
      contact_id uuid not null references contact_point on delete cascade,
      at timestamptz not null
    );
    create index soft_bounce_of_contact on soft_bounce (contact_id, at);
    comment on column soft_bounce.contact_id is 'personal: whose mailbox was full or busy, to stop writing to one that stays so | 8 days | worker';

    create table mailbox_standing (
      only_one boolean primary key default true check (only_one),
      read_at timestamptz,
      failing_since timestamptz,
      failure text,
      taken bigint not null default 0
    );

    create table mail_report (
      id uuid primary key,
      provider text not null,
      sealed bytea not null,
      arrived_at timestamptz not null,
      retry_at timestamptz not null,
      attempts smallint not null default 0
    );
    create index mail_report_due on mail_report (retry_at);
    comment on column mail_report.sealed is 'personal: what a mail provider reports about a message, until its signature is checked | minutes, at most three days | worker';

    create table mail_feed (
      topic text primary key,
      provider text not null,
      confirm_url text not null,
      asked_at timestamptz not null,
      wanted_at timestamptz,
      wanted_by uuid references organizer,
      confirmed_at timestamptz,
      failure text
    );

    alter table conversation add column channel text not null default 'sms' check (channel in ('mail', 'sms')),
      add column snoozed_until timestamptz;
    alter table text_to_read add column sealed_mail bytea, drop constraint text_to_read_reason_check,
      add constraint text_to_read_reason_check check (reason in ('begins-with-stop', 'not-understood', 'misunderstood', 'cry-for-help', 'after-the-end', 'from-office', 'mail-reply', 'mail-maybe-stop'));
    comment on column text_to_read.sealed_mail is 'personal: subject, quoted words and names of attachments of a mail that a human reads | 30 days after the last | worker; office under audit';
    alter table message add column sealed_mail bytea;
    comment on column message.sealed_mail is 'personal: subject of a mail written by hand, and the mail it answers | 7 days | worker, office';

    create table thread_note (
      id uuid primary key,
      conversation_id uuid not null references conversation on delete cascade,
      sealed bytea not null,
      written_by uuid not null references organizer,
      written_at timestamptz not null,
      removed_at timestamptz
    );
    create index thread_note_of on thread_note (conversation_id);
    comment on column thread_note.sealed is 'personal: what organizers note about a conversation | as long as the conversation | office';

    create table mail_domain_check (
      only_one boolean primary key default true check (only_one),
      domain text not null,
      lines jsonb not null,
      checked_at timestamptz,
      next_check_at timestamptz not null
    );

    create table text_registration (
      only_one boolean primary key default true check (only_one),
      brand text not null check (brand in ('none', 'pending', 'approved', 'rejected')),
      campaign text not null check (campaign in ('none', 'pending', 'approved', 'rejected')),
      note text not null,
      before jsonb,
      changed_by uuid not null references organizer,
      changed_at timestamptz not null
    );

    create table response_question (
      id uuid primary key,
      post_id uuid not null references post on delete cascade,
      letter_id uuid not null references letter on delete cascade,
      message_id uuid not null,
      asked_at timestamptz not null,
      answer text check (answer in ('yes', 'no', 'not-sure')),
      answered_at timestamptz,
      constraint response_question_once unique (letter_id)
    );
    create index response_question_of_post on response_question (post_id) where answer is not null;
    create index response_question_of_message on response_question (message_id);
    comment on column response_question.letter_id is 'personal: which letter we asked about, so that nobody is asked twice | as long as the letter | worker, office';
    comment on column response_question.message_id is 'personal: by which mail we asked | as long as the letter | worker, office';

    create view office_response as
      select post_id, count(*)::integer as answers, (count(*) filter (where answer = 'yes'))::integer as answered
      from response_question where answer in ('yes', 'no') group by post_id having count(*) >= 10;

    create function response_question_of_link(hash bytea) returns table (post_title text, post_slug text, answer text, asked_at timestamptz)
      language sql stable security definer set search_path = public, pg_temp as $$
      select post.title, post.slug, response_question.answer, response_question.asked_at
      from message join response_question on response_question.message_id = message.id join post on post.id = response_question.post_id
      where message.link_hash = hash and message.template = 'did-they-answer'
    $$;
  `.execute(db)
}
