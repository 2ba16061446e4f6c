import { type Kysely, sql } from 'kysely'

/**
 * What became of a person's tags, and who was on a list of opt-outs, so that their story can tell it. How many people a
 * change of many really changed, and which list had put on a tag that it took off. Lines of a list that are about one
 * person.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table tag_change (
      id uuid primary key default gen_random_uuid(),
      person_id uuid not null references person on delete cascade,
      tag text not null,
      is_on boolean not null,
      changed_by uuid references organizer,
      changed_at timestamptz not null,
      bulk_id uuid,
      import_id uuid
    );
    create index tag_change_of_person on tag_change (person_id, changed_at);
    create index tag_change_of_bulk on tag_change (bulk_id) where bulk_id is not null;
    comment on column tag_change.tag is 'personal: words organizers put on a person or took off | as long as the person | office';

    create table list_stop (
      person_id uuid not null references person on delete cascade,
      list_id uuid not null references opt_out_list on delete cascade,
      channel text not null check (channel in ('mail', 'sms')),
      undone_at timestamptz,
      primary key (person_id, list_id, channel)
    );
    create index list_stop_of_list on list_stop (list_id);
    comment on column list_stop.list_id is 'personal: that somebody was on a list of opt-outs | as long as the person | office';

    alter table bulk_act add column people_changed integer;
    alter table bulk_person add column import_id uuid;

    alter table import_row add column signer_key bytea, add column double_of integer, add column sealed_line integer;
    comment on column import_row.signer_key is 'personal: two lines of a list that are about one person count once (keyed hash) | until the list is recorded, at most 30 days | worker, office';
  `.execute(db)
}
