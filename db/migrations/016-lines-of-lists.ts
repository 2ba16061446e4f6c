import { sql, type Kysely } from 'kysely'

/** Lines of a signers' list keep their number in the file, so that checking needs a place to go on from; what is said of the whole file stands beside it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table import_batch add column line_done integer not null default 0, add column warnings jsonb not null default '[]'::jsonb
  `.execute(db)
  // Until now lines were numbered without a gap, the headings being the first.
  await sql`update import_batch set line_done = rows_done + 1 where state = 'checking'`.execute(db)
}
