import { type Kysely, sql } from 'kysely'

/**
 * The office: groups and who works in them, the ledger of what they opened and changed, drafts with their history,
 * rollups for the dashboards, switches, exports, imports and deliveries.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table member_group (
      id uuid primary key default gen_random_uuid(),
      parent_id uuid references member_group,
      kind text not null check (kind in ('network', 'group', 'chapter')),
      name text not null,
      areas text[] not null default '{}',
      created_at timestamptz not null default now(),
      constraint only_the_network_has_no_parent check ((kind = 'network') = (parent_id is null))
    );
    create unique index one_network on member_group ((parent_id is null)) where parent_id is null;
    insert into member_group (kind, name) values ('network', 'Network');

    alter table campaign add column group_id uuid references member_group;
    update campaign set group_id = (select id from member_group where kind = 'network');
    alter table campaign alter column group_id set not null;
    alter table petition add column group_id uuid references member_group;
    update petition set group_id = (select id from member_group where kind = 'network');
    alter table petition alter column group_id set not null;
    alter table petition add column revision integer not null default 0;
    alter table petition add column comment_prompt jsonb;
    alter table petition add column template_id uuid references petition;
    alter table petition add column target_key text;
    create unique index petition_once_per_target on petition (template_id, target_key) where template_id is not null;

    create table organizer (
      id uuid primary key,
      email_index bytea not null unique,
      sealed bytea not null,
      language text not null check (language in ('en', 'es')),
      password_hash text,
      sealed_totp bytea,
      totp_step bigint not null default 0,
      failures smallint not null default 0,
      locked_until timestamptz,
      created_at timestamptz not null,
      removed_at timestamptz
    );

    create table organizer_role (
      organizer_id uuid not null references organizer on delete cascade,
      group_id uuid not null references member_group,
      role text not null check (role in ('owner', 'organizer', 'moderator', 'viewer')),
      since timestamptz not null,
      primary key (organizer_id, group_id)
    );

    create table passkey (
      id uuid primary key,
      organizer_id uuid not null references organizer on delete cascade,
      credential_id text not null unique,
      public_key bytea not null,
      counter bigint not null,
      name text not null,
      created_at timestamptz not null,
      used_at timestamptz
    );
    create table passkey_challenge (
      id uuid primary key,
      challenge text not null,
      organizer_id uuid,
      expires_at timestamptz not null
    );
    create table recovery_code (
      organizer_id uuid not null references organizer on delete cascade,
      hash bytea not null,
      used_at timestamptz,
      primary key (organizer_id, hash)
    );
    create table organizer_session (
      id uuid primary key,
      token_hash bytea not null unique,
      organizer_id uuid not null references organizer on delete cascade,
      way text not null check (way in ('passkey', 'password', 'recovery')),
      created_at timestamptz not null,
      seen_at timestamptz not null,
      proved_at timestamptz not null,
      ended_at timestamptz
    );
    create index session_of_organizer on organizer_session (organizer_id);
    create table invitation (
      id uuid primary key,
      token_hash bytea not null unique,
      group_id uuid not null references member_group,
      role text not null check (role in ('owner', 'organizer', 'moderator', 'viewer')),
      sealed bytea,
      invited_by uuid references organizer,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      accepted_at timestamptz,
      withdrawn_at timestamptz
    );

    alter table message alter column contact_id drop not null;
    alter table message add column invitation_id uuid references invitation on delete cascade;
    alter table message add constraint one_recipient check (num_nonnulls(contact_id, invitation_id) = 1);

    create table audit (
      seq bigint primary key,
      at timestamptz not null,
      organizer_id uuid,
      group_id uuid,
      act text not null,
      subject text not null,
      how_many integer not null,
      reason text,
      previous bytea not null,
      hash bytea not null
    );
    create function chain_audit() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock(hashtext('audit'));
      select audit.seq + 1, audit.hash into new.seq, new.previous from audit order by audit.seq desc limit 1;
      new.seq := coalesce(new.seq, 1);
      new.previous := coalesce(new.previous, '\\x00'::bytea);
      new.hash := audit_hash(new);
      return new;
    end $$;
    create function audit_hash(entry audit) returns bytea language sql stable as $$
      select sha256(entry.previous || convert_to(concat_ws('|', entry.seq, extract(epoch from entry.at)::numeric(20, 6), coalesce(entry.organizer_id::text, '-'),
        coalesce(entry.group_id::text, '-'), entry.act, entry.subject, entry.how_many, coalesce(entry.reason, '-')), 'UTF8'))
    $$;
    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% is append-only', tg_table_name;
    end $$;
    create trigger audit_chain before insert on audit for each row execute function chain_audit();
    create trigger audit_stands before update or delete on audit for each row execute function refuse_change();
    create trigger audit_is_not_emptied before truncate on audit for each statement execute function refuse_change();

    create table petition_draft (
      petition_id uuid primary key references petition on delete cascade,
      content jsonb not null,
      revision integer not null,
      saved_by uuid references organizer,
      saved_at timestamptz not null
    );
    create table petition_revision (
      petition_id uuid not null references petition on delete cascade,
      revision integer not null,
      content jsonb not null,
      state text not null,
      published_by uuid references organizer,
      published_at timestamptz not null,
      primary key (petition_id, revision)
    );
    create table editing_lock (
      subject text primary key,
      organizer_id uuid not null references organizer on delete cascade,
      until timestamptz not null
    );
    create table picture (
      id uuid primary key,
      bytes bytea not null,
      width integer not null,
      height integer not null,
      created_by uuid references organizer,
      created_at timestamptz not null
    );

    alter table signature add column channel text not null default 'mail' check (channel in ('mail', 'sms', 'paper'));
    create table tally_by (
      petition_id uuid not null references petition,
      dimension text not null check (dimension in ('day', 'hour', 'area', 'language', 'source', 'channel')),
      key text not null,
      received integer not null default 0,
      confirmed integer not null default 0,
      primary key (petition_id, dimension, key)
    );
    insert into tally_by
      select petition_id, dimension, key, sum(received), sum(confirmed)
      from tally, lateral (values ('day', day::text), ('area', area), ('language', language), ('source', source)) as one (dimension, key)
      group by 1, 2, 3;

    create table stop_switch (
      name text primary key check (name in ('mail', 'sms', 'calls', 'read-only', 'legal-hold')),
      is_on boolean not null default false,
      changed_by uuid references organizer,
      changed_at timestamptz
    );
    insert into stop_switch (name) values ('mail'), ('sms'), ('calls'), ('read-only'), ('legal-hold');

    create table export (
      id uuid primary key,
      filter jsonb not null,
      scopes jsonb not null,
      asked_by uuid not null references organizer,
      asked_at timestamptz not null,
      state text not null default 'waiting' check (state in ('waiting', 'running', 'ready', 'taken', 'expired')),
      rows_done integer not null default 0,
      rows_all integer not null default 0,
      language text not null,
      ready_at timestamptz,
      expires_at timestamptz
    );

    create table export_chunk (
      export_id uuid not null references export on delete cascade,
      number integer not null,
      sealed bytea not null,
      primary key (export_id, number)
    );

    create table import_batch (
      id uuid primary key,
      petition_id uuid not null references petition,
      asked_by uuid not null references organizer,
      asked_at timestamptz not null,
      state text not null default 'mapping' check (state in ('mapping', 'checked', 'running', 'done', 'undone')),
      columns jsonb not null,
      mapping jsonb,
      rows_all integer not null default 0,
      rows_done integer not null default 0
    );
    create table import_row (
      batch_id uuid not null references import_batch on delete cascade,
      line integer not null,
      sealed bytea not null,
      outcome text,
      reason text,
      signature_id uuid references signature on delete set null,
      primary key (batch_id, line)
    );

    create table delivery (
      id uuid primary key,
      petition_id uuid not null references petition,
      delivered_on date not null,
      recipient text not null,
      by_whom text not null,
      signatures integer not null,
      picture_id uuid references picture,
      answer jsonb,
      told_at timestamptz,
      created_by uuid references organizer,
      created_at timestamptz not null
    );

    create table person_note (
      id uuid primary key,
      person_id uuid not null references person on delete cascade,
      sealed bytea not null,
      written_by uuid references organizer,
      written_at timestamptz not null
    );
    create table person_tag (
      person_id uuid not null references person on delete cascade,
      tag text not null,
      primary key (person_id, tag)
    );
    create index signature_of_somebody on signature (accepted_at, id) where person_id is not null;
  `.execute(db)

  for (const [column, comment] of Object.entries(personal)) {
    await sql`comment on column ${sql.raw(column)} is ${sql.lit(`personal: ${comment}`)}`.execute(db)
  }
}

const personal: Record<string, string> = {
  'organizer.email_index':
    'find an organizer by address without reading it (keyed hash) | as long as the account | office',
  'organizer.sealed': 'name and address of an organizer | as long as the account | worker, office',
  'organizer.sealed_totp': 'check the codes of an authenticator app | as long as the account | office',
  'organizer.password_hash': 'check a password (argon2id) | as long as the account | office',
  'passkey.public_key': 'check a passkey | as long as the account | office',
  'recovery_code.hash': 'check a recovery code (hash) | until it is used | office',
  'organizer_session.token_hash': 'know a signed-in browser (hash) | 30 days after its end | office',
  'invitation.token_hash': 'recognise an invitation (hash) | until it is accepted or a week | office',
  'invitation.sealed': 'address that was invited | until it is accepted or a week | worker, office',
  'audit.organizer_id': 'who opened or changed what | for ever: a ledger | office',
  'audit.previous': 'chain of the ledger (hash) | for ever: a ledger | office',
  'audit.hash': 'chain of the ledger (hash) | for ever: a ledger | office',
  'audit.reason': 'why something was opened or exported, in the words of who did | for ever: a ledger | office',
  'picture.bytes': 'pictures on pages, without the data cameras add | as long as the page | everyone',
  'export_chunk.sealed': 'people whom an owner asked to export | until it is taken, at most 24 hours | worker, office',
  'import_row.sealed': 'a line of an imported list | until the import is done, at most 30 days | worker, office',
  'person_note.sealed': 'what organizers noted of a person | as long as the person | office',
  'person_tag.tag': 'words organizers put on a person | as long as the person | office',
}
