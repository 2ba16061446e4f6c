import { type Kysely, sql } from 'kysely'

export const survives =
  'Triggers note what the previous version records as before, and only while a ladder is open, which it cannot make.'

/**
 * Ladders: what a campaign sends in turn to whoever does something; where each person stands, with the step that is due; what
 * was done at a step, so that nothing is sent twice; what people did, until it is known whether a ladder begins with it; tasks
 * for organizers.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table ladder (
      id uuid primary key default gen_random_uuid(),
      campaign_id uuid not null references campaign,
      state text not null default 'draft' check (state in ('draft', 'open', 'closed', 'archived')),
      revision integer not null default 0,
      content jsonb not null,
      return_days integer check (return_days > 0),
      paused_at timestamptz,
      created_at timestamptz not null,
      updated_at timestamptz not null
    );
    create index ladder_of_campaign on ladder (campaign_id);

    create table ladder_listens (
      ladder_id uuid not null references ladder on delete cascade,
      rung text not null,
      place smallint not null,
      act text not null,
      thing_id uuid,
      tag text,
      days integer,
      since timestamptz not null,
      primary key (ladder_id, rung)
    );
    create index ladder_listens_to on ladder_listens (act);

    create table ladder_act (
      seq bigint generated always as identity primary key,
      person_id uuid not null references person on delete cascade,
      act text not null,
      thing_id uuid,
      tag text
    );
    create index ladder_act_of_person on ladder_act (person_id);
    comment on column ladder_act.act is 'personal: what somebody just did, if a ladder begins with it | until it is looked at, a second later | worker';

    create table ladder_place (
      ladder_id uuid not null references ladder on delete cascade,
      person_id uuid not null references person on delete cascade,
      entry smallint not null default 1,
      rung text not null,
      place smallint not null,
      step text not null,
      has_waited boolean not null default false,
      due_at timestamptz not null,
      entered_at timestamptz not null,
      left_at timestamptz,
      left_why text check (left_why in ('end', 'goal', 'opted-out', 'bounced', 'closed')),
      thing_id uuid,
      primary key (ladder_id, person_id),
      constraint left_somehow check ((left_at is null) = (left_why is null))
    );
    create index ladder_place_due on ladder_place (ladder_id, due_at) where left_at is null;
    create index ladder_place_of_person on ladder_place (person_id);
    comment on column ladder_place.step is 'personal: which message of a campaign comes next | as long as the person | worker, office';
    comment on column ladder_place.thing_id is 'personal: which page or meeting they came for | as long as the person | worker, office';

    create table ladder_done (
      ladder_id uuid not null references ladder on delete cascade,
      person_id uuid not null references person on delete cascade,
      entry smallint not null,
      step text not null,
      revision integer not null,
      at timestamptz not null,
      why_not text,
      thing_id uuid,
      message_id uuid,
      primary key (ladder_id, person_id, entry, step)
    );
    create index ladder_done_of_person on ladder_done (person_id);
    create unique index ladder_done_by_message on ladder_done (message_id) where message_id is not null;
    comment on column ladder_done.step is 'personal: what they got already, so that nothing is sent twice | as long as the person | worker, office';

    create table ladder_task (
      id uuid primary key default gen_random_uuid(),
      ladder_id uuid not null references ladder on delete cascade,
      person_id uuid not null references person on delete cascade,
      entry smallint not null,
      step text not null,
      words jsonb not null,
      made_at timestamptz not null,
      done_at timestamptz,
      done_by uuid references organizer,
      unique (ladder_id, person_id, entry, step)
    );
    create index ladder_task_open on ladder_task (ladder_id, made_at) where done_at is null;
    create index ladder_task_of_person on ladder_task (person_id);
    comment on column ladder_task.words is 'personal: what an organizer is asked to do about somebody | as long as the person | office';

    create table ladder_fired (
      ladder_id uuid not null references ladder on delete cascade,
      occasion text not null,
      after uuid,
      begun_at timestamptz not null,
      done_at timestamptz,
      primary key (ladder_id, occasion)
    );

    -- What people did is noted in the transaction that records it, whichever door it came by, and only while a ladder of
    -- their campaign begins with it. Statements, not rows: a batch of signatures is one more insert.
    create function note_ladder_acts(people uuid[], acts text[], things uuid[], tags text[]) returns void
      language sql security definer set search_path = public, pg_temp as $$
      insert into ladder_act (person_id, act, thing_id, tag)
      select distinct noted.person_id, noted.act, noted.thing_id, noted.tag
      from unnest(people, acts, things, tags) as noted (person_id, act, thing_id, tag)
        join person on person.id = noted.person_id
      where exists (select from ladder_listens as heard join ladder on ladder.id = heard.ladder_id
        where ladder.state = 'open' and ladder.campaign_id = person.campaign_id and heard.act = noted.act
          and (heard.thing_id is null or heard.thing_id = noted.thing_id) and (heard.tag is null or lower(heard.tag) = lower(noted.tag)))
    $$;

    create function ladder_hears(acts text[]) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
      select exists (select from ladder_listens where act = any(acts))
    $$;

    create function note_signatures() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      if ladder_hears(array['signed', 'confirmed']) then
        perform note_ladder_acts(array_agg(person_id), array_agg(act), array_agg(petition_id), array_agg(null::text)) from (
          select person_id, 'signed' as act, petition_id from added where person_id is not null
          union all select person_id, 'confirmed', petition_id from added where person_id is not null and state = 'confirmed' and held is null
        ) as noted;
      end if;
      return null;
    end $$;
    create trigger ladders_hear_signatures after insert on signature referencing new table as added for each statement execute function note_signatures();

    create function note_confirmations() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      if ladder_hears(array['confirmed']) then
        perform note_ladder_acts(array_agg(person_id), array_agg('confirmed'::text), array_agg(petition_id), array_agg(null::text)) from (
          select changed.person_id, changed.petition_id from changed join before on before.id = changed.id
          where changed.person_id is not null and changed.state = 'confirmed' and changed.held is null and (before.state <> 'confirmed' or before.held is not null)
        ) as noted;
      end if;
      return null;
    end $$;
    create trigger ladders_hear_confirmations after update on signature referencing old table as before new table as changed for each statement execute function note_confirmations();

    create function note_letters() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      if ladder_hears(array['wrote']) then
        perform note_ladder_acts(array_agg(person_id), array_agg('wrote'::text), array_agg(advocacy_campaign_id), array_agg(null::text))
          from added where confirmed_at is not null;
      end if;
      return null;
    end $$;
    create trigger ladders_hear_letters after insert on letter referencing new table as added for each statement execute function note_letters();

    create function note_confirmed_letters() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      if ladder_hears(array['wrote']) then
        perform note_ladder_acts(array_agg(person_id), array_agg('wrote'::text), array_agg(advocacy_campaign_id), array_agg(null::text)) from (
          select changed.person_id, changed.advocacy_campaign_id from changed join before on before.id = changed.id
          where changed.confirmed_at is not null and before.confirmed_at is null
        ) as noted;
      end if;
      return null;
    end $$;
    create trigger ladders_hear_confirmed_letters after update on letter referencing old table as before new table as changed for each statement execute function note_confirmed_letters();

    create function note_texts() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      if ladder_hears(array['texted']) then
        perform note_ladder_acts(array_agg(person_id), array_agg('texted'::text), array_agg(advocacy_campaign_id), array_agg(null::text))
          from added where person_id is not null and channel = 'text';
      end if;
      return null;
    end $$;
    create trigger ladders_hear_texts after insert on outreach referencing new table as added for each statement execute function note_texts();

    -- A call that we connected, by the hash of its phone: of a call from somebody's own phone nobody knows whose it was.
    create function note_calls() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      if ladder_hears(array['called']) then
        perform note_ladder_acts(array_agg(person_id), array_agg('called'::text), array_agg(advocacy_campaign_id), array_agg(null::text)) from (
          select person.id as person_id, changed.advocacy_campaign_id from changed join before on before.id = changed.id
            join advocacy_campaign on advocacy_campaign.id = changed.advocacy_campaign_id
            join contact_point on contact_point.blind_index = changed.blind_index and contact_point.campaign_id = advocacy_campaign.campaign_id
            join person on person.contact_id = contact_point.id or person.other_contact_id = contact_point.id
          where changed.state = 'ended' and before.state <> 'ended' and coalesce(changed.seconds, 0) > 0
        ) as noted;
      end if;
      return null;
    end $$;
    create trigger ladders_hear_calls after update on bridge_call referencing old table as before new table as changed for each statement execute function note_calls();

    create function note_subscriptions() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      if ladder_hears(array['subscribed', 'joined']) then
        perform note_ladder_acts(array_agg(person_id), array_agg(act), array_agg(null::uuid), array_agg(null::text)) from (
          select person_id, unnest(case how when 'keyword' then array['subscribed', 'joined'] else array['subscribed'] end) as act from added
          where scope = 'campaign' and confirmed_on is not null and ended_on is null
        ) as noted;
      end if;
      return null;
    end $$;
    create trigger ladders_hear_subscriptions after insert on subscription referencing new table as added for each statement execute function note_subscriptions();

    create function note_begun_subscriptions() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      if ladder_hears(array['subscribed', 'joined']) then
        perform note_ladder_acts(array_agg(person_id), array_agg(act), array_agg(null::uuid), array_agg(null::text)) from (
          select changed.person_id, unnest(case changed.how when 'keyword' then array['subscribed', 'joined'] else array['subscribed'] end) as act
          from changed join before on before.id = changed.id
          where changed.scope = 'campaign' and changed.confirmed_on is not null and changed.ended_on is null and before.confirmed_on is null
        ) as noted;
      end if;
      return null;
    end $$;
    create trigger ladders_hear_begun_subscriptions after update on subscription referencing old table as before new table as changed for each statement execute function note_begun_subscriptions();

    create function note_tags() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      if ladder_hears(array['tagged']) then
        perform note_ladder_acts(array_agg(person_id), array_agg('tagged'::text), array_agg(null::uuid), array_agg(tag)) from added;
      end if;
      return null;
    end $$;
    create trigger ladders_hear_tags after insert on person_tag referencing new table as added for each statement execute function note_tags();
  `.execute(db)
}
