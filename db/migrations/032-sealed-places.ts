import { type Kysely, sql } from 'kysely'

export const survives =
  'It adds a column that may be empty. While the previous version still runs, it queues notices without it; nobody is told of those.'

/** The place that a waiting notice is about, which is about where somebody lives. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table message add column sealed_place bytea;
    comment on column message.sealed_place is 'personal: the place that somebody asked to be told about | until they are told, at most one year | worker';
  `.execute(db)
}
