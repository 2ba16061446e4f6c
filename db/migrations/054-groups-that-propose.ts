import { type Kysely, sql } from 'kysely'

export const survives = 'The previous version lets all groups change the directory, as it did.'

/** Whether a group's organizers may change officials, places and policies, which are one directory for all groups. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table member_group add column edits_directory boolean not null default true;
    update member_group set edits_directory = false
    from campaign join campaign_request on made_campaign_id = campaign.id where campaign.group_id = member_group.id;
  `.execute(db)
}
