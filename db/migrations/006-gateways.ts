import { type Kysely, sql } from 'kysely'

/**
 * Texts and calls through a provider: keywords and conversations, what a provider told us, calls that we connect, and
 * what all of it costs. Phone numbers rest under the site's key, since somebody may text before they join a campaign.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index intake_opt_out on intake (seq) where kind = 'opt-out-text';

    create table keyword (
      word text primary key check (word ~ '^[[:alnum:]]+( [[:alnum:]]+)*$' and length(word) <= 30),
      language text not null check (language in ('en', 'es')),
      petition_id uuid references petition on delete cascade,
      advocacy_campaign_id uuid references advocacy_campaign on delete cascade,
      group_id uuid not null references member_group,
      welcome text,
      created_at timestamptz not null,
      constraint one_deed check (num_nonnulls(petition_id, advocacy_campaign_id) = 1)
    );

    create table conversation (
      id uuid primary key,
      blind_index bytea not null unique,
      sealed_phone bytea not null,
      sealed_state bytea,
      language text not null check (language in ('en', 'es')),
      time_zone text,
      heard_at timestamptz not null,
      stopped_at timestamptz,
      nudged_at timestamptz
    );
    create index conversation_waiting on conversation (heard_at) where sealed_state is not null;
    create index conversation_heard on conversation (heard_at);
    comment on column conversation.blind_index is 'personal: tells which phone a text came from | 30 days after its last text | worker and office, by comparing';
    comment on column conversation.sealed_phone is 'personal: the phone, to answer it | 30 days after its last text | worker; office under audit';
    comment on column conversation.sealed_state is 'personal: name, ZIP and message of somebody who is in the middle of signing or writing by text | until they are done, at most two days | worker';

    create table text_to_read (
      id uuid primary key,
      conversation_id uuid not null references conversation on delete cascade,
      sealed bytea not null,
      reason text not null check (reason in ('begins-with-stop', 'not-understood', 'after-the-end')),
      arrived_at timestamptz not null,
      handled_at timestamptz,
      handled_by uuid references organizer
    );
    create index text_to_read_waiting on text_to_read (arrived_at) where handled_at is null;
    create index text_to_read_of on text_to_read (conversation_id);
    comment on column text_to_read.sealed is 'personal: a text that only a human can understand | 30 days after the last text from that phone | office under audit';

    create table provider_event (
      sid text primary key,
      kind text not null check (kind in ('text-in', 'call-in')),
      seen_at timestamptz not null,
      removed_at timestamptz
    );
    create index provider_event_kept on provider_event (seen_at) where removed_at is null;

    alter table message add column conversation_id uuid references conversation on delete cascade;
    alter table message add column sealed_body bytea;
    alter table message add column segments smallint;
    alter table message add column removed_at timestamptz;
    alter table message drop constraint one_recipient;
    alter table message add constraint one_recipient check (num_nonnulls(contact_id, invitation_id, contact_detail_id, conversation_id) = 1);
    alter table message drop constraint message_state_check;
    alter table message add constraint message_state_check
      check (state in ('queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed', 'unknown', 'suppressed'));
    create index message_of_conversation on message (conversation_id) where conversation_id is not null;
    create index message_at_provider on message (provider_id) where channel = 'sms' and provider_id is not null;
    create index message_kept_at_provider on message (sent_at) where channel = 'sms' and provider_id is not null and removed_at is null;
    create index message_unknown on message (claimed_at) where state = 'unknown';
    comment on column message.sealed_body is 'personal: the words of an answer by text | a week after it was sent | worker';

    alter table person add column time_zone text;
    comment on column person.time_zone is 'personal: when it is day where they live, so that no text wakes them | as long as the person | worker';

    -- No text that nobody waits for before 9:00 or from 20:00 on, where its reader lives; when that is not known, only while
    -- it is day from coast to coast. The narrowest of the states' hours (TCPA: 8:00 to 21:00; FL, OK, WA: until 20:00).
    create function texts_open_at(at timestamptz, zone text) returns timestamptz language sql stable as $$
      select case when at < opens then opens when at < closes then at else next_opens end
      from (
        select (day + time '09:00') at time zone coalesce(zone, 'America/Los_Angeles') as opens,
          (day + time '20:00') at time zone coalesce(zone, 'America/New_York') as closes,
          (day + 1 + time '09:00') at time zone coalesce(zone, 'America/Los_Angeles') as next_opens
        from (select (at at time zone coalesce(zone, 'America/New_York'))::date as day) as here
      ) as hours
    $$;

    create table spend (
      day date not null,
      way text not null check (way in ('sms', 'voice')),
      campaign_id uuid references campaign on delete cascade,
      units integer not null,
      micros bigint not null,
      unique nulls not distinct (day, way, campaign_id)
    );

    create table money_limit (
      way text not null check (way in ('sms', 'voice')),
      campaign_id uuid references campaign on delete cascade,
      day_micros bigint not null check (day_micros >= 0),
      changed_at timestamptz not null,
      unique nulls not distinct (way, campaign_id)
    );

    -- Campaigns whose money of the day is spent; a row without campaign says that of all together. \`usual\` holds for all
    -- together while the office has set no limit.
    create function out_of_money(asked_way text, usual bigint, at timestamptz) returns table (campaign_id uuid) language sql stable as $$
      with today as (select spend.campaign_id, micros from spend where day = (at at time zone 'UTC')::date and way = asked_way)
      select null::uuid where (select coalesce(sum(micros), 0) from today) >= coalesce((select day_micros from money_limit where way = asked_way and money_limit.campaign_id is null), usual)
      union all
      select money_limit.campaign_id from money_limit left join today on today.campaign_id = money_limit.campaign_id
      where way = asked_way and money_limit.campaign_id is not null and coalesce(micros, 0) >= day_micros
    $$;

    create table bridge_call (
      id uuid primary key,
      advocacy_campaign_id uuid not null references advocacy_campaign,
      blind_index bytea not null,
      sealed_phone bytea not null,
      language text not null check (language in ('en', 'es')),
      area text not null default '',
      source text not null default 'web',
      post_ids uuid[] not null,
      way text not null check (way in ('sms', 'call', 'call-in')),
      state text not null check (state in ('unproven', 'proven', 'dialing', 'ringing', 'answered', 'ended', 'failed', 'unknown', 'refused')),
      failure text,
      code_attempts smallint not null default 0,
      provider_id text,
      asked_at timestamptz not null,
      proven_at timestamptz,
      claimed_at timestamptz,
      ended_at timestamptz,
      seconds integer,
      removed_at timestamptz
    );
    create index bridge_call_due on bridge_call (proven_at) where state = 'proven';
    create index bridge_call_by_phone on bridge_call (blind_index, proven_at);
    create index bridge_call_claimed on bridge_call (claimed_at) where state in ('dialing', 'ringing', 'answered');
    create index bridge_call_kept on bridge_call (asked_at);
    comment on column bridge_call.blind_index is 'personal: which phone, so that nobody is rung again and again | 30 days | worker, by comparing';
    comment on column bridge_call.sealed_phone is 'personal: the phone that we ring | 30 days | worker';

    create table bridge_leg (
      bridge_call_id uuid not null references bridge_call on delete cascade,
      position smallint not null,
      post_id uuid not null references post,
      outcome text,
      seconds integer not null default 0,
      begun_at timestamptz not null,
      primary key (bridge_call_id, position)
    );
  `.execute(db)
}
