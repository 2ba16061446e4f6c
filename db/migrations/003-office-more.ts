import { type Kysely, sql } from 'kysely'

/**
 * More of the office: lists that the worker checks, one act on many people, bursts by e-mail domain, consent to the
 * network, and what a petition's form asks for, says afterwards, and in which zone it opens and closes.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table import_batch drop constraint import_batch_state_check;
    alter table import_batch add constraint import_batch_state_check check (state in ('mapping', 'checking', 'checked', 'running', 'done', 'undone'));

    create table bulk_act (
      id uuid primary key,
      kind text not null check (kind in ('tag', 'untag', 'erase')),
      tag text,
      asked_by uuid not null references organizer,
      asked_at timestamptz not null,
      people_all integer not null,
      people_done integer not null default 0,
      constraint a_tag_to_put_or_take check ((kind = 'erase') = (tag is null))
    );
    create index bulk_act_at_work on bulk_act (asked_at) where people_done < people_all;
    create table bulk_person (
      bulk_id uuid not null references bulk_act on delete cascade,
      person_id uuid not null,
      primary key (bulk_id, person_id)
    );

    alter table contact_point add column domain_mark bytea;

    alter table consent drop constraint consent_purpose_check;
    alter table consent add constraint consent_purpose_check check (purpose in ('email', 'sms', 'show_name', 'network'));
    alter table petition add column asks_comment boolean not null default true;
    alter table petition add column asks_names boolean not null default true;
    alter table petition add column asks_phone boolean not null default true;
    alter table petition add column thanks_text jsonb;
    alter table petition add column confirm_subject jsonb;
    alter table petition add column confirm_text jsonb;
    alter table petition add column thanks_mail jsonb;
    alter table petition add column share_image text;
    alter table petition add column time_zone text not null default 'America/Phoenix';
  `.execute(db)

  for (const [column, comment] of Object.entries(personal)) {
    await sql`comment on column ${sql.raw(column)} is ${sql.lit(`personal: ${comment}`)}`.execute(db)
  }
}

const personal: Record<string, string> = {
  'contact_point.domain_mark':
    'see bursts from one e-mail domain without opening addresses (keyed hash) | as long as the contact | worker, office',
  'bulk_act.tag': 'the word put on or taken off many people | as long as the list of such acts, 30 days | office',
}
