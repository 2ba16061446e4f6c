import { type Kysely, sql } from 'kysely'

/**
 * Every reply that an organizer may write for a keyword, words that are given back and taken up again, phones whose
 * language nobody knows yet, and mail to owners when a day's money comes to its end.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table keyword add column thanks text, add column ended text, add column dropped_at timestamptz;

    alter table conversation add column is_language_guessed boolean not null default false;

    create table money_alert (
      id uuid primary key default gen_random_uuid(),
      day date not null,
      way text not null check (way in ('sms', 'voice')),
      campaign_id uuid references campaign on delete cascade,
      level text not null check (level in ('near', 'spent')),
      limit_micros bigint not null,
      spent_micros bigint not null,
      noticed_at timestamptz not null,
      unique nulls not distinct (day, way, campaign_id, level, limit_micros)
    );

    alter table message add column organizer_id uuid references organizer on delete cascade;
    alter table message add column money_alert_id uuid references money_alert on delete cascade;
    alter table message drop constraint one_recipient;
    alter table message add constraint one_recipient check (num_nonnulls(contact_id, invitation_id, contact_detail_id, conversation_id, organizer_id) = 1);
    -- Of blocks, not of rows: what leaves is written three times, and must not pay for the log.
    create index message_newest on message using brin (created_at);
  `.execute(db)
}
