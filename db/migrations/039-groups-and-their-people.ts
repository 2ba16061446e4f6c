import { type Kysely, sql } from 'kysely'

export const survives =
  'It adds columns with defaults. While the previous version still runs, it knows nothing of zones, and its invitations go out without a language to renew them in.'

/**
 * What a group sets for itself (its time zone, language and the name its mail comes from), the zone that an organizer
 * prefers, and the language of an invitation, so that it can be sent again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table member_group
      add column time_zone text not null default 'America/Phoenix',
      add column language text not null default 'en' check (language in ('en', 'es')),
      add column sender_name text;
    alter table organizer add column time_zone text;
    alter table invitation add column language text not null default 'en' check (language in ('en', 'es'));
  `.execute(db)
}
