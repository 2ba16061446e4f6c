import { type Kysely, sql } from 'kysely'

/** An office can text us too: that it wants no texts, which its contact keeps, or anything else, which a human reads. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table contact_report drop constraint contact_report_what_check, drop constraint contact_report_origin_check,
      add constraint contact_report_what_check check (what in ('wrong-number', 'voicemail-full', 'left-office', 'bounced', 'wrong-other', 'unknown-official', 'opted-out', 'no-texts')),
      add constraint contact_report_origin_check check (origin in ('public', 'outreach', 'mail', 'text'))
  `.execute(db)
  await sql`
    alter table text_to_read drop constraint text_to_read_reason_check,
      add constraint text_to_read_reason_check check (reason in ('begins-with-stop', 'not-understood', 'after-the-end', 'from-office'))
  `.execute(db)
}
