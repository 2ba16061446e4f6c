import { type Kysely, sql } from 'kysely'

export const survives =
  'It adds tables, and columns that may be empty. While the previous version still runs, its mail goes on coming from the site’s own address, and its pages show the contact of the network.'

/**
 * What a group shows of itself: a logo, a color for its new campaigns, and how to reach it. The address that its mail
 * comes from, with what the DNS says about it; mails about it, such as tests; and addresses that wait to be confirmed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table member_group
      add column logo text,
      add column logo_alt jsonb,
      add column colour text,
      add column contact_mail text,
      add column contact_phone text;

    create table group_sender (
      group_id uuid primary key references member_group (id) on delete cascade,
      address text not null,
      confirmed_at timestamptz,
      asked_at timestamptz not null,
      next_check_at timestamptz not null,
      checked_at timestamptz,
      lines jsonb not null default '[]',
      is_aligned boolean not null default false,
      accepted_at timestamptz
    );

    create table sender_message (
      message_id uuid primary key references message (id) on delete cascade,
      group_id uuid not null references member_group (id) on delete cascade,
      said text
    );
    create index sender_message_of_group on sender_message (group_id);

    create table address_change (
      id uuid primary key,
      token_hash bytea not null unique,
      organizer_id uuid not null references organizer (id) on delete cascade,
      group_id uuid references member_group (id) on delete cascade,
      sealed bytea not null,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz,
      mac bytea
    );
    create index address_change_of_organizer on address_change (organizer_id);

    comment on column address_change.token_hash is 'personal: recognise the link by which an address is confirmed (hash) | until it is used, at most 24 hours | office';
    comment on column address_change.sealed is 'personal: the address to be confirmed, of an organizer or of a group''s mail | until it is confirmed, at most a month | office';
    comment on column address_change.mac is 'proof that the office wrote this row (HMAC under the keyring)';
    comment on column sender_message.said is 'what the mail server answered to a test, without addresses';
  `.execute(db)
}
