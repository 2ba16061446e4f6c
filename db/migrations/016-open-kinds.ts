import { type Kysely, sql } from 'kysely'

/**
 * Kinds of action are listed in the code, which checks every name before it is written. A check by a list here made each
 * new kind wait for a migration that locks the outreach of all the others.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table advocacy_campaign drop constraint advocacy_campaign_kind_check`.execute(db)
  await sql`alter table outreach drop constraint outreach_channel_check, drop constraint outreach_via_check`.execute(db)
}
