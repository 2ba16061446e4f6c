import { type Kysely, sql } from 'kysely'

/**
 * The ground floor: keys, the intake, people, petitions and their signatures, tallies, the outbox.
 *
 * Every column that holds or stands for a person carries a comment beginning with `personal:`, in the form
 * `personal: purpose | kept until | who can open it`. `firme what-we-hold` prints them from here, and a test
 * refuses a bytea or text column that has no comment.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table campaign (
      id uuid primary key default gen_random_uuid(),
      slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]*$'),
      state text not null default 'draft' check (state in ('draft', 'published', 'archived')),
      name jsonb not null,
      summary jsonb not null,
      story jsonb not null,
      colour text not null check (colour ~ '^#[0-9a-f]{6}$'),
      closes_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );

    create table vault_key (
      id uuid primary key default gen_random_uuid(),
      campaign_id uuid unique references campaign,
      public_key bytea not null,
      wrapped_private_key bytea not null,
      wrapped_data_key bytea not null,
      wrapped_token_key bytea,
      created_at timestamptz not null default now()
    );
    create unique index vault_key_of_the_site on vault_key ((campaign_id is null)) where campaign_id is null;

    create table petition (
      id uuid primary key default gen_random_uuid(),
      campaign_id uuid not null references campaign,
      slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]*$'),
      state text not null default 'draft' check (state in ('draft', 'open', 'closed', 'victory', 'archived')),
      title jsonb not null,
      ask jsonb not null,
      target jsonb not null,
      story jsonb not null,
      image text,
      image_alt jsonb,
      share_text jsonb not null,
      goal_steps integer[] not null default '{100,250,500,1000,2500,5000,10000,25000,50000,100000,250000,500000,1000000}',
      outcome jsonb,
      opens_at timestamptz,
      closes_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    create index petition_of_campaign on petition (campaign_id);

    create table petition_update (
      id uuid primary key default gen_random_uuid(),
      petition_id uuid not null references petition on delete cascade,
      published_on date not null,
      title jsonb not null,
      body jsonb not null
    );
    create index petition_update_of_petition on petition_update (petition_id, published_on desc);

    create table intake (
      seq bigint generated always as identity primary key,
      id uuid not null,
      key_id uuid not null,
      kind text not null,
      sealed bytea not null,
      held text,
      accepted_at timestamptz not null,
      attempts smallint not null default 0,
      retry_at timestamptz,
      failure text
    );

    create table receipt (
      id uuid primary key,
      outcome text not null,
      created_at timestamptz not null
    );

    create table contact_point (
      id uuid primary key,
      campaign_id uuid not null references campaign,
      channel text not null check (channel in ('mail', 'sms')),
      blind_index bytea not null,
      sealed bytea not null,
      proven_on date,
      failing_since date,
      created_on date not null,
      unique (campaign_id, blind_index)
    );
    create index contact_point_by_blind_index on contact_point (blind_index);

    create table person (
      id uuid primary key,
      campaign_id uuid not null references campaign,
      contact_id uuid not null references contact_point on delete cascade,
      other_contact_id uuid references contact_point on delete set null,
      name_index bytea not null,
      sealed bytea not null,
      language text not null check (language in ('en', 'es')),
      created_on date not null,
      unique (contact_id, name_index)
    );
    create index person_by_other_contact on person (other_contact_id) where other_contact_id is not null;

    create table signature (
      id uuid primary key,
      petition_id uuid not null references petition,
      person_id uuid references person on delete cascade,
      contact_token bytea not null,
      name_token bytea not null,
      seat smallint not null check (seat in (1, 2)),
      state text not null check (state in ('unconfirmed', 'confirmed')),
      held text,
      is_private boolean not null,
      area text not null,
      language text not null check (language in ('en', 'es')),
      source text not null,
      sealed_comment bytea,
      code_attempts smallint not null default 0,
      accepted_at timestamptz not null,
      confirmed_at timestamptz,
      constraint one_signature_each unique (petition_id, contact_token, name_token),
      constraint two_names_on_a_contact unique (petition_id, contact_token, seat),
      constraint private_time_is_a_day check (
        not is_private or state <> 'confirmed'
        or (accepted_at = date_trunc('day', accepted_at, 'UTC') and confirmed_at = date_trunc('day', confirmed_at, 'UTC')
            and person_id is null and sealed_comment is null)
      )
    );
    create index signature_of_person on signature (person_id);
    create index signature_awaiting_confirmation on signature (accepted_at) where state = 'unconfirmed';
    create index signature_held on signature (petition_id, held) where held is not null;

    create table consent (
      person_id uuid not null references person on delete cascade,
      petition_id uuid not null references petition,
      purpose text not null check (purpose in ('email', 'sms', 'show_name')),
      text_version text not null,
      language text not null check (language in ('en', 'es')),
      given_on date not null,
      withdrawn_on date,
      primary key (person_id, petition_id, purpose)
    );

    create table public_name (
      signature_id uuid primary key references signature on delete cascade,
      petition_id uuid not null references petition,
      display_name text not null,
      place text not null,
      comment text,
      comment_state text not null default 'shown' check (comment_state in ('shown', 'review', 'hidden')),
      confirmed_at timestamptz not null
    );
    create index public_name_newest on public_name (petition_id, confirmed_at desc);

    create table suppression (
      blind_index bytea primary key,
      channel text not null check (channel in ('mail', 'sms')),
      reason text not null check (reason in ('opted-out', 'bounced')),
      since date not null
    );

    create table message (
      id uuid primary key,
      channel text not null check (channel in ('mail', 'sms')),
      template text not null,
      language text not null check (language in ('en', 'es')),
      contact_id uuid not null references contact_point on delete cascade,
      person_id uuid references person on delete cascade,
      signature_id uuid references signature on delete cascade,
      petition_id uuid references petition,
      once_key text not null unique,
      link_hash bytea not null unique,
      state text not null default 'queued'
        check (state in ('queued', 'sending', 'sent', 'failed', 'unknown', 'suppressed')),
      due_at timestamptz not null,
      attempts smallint not null default 0,
      claimed_at timestamptz,
      sent_at timestamptz,
      provider_id text,
      failure text,
      created_at timestamptz not null
    );
    create index message_due on message (channel, due_at) where state = 'queued';
    create index message_claimed on message (claimed_at) where state = 'sending';
    create index message_of_contact on message (contact_id);
    create index message_of_signature on message (signature_id);
    create index message_of_person on message (person_id);

    create table message_budget (
      blind_index bytea not null,
      day date not null,
      owed smallint not null,
      primary key (blind_index, day)
    );

    create table tally (
      petition_id uuid not null references petition,
      day date not null,
      area text not null,
      language text not null,
      source text not null,
      received integer not null default 0,
      confirmed integer not null default 0,
      private integer not null default 0,
      primary key (petition_id, day, area, language, source)
    );

    create table petition_total (
      petition_id uuid primary key references petition,
      received integer not null default 0,
      confirmed integer not null default 0,
      private integer not null default 0,
      changed_at timestamptz not null
    );

    create table milestone (
      petition_id uuid not null references petition,
      threshold integer not null,
      reached_at timestamptz not null,
      withdrawn_at timestamptz,
      primary key (petition_id, threshold)
    );

    create table maintenance_run (
      id uuid primary key default gen_random_uuid(),
      job text not null,
      ran_at timestamptz not null,
      result jsonb not null
    );
    create index maintenance_run_newest on maintenance_run (job, ran_at desc);
  `.execute(db)

  for (const [column, comment] of Object.entries(personal)) {
    await sql`comment on column ${sql.raw(column)} is ${sql.lit(`personal: ${comment}`)}`.execute(db)
  }
}

const personal: Record<string, string> = {
  'intake.sealed':
    'what was typed, sealed to the campaign or the site | until the worker has recorded it, seconds as a rule | worker',
  'contact_point.blind_index':
    'find a known address or number without reading it (keyed hash) | as long as the contact | worker, office',
  'contact_point.sealed':
    'address or number, to send what the person asked for | unconfirmed 7 days; otherwise until deleted | worker, office',
  'contact_point.failing_since':
    'stop writing to an address that refuses mail | as long as the contact | worker, office',
  'contact_point.proven_on': 'the day somebody answered from this contact | as long as the contact | worker, office',
  'person.name_index': 'tell two people on one contact apart (keyed hash) | as long as the person | worker, office',
  'person.sealed': 'name, ZIP, country | unconfirmed 7 days; otherwise until deleted | worker, office',
  'person.language': 'write in the language they chose | as long as the person | web, worker, office',
  'signature.contact_token':
    'one signature for each contact and name (keyed hash, key destroyed at close) | as long as the signature | nobody',
  'signature.name_token':
    'at most two names on one contact (keyed hash, key destroyed at close) | as long as the signature | nobody',
  'signature.area':
    'counts by place: first three digits of the ZIP, or "abroad" | as long as the signature | web, worker, office',
  'signature.sealed_comment':
    'comment, until the person confirms that it may be shown | as long as the signature | worker, office',
  'signature.accepted_at':
    'when it was signed; a private signature keeps only the day | as long as the signature | web, worker, office',
  'consent.text_version': 'which words were agreed to | as long as the person | web, worker, office',
  'public_name.display_name':
    'first name and initial, only of those who ticked the box | until hidden or deleted | everyone',
  'public_name.place': 'state, beside the shown name | until hidden or deleted | everyone',
  'public_name.comment': 'comment, only of those who ticked the box | until hidden or deleted | everyone',
  'suppression.blind_index':
    'never write to this contact again (keyed hash) | for ever, so that the wish is kept | worker, office',
  'message.link_hash': 'recognise the link in this message (hash) | one year after it was sent | web, worker',
  'message_budget.blind_index': 'nobody can be flooded with our mail (keyed hash) | 30 days | worker',
}
