import { type Kysely, sql } from 'kysely'

/**
 * Addresses and numbers that an organizer corrected, until the person confirms them; stops that were asked for by phone
 * or in person, with what an undo puts back; who was in an export; and when a note was removed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table contact_change (
      id uuid primary key,
      person_id uuid not null references person on delete cascade,
      channel text not null check (channel in ('mail', 'sms')),
      new_contact_id uuid references contact_point on delete set null,
      old_contact_id uuid references contact_point on delete set null,
      asked_by uuid not null references organizer,
      asked_at timestamptz not null,
      state text not null default 'waiting' check (state in ('waiting', 'confirmed', 'not-theirs', 'kept', 'taken', 'taken-back')),
      ended_at timestamptz
    );
    create unique index one_contact_change_waiting on contact_change (person_id, channel) where state = 'waiting';
    create index contact_change_of_person on contact_change (person_id);
    create index contact_change_to on contact_change (new_contact_id);
    create index contact_change_from on contact_change (old_contact_id);
    comment on column contact_change.new_contact_id is 'personal: the address or number that waits for its owner to confirm it | until it is confirmed, at most 30 days | worker, office';
    comment on column contact_change.old_contact_id is 'personal: the address or number that was replaced, so that links in mail to it still stop it | 30 days after it was replaced | worker, office';

    create table recorded_stop (
      id uuid primary key,
      person_id uuid not null references person on delete cascade,
      way text not null check (way in ('phone', 'in-person', 'other')),
      channels text[] not null,
      sealed bytea not null,
      contact_ids uuid[] not null,
      consents jsonb not null,
      recorded_by uuid not null references organizer,
      recorded_at timestamptz not null,
      undone_at timestamptz,
      undone_by uuid references organizer
    );
    create index recorded_stop_of_person on recorded_stop (person_id);
    comment on column recorded_stop.sealed is 'personal: in what words somebody asked us to stop | as long as the person | office';
    comment on column recorded_stop.contact_ids is 'personal: which contacts it stopped, to undo it | as long as the person | office';
    comment on column recorded_stop.consents is 'personal: which consents it ended, to undo it | as long as the person | office';

    create table export_person (
      export_id uuid not null references export on delete cascade,
      person_id uuid not null references person on delete cascade,
      primary key (person_id, export_id)
    );
    create index export_person_of_export on export_person (export_id);
    comment on column export_person.person_id is 'personal: who was in an exported file, to tell who has a copy | as long as the person | worker, office';

    alter table person_note add column removed_at timestamptz;

    create function contact_change_of_link(hash bytea) returns table (side text, channel text, state text, campaign jsonb, asked_at timestamptz)
      language sql stable security definer set search_path = public, pg_temp as $$
      select case message.template when 'confirm-contact' then 'new' else 'old' end, contact_change.channel, contact_change.state, campaign.name, message.created_at
      from message
      join contact_change on contact_change.person_id = message.person_id
        and message.contact_id = case message.template when 'confirm-contact' then contact_change.new_contact_id else contact_change.old_contact_id end
      join contact_point on contact_point.id = message.contact_id join campaign on campaign.id = contact_point.campaign_id
      where message.link_hash = hash and message.template in ('confirm-contact', 'contact-changing')
      order by contact_change.asked_at desc limit 1
    $$;
  `.execute(db)
}
