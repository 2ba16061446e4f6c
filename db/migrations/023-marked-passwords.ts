import { type Kysely, sql } from 'kysely'

/** Proof that the office set a password, the only lock by a name that web may hold, and the language of a list. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Null without a password, in rows from before, and in those that the previous version writes while it still runs.
    alter table organizer add column password_mac bytea;
    comment on column organizer.password_mac is 'proof that the office set this password (HMAC under the keyring)';

    -- Locks of two numbers are apart from those of one, which the other processes take: whoever took over the web
    -- process holds up nobody but callers.
    create function web_turn(what text) returns void
      language sql volatile security definer set search_path = public, pg_temp as $$
      select pg_advisory_xact_lock(1, hashtext(what))
    $$;

    -- Null in lists from before: then that of whoever brought it in.
    alter table import_batch add column language text check (language in ('en', 'es'));
  `.execute(db)
}
