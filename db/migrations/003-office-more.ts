import { sql, type Kysely } from 'kysely'

/** More of the office: lists that the worker checks. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table import_batch drop constraint import_batch_state_check;
    alter table import_batch add constraint import_batch_state_check check (state in ('mapping', 'checking', 'checked', 'running', 'done', 'undone'));
  `.execute(db)
}
