import { type Kysely, sql } from 'kysely'

export const survives =
  "The previous version shows all texts to everybody who answers, and takes no notice of who has taken a thread. Its inbox fails on the new reasons `cry-for-help` and `misunderstood`, which only this version's worker writes: restart the office with the worker, or before it."

/**
 * The inbox holds threads, one for each phone: who has taken one, who wrote an answer, why a text came, and that an
 * organizer recorded an opt-out. A group has replies to choose from, and a hotline to name.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table text_to_read drop constraint text_to_read_reason_check,
      add constraint text_to_read_reason_check check (reason in ('begins-with-stop', 'not-understood', 'misunderstood', 'cry-for-help', 'after-the-end', 'from-office'));
    alter table conversation add column claimed_by uuid, add column claimed_at timestamptz;
    alter table suppression add column recorded_by uuid;
    alter table message add column written_by uuid;
    alter table member_group add column hotline text;

    create table canned_reply (
      id uuid primary key,
      group_id uuid not null references member_group on delete cascade,
      name jsonb not null,
      words jsonb not null,
      before jsonb,
      created_at timestamptz not null,
      changed_at timestamptz not null,
      dropped_at timestamptz
    );
    create index canned_reply_of_group on canned_reply (group_id);
  `.execute(db)
}
