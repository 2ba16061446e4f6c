import { type Kysely, sql } from 'kysely'

/** Lines of a signers' list keep their number in the file, so that checking needs a place to go on from; what is said of the whole file stands beside it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table import_batch add column line_done integer not null default 0, add column warnings jsonb not null default '[]'::jsonb
  `.execute(db)
  // Until now lines were numbered without a gap, the headings being the first.
  await sql`update import_batch set line_done = rows_done + 1 where state = 'checking'`.execute(db)
  // Lists of officials that were checked and not let go are checked again: places are read more strictly now.
  await sql`
    update roster_import_row set outcome = null, understood = null, changes = '[]', problems = '[]'
    where cells <> '[]' and import_id in (select id from roster_import where state in ('checking', 'checked'))
  `.execute(db)
  await sql`update roster_import set state = 'checking', rows_done = 0 where state in ('checking', 'checked')`.execute(
    db,
  )
}
