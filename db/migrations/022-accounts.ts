import { type Kysely, sql } from 'kysely'

/** Proof of who gave a role, one open invitation for an address, and how often signing in failed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Null in rows from before, and in those that the previous version writes while it still runs.
    alter table organizer_role add column mac bytea;
    comment on column organizer_role.mac is 'proof that the office wrote this row (HMAC under the keyring)';

    alter table invitation add column address_index bytea;
    comment on column invitation.address_index is 'personal: keep one open invitation for an address in a group (keyed hash) | until it is accepted or withdrawn | office';

    -- Attempts are counted before a password is checked, so that many at once cannot get past the limit. The columns
    -- organizer.failures and organizer.locked_until are read by the previous version only; a later one drops them.
    create table sign_in_attempt (
      counted_as bytea not null,
      hour timestamptz not null,
      organizer_id uuid,
      attempts integer not null,
      failures integer not null default 0,
      reported integer not null default 0,
      primary key (counted_as, hour)
    );
    create index unreported_failures on sign_in_attempt (hour) where failures > reported;
    comment on column sign_in_attempt.counted_as is 'personal: how often somebody tried to sign in with an address, known or not, or from a known browser (keyed hash) | two days | office';
    comment on column sign_in_attempt.organizer_id is 'personal: whose account it was tried with; null when nobody has the address | two days | worker, office';
  `.execute(db)
}
