import { type Kysely, sql } from 'kysely'

export const survives = 'It adds a column with a default. The previous version makes groups without a town.'

/** The town that a group works from, for its public pages. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table member_group add column town text not null default ''`.execute(db)
}
