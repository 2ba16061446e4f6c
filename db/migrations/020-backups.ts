import { type Kysely, sql } from 'kysely'

/** When the last backup and the last drill were, and who asked to be erased since the oldest backup that is kept. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table backup_run (
      id uuid primary key default gen_random_uuid(),
      kind text not null check (kind in ('backup', 'drill')),
      began_at timestamptz not null,
      ended_at timestamptz not null,
      failure text,
      file_name text not null,
      bytes bigint,
      row_count bigint
    )
  `.execute(db)
  await sql`create index backup_run_newest on backup_run (kind, ended_at desc)`.execute(db)
  await sql`
    create table erased_row (
      id uuid primary key,
      erased_at timestamptz not null
    )
  `.execute(db)
  await sql`
    comment on column erased_row.id is 'personal: erase again whoever asked for it, when an older backup is restored (random number of a row that is gone) | as long as backups that may hold the row | worker'
  `.execute(db)
}
