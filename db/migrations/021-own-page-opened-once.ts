import { type Kysely, sql } from 'kysely'

/** The link to the own page opens it once, for a few minutes, under a token of its own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table own_page_session (
      message_id uuid primary key references message on delete cascade,
      token_hash bytea not null unique,
      until timestamptz not null
    );

    comment on column own_page_session.token_hash is 'personal: recognize the page that a person has open (hash) | as long as the message with the link, at most one year | web by a function; worker';

    -- A link confirms only in a mail that asks for it.
    create or replace function confirmation_of_link(hash bytea) returns table (state text, slug text, title jsonb, asked_at timestamptz)
      language sql stable security definer set search_path = public, pg_temp as $$
      select signature.state, petition.slug, petition.title, greatest(signature.accepted_at,
        (select min(request.sent_at) from message as request where request.signature_id = signature.id and request.template = 'confirm-signature'))
      from message join signature on signature.id = message.signature_id join petition on petition.id = signature.petition_id
      where message.link_hash = hash and message.template in ('confirm-signature', 'confirm-reminder')
    $$;

    -- Only the link in a mail that was sent to open the page opens it.
    create function own_page_link(hash bytea) returns table (message_id uuid, sent_at timestamptz, is_used boolean)
      language sql stable security definer set search_path = public, pg_temp as $$
      select message.id, coalesce(message.sent_at, message.created_at), own_page_session.message_id is not null
      from message left join own_page_session on own_page_session.message_id = message.id
      where message.link_hash = hash and message.template = 'own-page-link' and message.contact_id is not null
    $$;

    -- The first page to open a link keeps it. Pressing twice on the same page is one opening.
    create function open_own_page(link bytea, session bytea, until timestamptz) returns boolean
      language sql volatile security definer set search_path = public, pg_temp as $$
      insert into own_page_session (message_id, token_hash, until)
        select message_id, session, open_own_page.until from own_page_link(link) on conflict do nothing;
      select exists (select from own_page_session join own_page_link(link) using (message_id) where token_hash = session)
    $$;

    create function close_own_page(session bytea, at timestamptz) returns void
      language sql volatile security definer set search_path = public, pg_temp as $$
      update own_page_session set until = least(until, at) where token_hash = session
    $$;

    create function own_page_of_session(session bytea, at timestamptz) returns table (language text, is_stopped boolean, channel text,
        purposes text[], is_of_member boolean, signatures jsonb, letters jsonb)
      language sql stable security definer set search_path = public, pg_temp as $$
      select page.language, page.is_stopped, page.channel, page.purposes, page.is_of_member, page.signatures, page.letters
      from own_page_session join message on message.id = own_page_session.message_id, own_page_of_link(message.link_hash) as page
      where own_page_session.token_hash = session and at < own_page_session.until
    $$
  `.execute(db)
}
