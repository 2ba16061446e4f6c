import { type Kysely, sql } from 'kysely'

/**
 * Codes that are said over the phone, what an office's line is taken by, and how often one phone has rung us. The line is
 * taken where it is dialled, so that as many web processes as there are keep one limit; nothing there leads to a person.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table code_call (
      bridge_call_id uuid primary key references bridge_call on delete cascade,
      state text not null check (state in ('due', 'dialing', 'ringing', 'asked', 'speaking', 'spoken', 'ended', 'failed', 'unknown', 'refused')),
      failure text,
      provider_id text,
      due_at timestamptz not null,
      claimed_at timestamptz,
      asked_at timestamptz,
      ended_at timestamptz,
      seconds integer,
      removed_at timestamptz
    );
    create index code_call_due on code_call (due_at) where state in ('due', 'asked');
    create index code_call_claimed on code_call (claimed_at);

    drop table bridge_leg;
    create table call_leg (
      call_sid text not null,
      position smallint not null,
      advocacy_campaign_id uuid not null references advocacy_campaign on delete cascade,
      post_id uuid not null references post on delete cascade,
      organization_id uuid not null references organization on delete cascade,
      contact_detail_id uuid references contact_detail on delete set null,
      begun_at timestamptz not null,
      free_at timestamptz not null,
      reserved_micros bigint not null,
      status text,
      pressed text,
      is_machine boolean not null default false,
      seconds integer,
      primary key (call_sid, position)
    );
    create index call_leg_of_office on call_leg (organization_id, begun_at);
    create index call_leg_begun on call_leg (begun_at);
    comment on column call_leg.call_sid is 'personal: which call it was, by the id that the provider gave it | two days | web and worker';

    create table call_in_key (
      day date primary key,
      key bytea not null
    );
    comment on column call_in_key.key is 'what the marks of phones that ring us are made with | until the day after is over: then nobody can tell whose they were | web';
    create table call_in (
      call_mark bytea primary key,
      phone_mark bytea not null,
      rang_at timestamptz not null
    );
    create index call_in_of_phone on call_in (phone_mark, rang_at);
    create index call_in_rang on call_in (rang_at);
    comment on column call_in.phone_mark is 'personal: that one phone rang us, so that it is not connected again and again | 24 hours | web, by comparing';
    comment on column call_in.call_mark is 'personal: which call it was, so that one that is told of twice counts once | 24 hours | web, by comparing';

    -- As before, and with what calls that are under way may still cost: a call is booked when it is over, and by then a
    -- hundred others have begun.
    create or replace function out_of_money(asked_way text, usual bigint, at timestamptz) returns table (campaign_id uuid) language sql stable as $$
      with today as (
        select spend.campaign_id, micros from spend where day = (at at time zone 'UTC')::date and way = asked_way
        union all
        select advocacy_campaign.campaign_id, reserved_micros from call_leg join advocacy_campaign on advocacy_campaign.id = advocacy_campaign_id
          where asked_way = 'voice' and reserved_micros > 0 and begun_at > at - interval '2 hours'
      )
      select null::uuid where (select coalesce(sum(micros), 0) from today) >= coalesce((select day_micros from money_limit where way = asked_way and money_limit.campaign_id is null), usual)
      union all
      select money_limit.campaign_id from money_limit
      where way = asked_way and money_limit.campaign_id is not null and (select coalesce(sum(micros), 0) from today where today.campaign_id = money_limit.campaign_id) >= day_micros
    $$;
  `.execute(db)
}
