import { type Kysely, sql } from 'kysely'

/** Proof that the office set a password. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Null without a password, in rows from before, and in those that the previous version writes while it still runs.
    alter table organizer add column password_mac bytea;
    comment on column organizer.password_mac is 'proof that the office set this password (HMAC under the keyring)';
  `.execute(db)
}
